using FormsHub.Jobs.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.Hosting;

/// <summary>The program's run from start to exit code: what a person can mend is said in a paragraph, everything else keeps its stack trace.</summary>
public static class ProgramRun
{
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    /// <summary>Serves until Ctrl-C or SIGTERM, or runs the one command that the arguments name.</summary>
    /// <returns>0, or a number of <see cref="StartupFailure"/>.</returns>
    public static async Task<int> RunToExitCodeAsync(this WebApplication app, string[] arguments)
    {
        var start = app.Services.GetRequiredService<StartPhase>();
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            start.IsOver = true;
            Console.WriteLine($"FormsHub is ready: {Address(app)} (Ctrl-C ends it)");
        });
        try
        {
            if (Commands.Find(arguments) is { } command)
            {
                await using (app)
                {
                    return await command(app.Services, arguments[1..]);
                }
            }

            await app.RunAsync();
            return 0;
        }
        catch (OperationCanceledException) when (!start.IsOver)
        {
            // Ended while it was starting.
            return 0;
        }
        catch (StartupException e)
        {
            return Refuse(e.Message, e.Failure);
        }
        catch (OptionsValidationException e)
        {
            return Refuse($"A setting is wrong: {string.Join(" ", e.Failures)} docs/configuration.md lists all of them.", StartupFailure.Configuration);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            return Refuse($"{e.Message.TrimEnd('.')}. End the program that listens there, or choose another address with --urls=http://127.0.0.1:8081", StartupFailure.PortInUse);
        }
    }

    /// <summary>The host logs a failed start with its stack trace before it throws; until the start is over, the paragraph above stands for it.</summary>
    public static void QuietStart(this WebApplicationBuilder builder)
    {
        var start = new StartPhase();
        builder.Logging.AddFilter((category, level) => start.IsOver || category != HostCategory);
        builder.Services.AddSingleton(start);
    }

    private static string Address(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "(no address)";

    private static int Refuse(string message, StartupFailure failure)
    {
        Console.Error.WriteLine(message);
        return (int)failure;
    }

    private sealed class StartPhase
    {
        public volatile bool IsOver;
    }
}
