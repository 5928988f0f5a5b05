using System.Text;
using System.Text.Json;
using FormsHub.Web.PracticeEditor;
using Microsoft.AspNetCore.Http;

namespace FormsHub.Tests.Support;

/// <summary>The converter of the double: fetches what it is told to, with a token as the Document Server makes it, and serves a PDF in its place.</summary>
internal sealed class ConverterDouble(DocumentServerDouble server)
{
    private const int Attempts = 3;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero });

    /// <summary>False: FormsHub's address is nothing it reaches, or one that its filter forbids.</summary>
    public bool ReachesFormsHub { get; set; } = true;

    /// <summary>Something else answers at FormsHub's address.</summary>
    public bool ReachesSomethingElse { get; set; }

    /// <summary>What it signs with; null: it does not sign.</summary>
    public string? OutboxSecret { get; set; } = DocumentServerDouble.Secret;

    /// <summary>How far its clock is ahead of FormsHub's.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>Its answer after the fetch, in place of the result.</summary>
    public int? Error { get; set; }

    /// <summary>Answers nothing at all; null for the usual.</summary>
    public Func<HttpContext, Task>? Fault { get; set; }

    /// <summary>Where the result is said to be; null: in the cache.</summary>
    public string? ResultUrl { get; set; }

    public byte[] Result { get; set; } = "%PDF-1.7\nconverted\n%%EOF\n"u8.ToArray();

    public async Task ServeAsync(HttpContext context)
    {
        if (Fault is not null)
        {
            await Fault(context);
            return;
        }

        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        if (server.Commands.Judge(body.RootElement, context.Request, out var claims) != TokenVerdict.Valid)
        {
            await ReplyAsync(context, "\"error\":-8");
            return;
        }

        var key = claims.GetProperty("key").GetString()!;
        if (!ReachesSomethingElse && (!ReachesFormsHub || !await FetchAsync(claims.GetProperty("url").GetString()!)))
        {
            await ReplyAsync(context, "\"error\":-4");
            return;
        }

        if (Error is { } error)
        {
            await ReplyAsync(context, $"\"error\":{error}");
            return;
        }

        server.Put($"data/conv_{key}_513", "output.pdf", Result);
        var url = ResultUrl ?? server.Links.Sign(server.BrowserAddress, $"data/conv_{key}_513", "output.pdf");
        await ReplyAsync(context, $"\"fileUrl\":{JsonSerializer.Serialize(url)},\"fileType\":\"pdf\",\"percent\":100,\"endConvert\":true");
    }

    /// <summary>Tries again when it is not answered with 200, as the FileConverter does.</summary>
    private async Task<bool> FetchAsync(string url)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            if (OutboxSecret is not null)
            {
                var token = DocumentServerToken.SignPayload(json => json.WriteString("url", url), Encoding.UTF8.GetBytes(OutboxSecret), server.Clock.GetUtcNow() + Skew);
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
            }

            try
            {
                using var response = await _http.SendAsync(request);
                if (response.IsSuccessStatusCode)
                {
                    return true;
                }
            }
            catch (HttpRequestException)
            {
                // Once more.
            }
        }

        return false;
    }

    /// <summary>XML for whoever does not ask for JSON, which is what FormsHub must not be given.</summary>
    private static async Task ReplyAsync(HttpContext context, string members)
    {
        var isJson = context.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal);
        context.Response.ContentType = isJson ? "application/json" : "text/xml";
        await context.Response.WriteAsync(isJson ? $"{{{members}}}" : "<?xml version=\"1.0\" encoding=\"utf-8\"?><FileResult/>");
    }
}
