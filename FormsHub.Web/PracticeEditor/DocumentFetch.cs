using FormsHub.Jobs;
using FormsHub.Jobs.DocumentServer;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.PracticeEditor;

/// <summary>Fetches <c>document.url</c> as the Document Server does, with a token that names the address.</summary>
internal sealed class DocumentFetch(
    DocumentServerSecret secret, IOptions<DocumentServerOptions> documentServer, IOptions<LimitsOptions> limits, TimeProvider clock) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
    {
        Timeout = TimeSpan.FromMinutes(2),
    };

    /// <returns>Null when it is not to be had.</returns>
    public async Task<byte[]?> GetAsync(Uri url, CancellationToken cancellationToken)
    {
        var token = DocumentServerToken.SignPayload(
            json => json.WriteString("url", url.OriginalString), await secret.GetAsync(cancellationToken), clock.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation(documentServer.Value.JwtHeader, documentServer.Value.JwtPrefix + token);
        request.Headers.TryAddWithoutValidation("User-Agent", "Node.js/6.13");
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                return null;
            }

            await response.Content.LoadIntoBufferAsync(LimitsOptions.Bytes(limits.Value.DocumentMegabytes), cancellationToken);
            return await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();
}
