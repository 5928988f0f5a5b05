using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace FormsHub.Jobs.DocumentServer;

/// <summary>Small requests to the Document Server, signed where it asks for that, with a time and a size that they may not exceed.</summary>
public sealed class DocumentServerRequests(
    DocumentServerHttp http, IDocumentServerAddress address, DocumentServerTokens tokens, IOptions<DocumentServerOptions> options, TimeProvider clock)
{
    /// <summary>The Document Server's own default for what it signs.</summary>
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Node refuses a head of more than 16 KB; from here on the Document Server itself shortens its tokens (protocol.md 1.1).</summary>
    private const int LongestHeaderToken = 7168;

    /// <param name="path">Below the Document Server's address.</param>
    public Task<ServerAnswer> GetAsync(string path, TimeSpan patience, int limit, CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Get, Target(path)), patience, limit, cancellationToken);

    /// <param name="target">On the Document Server: resolved by <see cref="Intake.DocumentServerLinks"/>.</param>
    public Task<ServerAnswer> GetAsync(Uri target, TimeSpan patience, int limit, CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Get, target), patience, limit, cancellationToken);

    /// <summary>Posts the claims with a token of them in the body and one in the header: which of the two counts differs between versions.</summary>
    public async Task<ServerAnswer> PostAsync(string path, JsonObject claims, TimeSpan patience, int limit, CancellationToken cancellationToken)
    {
        var body = (JsonObject)claims.DeepClone();
        body["token"] = await tokens.SignAsync(claims, TokenLifetime, cancellationToken);
        var header = await tokens.SignAsync(new JsonObject { ["payload"] = claims.DeepClone() }, TokenLifetime, cancellationToken);
        return await PostAsync(path, body, header, patience, limit, cancellationToken);
    }

    /// <param name="body">As it is sent.</param>
    /// <param name="headerToken">What follows the prefix in the header.</param>
    public Task<ServerAnswer> PostAsync(
        string path, JsonObject body, string headerToken, TimeSpan patience, int limit, CancellationToken cancellationToken)
    {
        var content = Encoding.UTF8.GetBytes(body.ToJsonString());
        return SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, Target(path)) { Content = new ByteArrayContent(content) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                request.Headers.Accept.ParseAdd("application/json");
                if (headerToken.Length < LongestHeaderToken)
                {
                    request.Headers.TryAddWithoutValidation(options.Value.JwtHeader, options.Value.JwtPrefix + headerToken);
                }

                return request;
            },
            patience, limit, cancellationToken);
    }

    private Uri Target(string path) => new(address.DocumentServerInternal + path);

    private async Task<ServerAnswer> SendAsync(Func<HttpRequestMessage> make, TimeSpan patience, int limit, CancellationToken cancellationToken)
    {
        if (!address.IsKnown)
        {
            return Failed(ServerFault.Unreachable);
        }

        using var timer = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            using var request = make();
            using var response = await http.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var status = (int)response.StatusCode;
            if (status is >= 300 and < 400)
            {
                return Failed(ServerFault.Redirected);
            }

            return await ReadAsync(response, limit, either.Token) is { } body
                ? new ServerAnswer(ServerFault.None, status, body, response.Headers.Date)
                : Failed(ServerFault.TooLarge);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(ServerFault.TimedOut);
        }
        catch (HttpRequestException failure)
        {
            return Failed(failure.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => ServerFault.UnknownName,
                HttpRequestError.ConnectionError => ServerFault.Unreachable,
                HttpRequestError.SecureConnectionError => ServerFault.Untrusted,
                _ => ServerFault.Interrupted,
            });
        }
        catch (Exception broken) when (broken is IOException or SocketException)
        {
            return Failed(ServerFault.Interrupted);
        }
    }

    private static ServerAnswer Failed(ServerFault fault) => new(fault, 0, default, null);

    /// <returns>null when there is more than <paramref name="limit"/>, whatever length was announced.</returns>
    private static async Task<byte[]?> ReadAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > limit)
        {
            return null;
        }

        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await content.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            if (body.Length + read > limit)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
