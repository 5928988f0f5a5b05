using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using FormsHub.Jobs.Intake;

namespace FormsHub.Web.PracticeEditor;

/// <summary>How a callback went.</summary>
/// <param name="HttpStatus">Of the last attempt; null when there was no answer at all.</param>
/// <param name="Attempts">Posts made, 1 to 4.</param>
internal sealed record CallbackOutcome(ReplyVerdict Verdict, int? HttpStatus, int Attempts);

/// <summary>Posts callbacks as the Document Server does: a new connection each, axios' redirects, and patience only for final saves.</summary>
/// <param name="tokenHeader">Name of the header that carries the token.</param>
/// <param name="tokenPrefix">What stands before it.</param>
/// <param name="handler">Other than usual in tests of a network that fails.</param>
internal sealed class CallbackSender(TimeProvider clock, string tokenHeader = "Authorization", string tokenPrefix = "Bearer ", HttpMessageHandler? handler = null)
    : IDisposable
{
    private const int MostRedirects = 5;

    /// <summary>Pauses before the attempts after the first.</summary>
    public static readonly IReadOnlyList<TimeSpan> Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    private readonly HttpClient _http = new(handler ?? OneConnectionEach())
    {
        Timeout = TimeSpan.FromMinutes(10),
    };

    /// <param name="callbackUrl">Used as it is, its query included.</param>
    /// <param name="signer">Makes both tokens.</param>
    /// <param name="make">Called for every attempt: links and tokens are signed anew.</param>
    public async Task<CallbackOutcome> SendAsync(
        Uri callbackUrl, CallbackSigner signer, Func<CallbackBody> make, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var body = make();
            var (verdict, httpStatus) = await PostAsync(callbackUrl, signer.Sign(body), cancellationToken);
            if (verdict != ReplyVerdict.FailedForNow || !IsPatientAbout(body.Status) || attempt > Pauses.Count)
            {
                return new(verdict, httpStatus, attempt);
            }

            await Task.Delay(Pauses[attempt - 1], clock, cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler OneConnectionEach() =>
        new() { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.Zero, UseCookies = false, UseProxy = false };

    private static bool IsPatientAbout(DocumentStatus status) => status is DocumentStatus.ReadyForSaving or DocumentStatus.SavingError;

    private async Task<(ReplyVerdict Verdict, int? HttpStatus)> PostAsync(Uri url, SignedCallback callback, CancellationToken cancellationToken)
    {
        try
        {
            var method = HttpMethod.Post;
            var withToken = true;
            for (var hop = 0; hop <= MostRedirects; hop++)
            {
                using var request = Request(method, url, callback, withToken);
                using var response = await _http.SendAsync(request, cancellationToken);
                var status = (int)response.StatusCode;
                if (status is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
                {
                    return (ReplyJudge.Judge(status, await response.Content.ReadAsByteArrayAsync(cancellationToken)), status);
                }

                var next = new Uri(url, location);
                withToken &= next.Authority == url.Authority;

                // A POST that is sent elsewhere by 301, 302 or 303 arrives as a GET without its body, and its answer is believed.
                method = status is 307 or 308 ? method : HttpMethod.Get;
                url = next;
            }

            return (ReplyVerdict.Failed, null);
        }
        // A peer that dies just after it took the connection shows as a bare SocketException: SocketsHttpHandler asks for its address outside of what it wraps.
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException
            || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (ReplyVerdict.FailedForNow, null);
        }
    }

    private HttpRequestMessage Request(HttpMethod method, Uri url, SignedCallback callback, bool withToken)
    {
        var request = new HttpRequestMessage(method, url);
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/plain, */*");
        request.Headers.TryAddWithoutValidation("User-Agent", "Node.js/6.13");
        request.Headers.Connection.Add("Keep-Alive");
        if (withToken && callback.HeaderToken is not null)
        {
            request.Headers.TryAddWithoutValidation(tokenHeader, tokenPrefix + callback.HeaderToken);
        }

        if (method == HttpMethod.Post)
        {
            request.Content = new ByteArrayContent(callback.Content);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return request;
    }
}
