using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using FormsHub.Web.PracticeEditor;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FormsHub.Tests.PracticeEditor;

/// <summary>A document storage service on real Kestrel that gives a document out and takes callbacks: what the practice editor talks to.</summary>
internal sealed class StorageDouble : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly byte[] _key;
    private readonly Channel<ReceivedCallback> _callbacks = Channel.CreateUnbounded<ReceivedCallback>();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    private StorageDouble(WebApplication server, byte[] key) => (_server, _key) = (server, key);

    public string Address => _server.Urls.First();

    public byte[] Document { get; set; } = [];

    /// <summary>The token headers with which the document was fetched.</summary>
    public ConcurrentQueue<string> DocumentTokens { get; } = new();

    /// <summary>What callbacks are answered with; the body always says that all is well.</summary>
    public int AnswerStatus { get; set; } = 200;

    /// <summary>Callbacks are answered when this is done.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public int Waiting => _callbacks.Reader.Count;

    public static async Task<StorageDouble> StartAsync(byte[] key)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var storage = new StorageDouble(server, key);
        server.MapGet("/document", storage.GiveDocument);
        server.MapGet("/no-form", () => Results.Bytes("%PDF-1.7\n%%EOF\n"u8.ToArray(), "application/pdf"));
        server.MapPost("/callback/{name}", storage.TakeCallbackAsync);
        await server.StartAsync();
        return storage;
    }

    /// <summary>The next callback; waits for it.</summary>
    public async Task<ReceivedCallback> NextAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await _callbacks.Reader.ReadAsync(deadline.Token);
    }

    /// <summary>The next callback, which must have this status.</summary>
    public async Task<ReceivedCallback> NextAsync(int status)
    {
        var callback = await NextAsync();
        Assert.Equal(status, callback.Claims.GetProperty("status").GetInt32());
        return callback;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    private IResult GiveDocument(HttpContext context)
    {
        DocumentTokens.Enqueue(context.Request.Headers.Authorization.ToString());
        return Results.Bytes(Document, "application/pdf");
    }

    /// <summary>Fetches what the callback points at before it answers, as a storage must.</summary>
    private async Task TakeCallbackAsync(string name, HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var verdict = DocumentServerToken.Verify(body.RootElement.GetProperty("token").GetString(), _key, DateTimeOffset.UtcNow, out var claims);
        Assert.Equal(TokenVerdict.Valid, verdict);
        await _callbacks.Writer.WriteAsync(new ReceivedCallback(
            name, claims, await FetchAsync(claims, "url"), await FetchAsync(claims, "changesurl"), await FetchAsync(claims, "formsdataurl")));
        await Gate;
        context.Response.StatusCode = AnswerStatus;
        await context.Response.WriteAsync("""{"error":0}""");
    }

    private async Task<byte[]?> FetchAsync(JsonElement claims, string link) =>
        claims.TryGetProperty(link, out var url) ? await _http.GetByteArrayAsync(url.GetString()) : null;
}

/// <summary>A callback with what its links served while it waited for its answer.</summary>
/// <param name="Name">Which callback address was used.</param>
/// <param name="Claims">Of the body token.</param>
internal sealed record ReceivedCallback(string Name, JsonElement Claims, byte[]? Document, byte[]? Changes, byte[]? FormData)
{
    public string? Text(string name) => Claims.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>With blanks between them.</summary>
    public string Users => string.Join(' ', Claims.GetProperty("users").EnumerateArray().Select(user => user.GetString()));

    /// <summary>Type and user of the only action.</summary>
    public (int Type, string? UserId) Action
    {
        get
        {
            var action = Assert.Single(Claims.GetProperty("actions").EnumerateArray());
            return (action.GetProperty("type").GetInt32(), action.GetProperty("userid").GetString());
        }
    }

    /// <summary>The folder of the conversion that a link points into.</summary>
    public string Folder => new Uri(Text("url")!).Segments[^3];
}
