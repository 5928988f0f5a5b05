using System.Text.Json.Nodes;
using FormsHub.Jobs.Forms;
using FormsHub.Web.Editor;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FormsHub.Web.Forms;

/// <summary>Fill sessions made by programs, for respondents they know. The form must be open; password, public link and one a person are not their rules.</summary>
internal static class FillSessionsEndpoint
{
    private const int LongestText = 300;
    private const string DefaultLanguage = "en";

    public static async Task<Results<Created<FillSessionResponse>, ProblemHttpResult>> CreateAsync(
        int id,
        FillSessionRequest? request,
        FormCatalog catalog,
        FillSessions sessions,
        EditorConfiguration configuration,
        Addresses addresses,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (await catalog.GetAsync(id, cancellationToken) is not { } form)
        {
            return FormsEndpoint.NoSuchForm(id);
        }

        if (form.AdmissionAt(clock.GetUtcNow()) is var admission and not Admission.Open)
        {
            return TypedResults.Problem(admission.Explain(form), title: "The form takes no respondents.", statusCode: StatusCodes.Status409Conflict);
        }

        var respondent = new Respondent(request?.Name, request?.Email, request?.Reference);
        if (new[] { respondent.Name, respondent.Email, respondent.Reference }.Any(text => text?.Length > LongestText))
        {
            return TypedResults.Problem(
                $"name, email and reference have at most {LongestText} characters each.", statusCode: StatusCodes.Status400BadRequest);
        }

        var session = await sessions.CreateAsync(id, respondent, SessionEntrance.Program, cancellationToken);
        var documentKey = await sessions.LivingKeyAsync(session, cancellationToken);
        return TypedResults.Created($"/api/fill-sessions/{session.Id}", new FillSessionResponse(
            session.Id,
            documentKey,
            $"{addresses.Public}/s/{session.LinkToken}",
            await configuration.ForFillingAsync(form, session, documentKey, DefaultLanguage, EditorSurface.Desktop, cancellationToken)));
    }
}

/// <summary>What is known of the respondent beforehand.</summary>
internal sealed record FillSessionRequest(string? Name, string? Email, string? Reference);

/// <summary>A session and everything that opens it.</summary>
internal sealed record FillSessionResponse(Guid Id, string DocumentKey, string FillUrl, JsonObject EditorConfig);
