using FormsHub.Jobs.Forms;
using FormsHub.Web.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Editor;

/// <summary>A form's public link: makes a fill session for whoever opens it and leads there, or says why not.</summary>
[AllowAnonymous]
internal sealed class FormLinkModel(FormCatalog catalog, FillSessions sessions, TimeProvider clock) : PageModel
{
    public DeadEnd DeadEnd { get; private set; } = DeadEnd.UnknownLink;

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellationToken)
    {
        Response.ForRespondent();
        if (await ClosedDoorAsync(token, cancellationToken) is { } closed)
        {
            DeadEnd = closed;
            return this.Show(closed);
        }

        if (Request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.Ordinal))
        {
            // A browser that only guesses gets no session; it asks again when the person really comes.
            return StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        var form = await catalog.GetByLinkAsync(token, cancellationToken);
        var session = await sessions.CreateAsync(form!.Id, Respondent.Anonymous, cancellationToken);
        Response.Headers.Location = $"/s/{session.LinkToken}";
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>Previews and link checkers look whether the link is good; that makes no session.</summary>
    public async Task<IActionResult> OnHeadAsync(string token, CancellationToken cancellationToken)
    {
        Response.ForRespondent();
        return StatusCode(await ClosedDoorAsync(token, cancellationToken) is { } closed ? closed.Status : StatusCodes.Status200OK);
    }

    private async Task<DeadEnd?> ClosedDoorAsync(string token, CancellationToken cancellationToken) =>
        await catalog.GetByLinkAsync(token, cancellationToken) is { } form ? DeadEnd.For(form, clock.GetUtcNow()) : DeadEnd.UnknownLink;
}

/// <summary>Why a respondent cannot go on, in words, with the HTTP status that says the same.</summary>
internal sealed record DeadEnd(int Status, string Headline, string Explanation)
{
    public static readonly DeadEnd UnknownLink = new(
        StatusCodes.Status404NotFound,
        "This link leads nowhere",
        "It may be incomplete: open it again from where you got it, or copy the whole of it. If it still does not work, ask whoever sent it to you.");

    /// <returns>Null when the form takes respondents.</returns>
    public static DeadEnd? For(Form form, DateTimeOffset now) => form.AdmissionAt(now) switch
    {
        Admission.Open => null,
        Admission.NotYetOpen => new(StatusCodes.Status403Forbidden, form.Title, $"{Admission.NotYetOpen.Explain(form)} Come back then; the link stays the same."),
        var admission => new(StatusCodes.Status410Gone, form.Title, $"{admission.Explain(form)} Ask whoever sent you the link if you still need to answer."),
    };
}

/// <summary>What all of a respondent's pages have in common.</summary>
internal static class RespondentPages
{
    /// <summary>The address is a secret and what it shows changes: nobody keeps or indexes it.</summary>
    public static void ForRespondent(this HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow";
    }

    public static PageResult Show(this PageModel page, DeadEnd deadEnd)
    {
        page.Response.StatusCode = deadEnd.Status;
        return page.Page();
    }
}
