using System.Globalization;
using System.Text.Json;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Intake;
using FormsHub.Web.PracticeEditor.Design;
using FormsHub.Web.PracticeEditor.Documents;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FormsHub.Web.PracticeEditor;

/// <summary>What the editor in the browser calls: open, stay, change, save, submit.</summary>
internal static class PracticeEditorEndpoints
{
    public static async Task<Results<ContentHttpResult, BadRequest>> OpenAsync(
        HttpContext context, PracticeServer server, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await ReadJsonAsync(context, cancellationToken) is not { } config)
        {
            return TypedResults.BadRequest();
        }

        var (opened, refusal, explanation) = await server.OpenAsync(config, AddressOf(context.Request), cancellationToken);
        return Json(opened is null
            ? DocumentServerJson.Write(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("error", (int)refusal);
                json.WriteString("explanation", explanation);
                json.WriteEndObject();
            })
            : Write(opened, clock.GetUtcNow()));
    }

    /// <summary>Present as long as the connection lasts; notices come as server-sent events.</summary>
    public static async Task StayAsync(
        string tab, HttpContext context, PracticeServer server, IHostApplicationLifetime lifetime, TimeProvider clock)
    {
        if (server.FindTab(tab) is not { } open)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        server.Connect(open);
        try
        {
            for (var notice = "present"; ; notice = await NextAsync(open.Tab, clock, leaving.Token))
            {
                var data = JsonSerializer.Serialize(notice);
                await context.Response.WriteAsync($"data: {data}\n\n", leaving.Token);
                await context.Response.Body.FlushAsync(leaving.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The tab is closed, or FormsHub stops.
        }
        finally
        {
            server.Disconnect(open);
        }
    }

    public static async Task<Results<NoContent, NotFound, BadRequest, StatusCodeHttpResult>> ChangeAsync(
        string tab, HttpContext context, PracticeServer server, CancellationToken cancellationToken)
    {
        if (server.FindTab(tab) is not { } open)
        {
            return TypedResults.NotFound();
        }

        if (await ReadAnswersAsync(context, open.Document.Definition, cancellationToken) is not { } answers)
        {
            return TypedResults.BadRequest();
        }

        return server.Change(open, answers) ? TypedResults.NoContent() : TypedResults.StatusCode(StatusCodes.Status403Forbidden);
    }

    public static Task<Results<ContentHttpResult, NotFound, BadRequest>> SaveAsync(
        string tab, HttpContext context, PracticeServer server, PracticeSaves saves, CancellationToken cancellationToken) =>
        ForcesaveAsync(tab, ForcesaveType.Button, context, server, saves, cancellationToken);

    public static Task<Results<ContentHttpResult, NotFound, BadRequest>> SubmitAsync(
        string tab, HttpContext context, PracticeServer server, PracticeSaves saves, CancellationToken cancellationToken) =>
        ForcesaveAsync(tab, ForcesaveType.Submit, context, server, saves, cancellationToken);

    /// <summary>A window that says goodbye; its line may have ended before, which says the same.</summary>
    public static NoContent Close(string tab, PracticeServer server)
    {
        if (server.FindTab(tab) is { } open)
        {
            server.Disconnect(open);
        }

        return TypedResults.NoContent();
    }

    public static async Task<Results<ContentHttpResult, BadRequest>> CommandAsync(
        HttpContext context, CommandService commands, CancellationToken cancellationToken) =>
        await ReadJsonAsync(context, cancellationToken) is { } body
            ? Json(await commands.AnswerAsync(body, context.Request, AddressOf(context.Request), cancellationToken))
            : TypedResults.BadRequest();

    public static async Task<Results<ContentHttpResult, BadRequest>> ConvertAsync(
        HttpContext context, ConverterService converter, CancellationToken cancellationToken)
    {
        if (await ReadJsonAsync(context, cancellationToken) is not { } body)
        {
            return TypedResults.BadRequest();
        }

        var reply = await converter.AnswerAsync(body, context.Request, AddressOf(context.Request), cancellationToken);
        return context.Request.Headers.Accept.ToString().Contains("json", StringComparison.OrdinalIgnoreCase)
            ? Json(reply.ToJson())
            : TypedResults.Content(reply.ToXml(), "text/xml");
    }

    public static async Task<Results<FileContentHttpResult, StatusCodeHttpResult>> CachedFileAsync(
        string path, string? md5, string? expires, PracticeCache cache, PracticeConversion conversion, CancellationToken cancellationToken)
    {
        var verdict = (await conversion.LinksAsync(cancellationToken)).Judge(CacheLinks.Root + path, md5, expires);
        if (verdict != CacheLinkVerdict.Valid)
        {
            return TypedResults.StatusCode(verdict == CacheLinkVerdict.Expired ? StatusCodes.Status410Gone : StatusCodes.Status403Forbidden);
        }

        // data/<folder>/<file>/<file>: the last segment only names the download.
        var segments = path.Split('/');
        if (segments.Length != 4 || cache.Find($"{segments[0]}/{segments[1]}", segments[2]) is not { } content)
        {
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        }

        return TypedResults.File(content, MediaTypeOf(segments[2]), segments[3], enableRangeProcessing: true);
    }

    private static async Task<Results<ContentHttpResult, NotFound, BadRequest>> ForcesaveAsync(
        string tab, ForcesaveType type, HttpContext context, PracticeServer server, PracticeSaves saves, CancellationToken cancellationToken)
    {
        if (server.FindTab(tab) is not { } open)
        {
            return TypedResults.NotFound();
        }

        if (await ReadAnswersAsync(context, open.Document.Definition, cancellationToken) is not { } answers)
        {
            return TypedResults.BadRequest();
        }

        // Changes of a viewer are not taken, but its submit is, as in the Document Server.
        server.Change(open, answers);
        var outcome = await saves.ForcesaveAsync(open.Document, type, open.Tab, userData: null, CancellationToken.None);
        return Json(DocumentServerJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("code", outcome == SaveOutcome.Refused ? 1 : 0);
            json.WriteBoolean("inProgress", outcome == SaveOutcome.InProgress);
            json.WriteEndObject();
        }));
    }

    private static async Task<string> NextAsync(Participant tab, TimeProvider clock, CancellationToken cancellationToken)
    {
        // Something is written now and then, so that a lost connection is noticed.
        using var heartbeat = new CancellationTokenSource(TimeSpan.FromSeconds(15), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(heartbeat.Token, cancellationToken);
        try
        {
            return await tab.Notices.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "present";
        }
    }

    private static byte[] Write(OpenTab opened, DateTimeOffset now) => DocumentServerJson.Write(json =>
    {
        var (document, tab) = opened;
        json.WriteStartObject();
        json.WriteString("tab", tab.Id);
        json.WriteBoolean("canFill", tab.CanFill);
        json.WriteString("role", tab.Config.Role);
        if (document.Design is not null)
        {
            json.WriteString("publicId", tab.PublicId);
            json.WritePropertyName("design");
            lock (document.Lock)
            {
                json.WriteRawValue(PracticeDesigns.Describe(document, 0, null));
            }
        }

        json.WriteString("openedAt", now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        json.WritePropertyName("fields");
        JsonSerializer.Serialize(json, document.Definition.Fields.Select(FieldForBrowser.Of).ToArray(), FieldForBrowser.Json);
        json.WriteStartArray("values");
        lock (document.Lock)
        {
            for (var i = 0; i < document.Answers.Length; i++)
            {
                if (document.Definition.Fields[i].Type == Jobs.Forms.FieldType.CheckBox)
                {
                    json.WriteBooleanValue(document.Answers[i].Checked);
                }
                else
                {
                    json.WriteStringValue(document.Answers[i].Text);
                }
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static async Task<Answer[]?> ReadAnswersAsync(HttpContext context, FormDefinition definition, CancellationToken cancellationToken) =>
        await ReadJsonAsync(context, cancellationToken) is { } list ? SavedAnswers.Read(list, definition.Fields.Count) : null;

    internal static async Task<JsonElement?> ReadJsonAsync(HttpContext context, CancellationToken cancellationToken)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: cancellationToken);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string AddressOf(HttpRequest request) => $"{request.Scheme}://{request.Host}{PracticeEditorModule.BasePath}";

    internal static ContentHttpResult Json(byte[] json) => TypedResults.Content(System.Text.Encoding.UTF8.GetString(json), "application/json");

    private static string MediaTypeOf(string file) => Path.GetExtension(file) switch
    {
        ".pdf" => "application/pdf",
        ".zip" => "application/zip",
        _ => "application/json",
    };
}
