using System.Globalization;
using System.Security.Claims;
using System.Text.Json.Nodes;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Design;
using FormsHub.Web.Look;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FormsHub.Web.Editor;

/// <summary>What the page around the editor asks while a form is designed: a fresh configuration, who is there, the history, and taking a state up again.</summary>
internal static class DesignEndpoint
{
    public static async Task<Results<Ok<JsonObject>, NotFound>> ConfigAsync(
        int id, HttpContext context, FormCatalog catalog, DesignDocuments design, DesignConfiguration configuration, CancellationToken cancellationToken)
    {
        if (await catalog.GetAsync(id, cancellationToken) is not { } form)
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "no-store";
        var key = await design.OpenAsync(id, cancellationToken);
        return TypedResults.Ok(await configuration.SignAsync(
            form, key.Key, DesignConfiguration.AuthorOf(context.User), context.Request.EditorLanguage(), cancellationToken));
    }

    public static async Task<Results<Ok<DesignState>, NotFound>> StateAsync(
        int id, HttpResponse response, DesignDocuments design, CancellationToken cancellationToken)
    {
        if (await design.NewestAsync(id, cancellationToken) is not { } newest)
        {
            return TypedResults.NotFound();
        }

        response.Headers.CacheControl = "no-store";
        var key = await design.LivingKeyAsync(id, cancellationToken);
        var draft = newest is { IsDrafted: true, DraftId: { } draftId } ? await design.FindAsync(id, draftId, cancellationToken) : null;
        var editors = await design.EditorsAsync(id, cancellationToken);
        return TypedResults.Ok(new DesignState(
            key?.Key,
            editors,
            Presence.Of(editors),
            draft is null ? null : new DraftState(draft.Id, draft.Number, draft.SavedAt, draft.Author),
            newest.VersionNumber));
    }

    public static async Task<Ok<IReadOnlyList<DesignAuthor>>> PeopleAsync(DesignDocuments design, CancellationToken cancellationToken) =>
        TypedResults.Ok(await design.PeopleAsync(cancellationToken));

    public static async Task<Ok<JsonObject>> HistoryAsync(int id, HttpResponse response, DocumentStates states, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(HistoryConfiguration.List(DocumentOf(id), await states.OfDesignAsync(id, cancellationToken)));
    }

    public static async Task<Results<Ok<JsonObject>, NotFound>> HistoryDataAsync(
        int id, int number, HttpResponse response, DocumentStates states, HistoryConfiguration history, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        return await history.DataAsync(DocumentOf(id), await states.OfDesignAsync(id, cancellationToken), number, cancellationToken) is { } data
            ? TypedResults.Ok(data)
            : TypedResults.NotFound();
    }

    /// <summary>By the number in the history alone: the address that the browser's event carries is nobody's word.</summary>
    public static async Task<Results<Ok<RestoredState>, NotFound>> RestoreAsync(
        int id, int number, ClaimsPrincipal user, DesignDocuments design, CancellationToken cancellationToken) =>
        await design.RestoreAsync(id, number, DesignConfiguration.AuthorOf(user), cancellationToken) is { } restored
            ? TypedResults.Ok(new RestoredState(restored.Id, restored.Number!.Value))
            : TypedResults.NotFound();

    private static string DocumentOf(int formId) => string.Create(CultureInfo.InvariantCulture, $"f{formId}");
}

/// <summary>How it stands with a form's document.</summary>
/// <param name="Key">The living key; null when there is none.</param>
/// <param name="Editors">Who is inside, by name.</param>
/// <param name="Presence">The same as a sentence.</param>
/// <param name="Draft">What respondents do not have yet; null when nothing is drafted.</param>
/// <param name="Version">Number of the newest version.</param>
internal sealed record DesignState(string? Key, IReadOnlyList<string> Editors, string Presence, DraftState? Draft, int Version);

internal sealed record DraftState(int Id, int? Number, DateTimeOffset SavedAt, string? Author);

internal sealed record RestoredState(int Id, int Number);
