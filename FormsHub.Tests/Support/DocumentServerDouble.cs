using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FormsHub.Jobs.Intake;
using FormsHub.Web.PracticeEditor;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FormsHub.Tests.Support;

/// <summary>A Document Server's cache on real Kestrel: signed links that expire, form data that the next submit overwrites, and every way to fail.</summary>
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
    }

    public TimeProvider Clock { get; }

    /// <summary>Where it listens.</summary>
    public string Address => _server.Urls.First();

    /// <summary>The host that links name: the one that some browser reached it by, not one that FormsHub can.</summary>
    public string BrowserAddress { get; set; } = "https://docs.example.com";

    public CacheLinks Links { get; }

    public CallbackSigner Signer { get; }

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

    private async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        Requests.Enqueue((path + context.Request.QueryString, context.Request.Headers));
        var response = context.Response;
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

/// <summary>The files of one conversion, and the callbacks that point at them. Links are signed anew whenever they are asked for.</summary>
internal sealed record Conversion(DocumentServerDouble Server, string Folder, string FileType)
{
    public bool HasChanges { get; init; }

    public bool HasFormData { get; init; }

    /// <summary>As FormsHub keeps it.</summary>
    public string SavePath => CacheLinks.Root + Folder;

    public string Document => $"output.{FileType}";

    public SavedFile Saved => new(Link(Document), FileType)
    {
        ChangesUrl = HasChanges ? Link("changes.zip") : null,
        FormsDataUrl = HasFormData ? Link("formsdata.json") : null,
        History = new CallbackHistory("9.3.0", [new HistoryChange(null, Server.Clock.GetUtcNow(), "u-1", "Anna Adams")]),
    };

    public string Link(string file) => Server.Links.Sign(Server.BrowserAddress, Folder, file);

    public void OverwriteFormData(string json) => Server.Put(Folder, "formsdata.json", Encoding.UTF8.GetBytes(json));

    /// <summary>Time passes: the document and its changes are gone, and the form data is that of the next submit.</summary>
    public void Expire()
    {
        Server.Remove(Folder, Document);
        Server.Remove(Folder, "changes.zip");
        OverwriteFormData("""{"formsdata":[{"key":"text_1","value":"somebody else's","type":"text"}]}""");
    }

    public void Break(string file, Fault? fault) => Server.Break(Folder, file, fault);

    /// <summary>Complete &amp; Submit.</summary>
    public CallbackBody Submit(string key, string submitter = "u-1", DateTimeOffset? lastSave = null) =>
        CallbackBody.Forcesaved(key, ForcesaveType.Submit, Saved, "u-1", submitter, lastSave ?? Server.Clock.GetUtcNow());

    /// <summary>A save while the document is open.</summary>
    public CallbackBody Draft(string key, DateTimeOffset? lastSave = null, ForcesaveType type = ForcesaveType.Timer) =>
        CallbackBody.Forcesaved(key, type, Saved with { FormsDataUrl = null }, "u-1", "u-1", lastSave ?? Server.Clock.GetUtcNow());

    /// <summary>The final save.</summary>
    public CallbackBody Final(string key, DateTimeOffset? lastSave = null, bool notModified = false) =>
        CallbackBody.ReadyForSaving(key, Saved with { FormsDataUrl = null }, "u-1", "u-1", lastSave ?? Server.Clock.GetUtcNow(), notModified);

    /// <summary>Complete &amp; Submit whose document could not be saved: only the form data is linked, and what there is of a corrupted document.</summary>
    public CallbackBody FailedSubmit(string key, bool corrupted = false)
    {
        var submit = Submit(key) with { Status = DocumentStatus.ForcesaveError };
        return corrupted ? submit : submit with { Url = null, ChangesUrl = null, History = null, FileType = null };
    }
}
