using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.DocumentServer.Connection;
using FormsHub.Web.Editor;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FormsHub.Web.Operations;

/// <summary>Runs checks of the connection, and gives out the small file that the Document Server is asked to fetch during one.</summary>
internal sealed class ConnectionProbe(ConnectionChecks checks, ConnectionCheck check, Addresses addresses, LinkMac linkMac)
{
    private const string Text = "FormsHub asked the Document Server to fetch this line. That you can read it means that it did.\n";

    public async Task<ConnectionReport> RunAsync(CancellationToken cancellationToken)
    {
        var nonce = await checks.BeginAsync(cancellationToken);
        var mac = await linkMac.ForAsync(LinkMac.Check, nonce, cancellationToken);
        return await check.RunAsync(nonce, new Uri($"{addresses.Internal}/documents/check/{nonce}?t={mac}"), cancellationToken);
    }

    /// <summary>The file itself is no secret, so it is given to whoever knows the address of a running check: a wrong token is a finding, no reason to refuse.</summary>
    public static async Task<Results<ContentHttpResult, ProblemHttpResult>> FileAsync(
        string nonce, string? t, HttpRequest request, LinkMac linkMac, DocumentRequestToken token, ConnectionChecks checks, CancellationToken cancellationToken)
    {
        if (await linkMac.IsValidAsync(LinkMac.Check, nonce, t, cancellationToken))
        {
            var (state, signedAt) = await token.JudgeAsync(request, cancellationToken);
            if (await checks.NoteFetchAsync(nonce, state, signedAt, cancellationToken))
            {
                return TypedResults.Content(Text, "text/plain");
            }
        }

        return TypedResults.Problem("No such check is running.", statusCode: StatusCodes.Status404NotFound);
    }

    public static async Task<Ok<ConnectionResponse>> LastAsync(ConnectionChecks checks, CancellationToken cancellationToken) =>
        TypedResults.Ok(ConnectionResponse.Of(await checks.LastAsync(cancellationToken)));

    public static async Task<Ok<ConnectionResponse>> CheckAsync(ConnectionProbe probe, CancellationToken cancellationToken) =>
        TypedResults.Ok(ConnectionResponse.Of(await probe.RunAsync(cancellationToken)));
}

/// <summary>What the newest check of the connection found.</summary>
/// <param name="State">ok, look or failed; null before the first check.</param>
internal sealed record ConnectionResponse(DateTimeOffset? CheckedAt, ConnectionVerdict? State, IReadOnlyList<ConnectionLine> Lines)
{
    public static ConnectionResponse Of(ConnectionReport report) => new(report.CheckedAt, report.Verdict, report.Lines);
}
