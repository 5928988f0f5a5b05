using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FormsHub.Web.PracticeEditor;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FormsHub.Tests.Support;

/// <summary>A Document Server on real Kestrel: a cache of signed links that expire and form data that the next submit overwrites, its services, and every way to fail.</summary>
internal sealed class DocumentServerDouble : IAsyncDisposable
{
    /// <summary>Shared with FormsHub; what tokens are signed with.</summary>
    public const string Secret = "short secret";

    /// <summary>The Document Server's default, with which the links of the samples are signed.</summary>
    public const string LinkSecret = "verysecretstring";

    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Fault> _faults = new(StringComparer.Ordinal);
    private int _conversions = 4000;

    private DocumentServerDouble(WebApplication server, TimeProvider clock, bool checksLinks)
    {
        _server = server;
        Clock = clock;
        ChecksLinks = checksLinks;
        Links = new CacheLinks(LinkSecret, clock);
        Signer = new CallbackSigner(Encoding.UTF8.GetBytes(Secret), clock);
        Commands = new CommandServiceDouble(this);
        Converter = new ConverterDouble(this);
    }

    public TimeProvider Clock { get; }

    /// <summary>Where it listens.</summary>
    public string Address => _server.Urls.First();

    /// <summary>The host that links name: the one that some browser reached it by, not one that FormsHub can.</summary>
    public string BrowserAddress { get; set; } = "https://docs.example.com";

    public CacheLinks Links { get; }

    public CallbackSigner Signer { get; }

    public CommandServiceDouble Commands { get; }

    public ConverterDouble Converter { get; }

    /// <summary>What /healthcheck says; always with HTTP 200.</summary>
    public string Health { get; set; } = "true";

    /// <summary>Every request that came, path and query.</summary>
    public ConcurrentQueue<(string Address, IHeaderDictionary Headers)> Requests { get; } = new();

    private bool ChecksLinks { get; }

    public static async Task<DocumentServerDouble> StartAsync(TimeProvider clock, bool checksLinks = true, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var server = builder.Build();
        var document = new DocumentServerDouble(server, clock, checksLinks);
        server.Run(document.ServeAsync);
        await server.StartAsync();
        return document;
    }

    /// <summary>Converts a document: its files stand in a folder of their own from now on.</summary>
    public Conversion Convert(string key, byte[] document, byte[]? changes = null, byte[]? formData = null, string fileType = "pdf")
    {
        var conversion = new Conversion(this, $"data/{key}_{Interlocked.Increment(ref _conversions)}", fileType);
        Put(conversion.Folder, $"output.{fileType}", document);
        if (changes is not null)
        {
            Put(conversion.Folder, "changes.zip", changes);
        }

        if (formData is not null)
        {
            Put(conversion.Folder, "formsdata.json", formData);
        }

        return conversion with { HasChanges = changes is not null, HasFormData = formData is not null };
    }

    /// <summary>Stores a file, over the one that was there.</summary>
    public void Put(string folder, string file, byte[] content) => _files[$"{folder}/{file}"] = content;

    public void Remove(string folder, string file) => _files.TryRemove($"{folder}/{file}", out _);

    /// <summary>From now on this file is served like that; null heals it.</summary>
    public void Break(string folder, string file, Fault? fault)
    {
        if (fault is null)
        {
            _faults.TryRemove($"{folder}/{file}", out _);
        }
        else
        {
            _faults[$"{folder}/{file}"] = fault;
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Func<HttpContext, Task>? Service(HttpRequest request) => (request.Method, request.Path.Value) switch
    {
        ("GET", "/healthcheck") => context => context.Response.WriteAsync(Health),
        ("POST", "/command") when Commands.HasNewPath => Commands.ServeAsync,
        ("POST", "/coauthoring/CommandService.ashx") => Commands.ServeAsync,
        ("POST", "/converter") => Converter.ServeAsync,
        _ => null,
    };

    private async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        Requests.Enqueue((path + context.Request.QueryString, context.Request.Headers));
        var response = context.Response;
        if (Service(context.Request) is { } service)
        {
            await service(context);
            return;
        }

        if (!HttpMethods.IsGet(context.Request.Method) || !path.StartsWith(CacheLinks.Root, StringComparison.Ordinal))
        {
            response.StatusCode = 404;
            return;
        }

        var verdict = ChecksLinks ? Links.Judge(path, context.Request.Query["md5"], context.Request.Query["expires"]) : CacheLinkVerdict.Valid;
        var name = path[CacheLinks.Root.Length..path.LastIndexOf('/')];
        if (verdict != CacheLinkVerdict.Valid || !_files.TryGetValue(name, out var content))
        {
            response.StatusCode = verdict switch { CacheLinkVerdict.Forged => 403, CacheLinkVerdict.Expired => 410, _ => 404 };
            await response.WriteAsync("<html>no</html>");
            return;
        }

        await (_faults.TryGetValue(name, out var fault) ? fault : Fault.None)(context, content);
    }
}

/// <summary>How a file is served.</summary>
internal delegate Task Fault(HttpContext context, byte[] content);

/// <summary>The ways in which a Document Server fails to serve a file.</summary>
internal static class Faults
{
    extension(Fault)
    {
        public static Fault None => async (context, content) =>
        {
            context.Response.ContentLength = content.Length;
            await context.Response.Body.WriteAsync(content);
        };

        /// <summary>An error page.</summary>
        public static Fault Status(int status) => (context, _) =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("<html>error</html>");
        };

        /// <summary>Another content in its place, with another length.</summary>
        public static Fault Content(byte[] other) => (context, _) => Fault.None(context, other);

        /// <summary>The whole length announced, half of it sent, and the connection cut.</summary>
        public static Fault Truncated => async (context, content) =>
        {
            context.Response.ContentLength = content.Length;
            await context.Response.Body.WriteAsync(content.AsMemory(0, content.Length / 2));
            await context.Response.Body.FlushAsync();
            context.Abort();
        };

        /// <summary>The connection is cut before an answer.</summary>
        public static Fault Reset => (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        /// <summary>Half of it comes and then nothing, until FormsHub gives up.</summary>
        public static Fault Stalled => async (context, content) =>
        {
            context.Response.ContentLength = content.Length;
            await context.Response.Body.WriteAsync(content.AsMemory(0, content.Length / 2));
            await context.Response.Body.FlushAsync();
            var gone = new TaskCompletionSource();
            await using var registration = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        };

        /// <summary>Nothing comes before the gate opens.</summary>
        public static Fault Behind(Task gate) => async (context, content) =>
        {
            await gate;
            await Fault.None(context, content);
        };

        public static Fault Redirect(string location) => (context, _) =>
        {
            context.Response.Redirect(location);
            return Task.CompletedTask;
        };

        /// <summary>More than announced to anyone: no length, and no end before FormsHub hangs up.</summary>
        public static Fault Endless => async (context, content) =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(content);
            }
        };
    }
}
