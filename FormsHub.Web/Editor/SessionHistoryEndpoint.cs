using System.Text.Json.Nodes;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Design;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FormsHub.Web.Editor;

/// <summary>The history of a respondent's own document, for whoever may fill it now. It is looked at; going back is for authors.</summary>
internal static class SessionHistoryEndpoint
{
    public static async Task<Results<Ok<JsonObject>, NotFound>> ListAsync(
        string token, HttpContext context, Door door, DocumentStates states, CancellationToken cancellationToken)
    {
        context.Response.ForRespondent();
        return await door.SessionAsync(context, token, Admission.Open, cancellationToken) is { } session
            ? TypedResults.Ok(HistoryConfiguration.List(DocumentOf(session), await states.OfSessionAsync(session.Id, cancellationToken)))
            : TypedResults.NotFound();
    }

    public static async Task<Results<Ok<JsonObject>, NotFound>> DataAsync(
        string token, int number, HttpContext context, Door door, DocumentStates states, HistoryConfiguration history, CancellationToken cancellationToken)
    {
        context.Response.ForRespondent();
        return await door.SessionAsync(context, token, Admission.Open, cancellationToken) is { } session
            && await history.DataAsync(DocumentOf(session), await states.OfSessionAsync(session.Id, cancellationToken), number, cancellationToken) is { } data
            ? TypedResults.Ok(data)
            : TypedResults.NotFound();
    }

    private static string DocumentOf(FillSession session) => $"s{session.Id:N}";
}
