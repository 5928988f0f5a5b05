using FormsHub.Jobs;
using FormsHub.Jobs.DocumentServer;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.PracticeEditor;

/// <summary>Sends a document's callbacks to the address that its user's configuration named.</summary>
internal sealed partial class PracticeCallbacks(
    PracticeConversion conversion,
    DocumentServerSecret secret,
    IOptions<DocumentServerOptions> documentServer,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<PracticeCallbacks> logger) : IDisposable
{
    private readonly CallbackSender _sender = new(clock, documentServer.Value.JwtHeader, documentServer.Value.JwtPrefix);

    /// <summary>Sends who is there without waiting, as the Document Server does: it may arrive after later events.</summary>
    public void Post(PracticeDocument document, string userId, CallbackBody body) => _ = PostAsync(document, userId, body);

    /// <param name="userId">Whose callback address is used.</param>
    /// <param name="make">Called for every attempt with what signs the links.</param>
    /// <returns>Whether the storage took it.</returns>
    public async Task<bool> SendAsync(PracticeDocument document, string userId, Func<CacheLinks, CallbackBody> make, CancellationToken cancellationToken)
    {
        var links = await conversion.LinksAsync(cancellationToken);
        Uri? url;
        lock (document.Lock)
        {
            url = document.CallbackUrlOf(userId);
        }

        if (url is null)
        {
            LogWithoutAddress(logger, document.Key);
            return false;
        }

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var signer = new CallbackSigner(await secret.GetAsync(stopping.Token), clock);
        var outcome = await _sender.SendAsync(url, signer, () => make(links), stopping.Token);
        LogSent(logger, document.Key, make(links).Status, outcome.Verdict, outcome.HttpStatus, outcome.Attempts);
        return outcome.Verdict == ReplyVerdict.Accepted;
    }

    public void Dispose() => _sender.Dispose();

    private async Task PostAsync(PracticeDocument document, string userId, CallbackBody body)
    {
        try
        {
            if (!await SendAsync(document, userId, _ => body, CancellationToken.None))
            {
                document.Warn("The document could not be saved: the storage did not take the callback.");
            }
        }
        catch (OperationCanceledException)
        {
            // FormsHub is stopping; presence dies with it.
        }
    }

    [LoggerMessage(LogLevel.Information, "Practice editor: callback {Status} of {DocumentKey} was {Verdict} (HTTP {HttpStatus}, {Attempts} attempts).")]
    private static partial void LogSent(
        ILogger logger, string documentKey, Jobs.Intake.DocumentStatus status, ReplyVerdict verdict, int? httpStatus, int attempts);

    [LoggerMessage(LogLevel.Warning, "Practice editor: {DocumentKey} was opened without a callback address, so nothing of it is saved.")]
    private static partial void LogWithoutAddress(ILogger logger, string documentKey);
}
