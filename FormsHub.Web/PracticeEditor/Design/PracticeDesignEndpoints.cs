using System.Text.Json;
using FormsHub.Jobs.Intake;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FormsHub.Web.PracticeEditor.Design;

/// <summary>What the editor in the browser calls while a form is designed, and when it shows an older state.</summary>
internal static class PracticeDesignEndpoints
{
    public static async Task<Results<NoContent, NotFound, BadRequest, Conflict>> ChangeAsync(
        string tab, HttpContext context, PracticeServer server, PracticeDesigns designs, CancellationToken cancellationToken)
    {
        if (server.FindTab(tab) is not { } open)
        {
            return TypedResults.NotFound();
        }

        if (await PracticeEditorEndpoints.ReadJsonAsync(context, cancellationToken) is not { } change)
        {
            return TypedResults.BadRequest();
        }

        return designs.Change(open, change) switch
        {
            null => TypedResults.NotFound(),
            DesignOutcome.KeyTaken => TypedResults.Conflict(),
            DesignOutcome.Refused => TypedResults.BadRequest(),
            _ => TypedResults.NoContent(),
        };
    }

    public static async Task<Results<ContentHttpResult, NotFound>> SaveAsync(string tab, PracticeServer server, PracticeSaves saves)
    {
        if (server.FindTab(tab) is not { Document.Design: not null } open)
        {
            return TypedResults.NotFound();
        }

        var outcome = await saves.ForcesaveAsync(open.Document, ForcesaveType.Button, open.Tab, userData: null, CancellationToken.None);
        return PracticeEditorEndpoints.Json(DocumentServerJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("code", outcome == SaveOutcome.Refused ? 1 : 0);
            json.WriteBoolean("unchanged", outcome == SaveOutcome.NotModified);
            json.WriteEndObject();
        }));
    }

    /// <summary>An older state, from what <c>setHistoryData</c> was given.</summary>
    public static async Task<Results<ContentHttpResult, BadRequest>> HistoryAsync(HttpContext context, PracticeHistory history, CancellationToken cancellationToken) =>
        await PracticeEditorEndpoints.ReadJsonAsync(context, cancellationToken) is { } data
            ? PracticeEditorEndpoints.Json(await history.ShowAsync(data, cancellationToken))
            : TypedResults.BadRequest();
}
