using FormsHub.Jobs;
using FormsHub.Jobs.Access;
using FormsHub.Web.Editor;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.Access;

/// <summary>Prints a one-time sign-in code when nobody has an account yet, or when it was asked for, once FormsHub is ready.</summary>
/// <remarks>Standard output and not the logger: logs are kept and read by others, and the code opens everything.</remarks>
internal sealed class FirstSignIn(
    Accounts accounts, IOptions<AccessOptions> access, Addresses addresses, TextWriter console) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!access.Value.NewSignInCode && !await accounts.AreEmptyAsync(cancellationToken))
        {
            return;
        }

        var code = await accounts.IssueCodeAsync(cancellationToken);
        await console.WriteLineAsync($"""

              Sign in to FormsHub:  {addresses.Public}/sign-in?code={code.Text}
              One-time code:        {code.Text}   (works once, until {code.ExpiresAt:yyyy-MM-dd HH:mm} UTC)

            """);
        await console.FlushAsync(cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
