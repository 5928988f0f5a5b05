using System.Globalization;
using System.Text.Json.Nodes;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Design;
using FormsHub.Jobs.Sessions;
using FormsHub.Jobs.Submissions;
using FormsHub.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Editor;

/// <summary>The respondent's page: the document to fill, and after the submit was stored its confirmation.</summary>
[AllowAnonymous]
internal sealed class FillModel(
    FormCatalog catalog,
    FillSessions sessions,
    DocumentStates states,
    Confirmations confirmations,
    VerificationCodes codes,
    EditorConfiguration configuration,
    Addresses addresses,
    Door door) : PageModel
{
    public Form Form { get; private set; } = null!;
    public FillSession Session { get; private set; } = null!;

    /// <summary>Set when there is nothing to fill and nothing to confirm.</summary>
    public DeadEnd? DeadEnd { get; private set; }

    /// <summary>For <c>DocsAPI.DocEditor</c>; null once the session has a submission.</summary>
    public JsonObject? EditorConfig { get; private set; }
    public string ApiScript => $"{addresses.DocumentServer}/web-apps/apps/api/documents/api.js";
    public bool IsPractice => addresses.IsPractice;

    /// <summary>The document was saved before: its states can be looked at.</summary>
    public bool HasHistory { get; private set; }

    /// <summary>Where whoever has submitted begins another answer; null when one is enough.</summary>
    public string? WayBackIn => door.WayBackIn(Form, Session);

    /// <summary>What was received; null before the submit.</summary>
    public Confirmation? Confirmation { get; private set; }

    /// <summary>Whoever has it can check what was received.</summary>
    public string? Code { get; private set; }
    /// <summary>Leads back to what was entered.</summary>
    public string Address => $"{addresses.Public}/s/{Session.LinkToken}";

    public string VerifyAddress => $"{addresses.Public}/verify/{Code}";

    /// <summary>When the respondent left what is filled already; null on the first visit.</summary>
    public DateTimeOffset? LeftAt { get; private set; }

    /// <summary>What to name when asking about this session.</summary>
    public string Reference => Session.Reference ?? SessionReference.Of(Session.Id);

    /// <summary>Asked for by the page, which knows its window; otherwise guessed.</summary>
    public EditorSurface Surface => Request.Query["type"].ToString() switch
    {
        "mobile" => EditorSurface.Mobile,
        "desktop" => EditorSurface.Desktop,
        _ => IsPhone ? EditorSurface.Mobile : EditorSurface.Desktop,
    };
    public bool IsPhone => Request.Headers["Sec-CH-UA-Mobile"] == "?1" || Request.Headers.UserAgent.ToString().Contains("Mobi", StringComparison.Ordinal);

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellationToken)
    {
        Response.ForRespondent();
        if (await sessions.GetByLinkAsync(token, cancellationToken) is not { } session
            || await catalog.GetAsync(session.FormId, cancellationToken) is not { } form)
        {
            return this.Show(DeadEnd = DeadEnd.UnknownLink);
        }

        (Session, Form) = (session, form);
        switch (await door.AtSessionAsync(HttpContext, form, session, cancellationToken))
        {
            case Admission.Open:
                break;
            case Admission.Answered:
                Confirmation = await confirmations.FindAsync(token, cancellationToken);
                Code = Confirmation is null ? null : await codes.OfAsync(Confirmation.SubmissionId, cancellationToken);
                return Page();
            case Admission.PasswordNeeded:
                return Redirect($"/f/{form.LinkToken}?s={session.LinkToken}");
            case var refused:
                return this.Show(DeadEnd = DeadEnd.For(refused, form));
        }

        if (!addresses.IsPractice)
        {
            HttpContext.AllowContentFrom(new Uri(addresses.DocumentServer));
        }

        HasHistory = (await states.OfSessionAsync(session.Id, cancellationToken)).Count > 1;
        LeftAt = await sessions.LeftAtAsync(session.Id, cancellationToken);
        EditorConfig = await configuration.ForFillingAsync(
            form, session, await sessions.LivingKeyAsync(session, cancellationToken), Request.EditorLanguage(), Surface, cancellationToken);
        return Page();
    }

    /// <summary>What the page asks after a submit: only what the callback stored counts as received.</summary>
    public static async Task<Results<Ok<FillState>, NotFound>> StateAsync(
        string token, HttpResponse response, FillSessions sessions, CancellationToken cancellationToken)
    {
        response.ForRespondent();
        return await sessions.GetByLinkAsync(token, cancellationToken) is { } session
            ? TypedResults.Ok(new FillState(session.SubmissionNumber is not null, session.SubmissionNumber, session.SubmittedAt))
            : TypedResults.NotFound();
    }

    public string Number => Session.SubmissionNumber?.ToString("N0", CultureInfo.GetCultureInfo("en")) ?? "";
}

/// <summary>Whether a fill session's submission is stored.</summary>
internal sealed record FillState(bool Submitted, int? Number, DateTimeOffset? At);
