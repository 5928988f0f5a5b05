using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Sharing;
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
        CaseBeginning beginning,
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

        if (await beginning.BeginForProgramAsync(form, respondent, request?.Role, cancellationToken) is not { } session)
        {
            var roles = await catalog.RolesAsync(form.VersionId, cancellationToken);
            return TypedResults.Problem(
                roles.Count > 1 ? $"role is one of {string.Join(", ", roles)}, or absent for the fields of all." : "The form has no roles.",
                statusCode: StatusCodes.Status400BadRequest);
        }

        var documentKey = await sessions.LivingKeyAsync(session, cancellationToken);
        return TypedResults.Created($"/api/fill-sessions/{session.Id}", new FillSessionResponse(
            session.Id,
            documentKey,
            $"{addresses.Public}/s/{session.LinkToken}",
            await configuration.ForFillingAsync(form, session, documentKey, DefaultLanguage, EditorSurface.Desktop, cancellationToken))
        {
            Role = session.Role,
            Case = session.Case,
        });
    }
}

/// <summary>What is known of the respondent beforehand.</summary>
/// <param name="Role">Whose fields they fill, as the first of a case; null for the fields of all roles.</param>
internal sealed record FillSessionRequest(string? Name, string? Email, string? Reference, string? Role = null);

/// <summary>A session and everything that opens it.</summary>
internal sealed record FillSessionResponse(Guid Id, string DocumentKey, string FillUrl, JsonObject EditorConfig)
{
    /// <summary>Absent where the fields of all roles are filled.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Role { get; init; }

    /// <summary>What to name when the next role is invited; absent without a role.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Case { get; init; }
}
