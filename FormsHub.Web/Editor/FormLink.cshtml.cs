using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Sharing;
using FormsHub.Web.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Editor;

/// <summary>A form's public link: leads whoever opens it to their session, asks for the password, or says why not.</summary>
/// <remarks>No antiforgery field: in a frame of another site its cookie is not sent, and a request that somebody else made opens nothing they can see.</remarks>
[AllowAnonymous, IgnoreAntiforgeryToken]
internal sealed class FormLinkModel(
    FormCatalog catalog, CaseBeginning beginning, Door door, RespondentCookies cookies, Passwords passwords, SignInAttempts attempts) : PageModel
{
    /// <summary>Null when the password is asked for.</summary>
    public DeadEnd? DeadEnd { get; private set; } = DeadEnd.UnknownLink;

    /// <summary>Whose password is asked for.</summary>
    public string Title { get; private set; } = "";

    /// <summary>What was wrong with the password that was sent; null before one was.</summary>
    public string? Refusal { get; private set; }

    /// <summary>The session to go on with afterwards; empty for this browser's own.</summary>
    [BindProperty(SupportsGet = true, Name = "s")]
    public string? SessionToken { get; set; }

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellationToken)
    {
        Response.ForRespondent();
        if (await catalog.GetByLinkAsync(token, cancellationToken) is not { } form)
        {
            return this.Show(DeadEnd.UnknownLink);
        }

        var (admission, remembered) = await door.AtPublicLinkAsync(HttpContext, form, cancellationToken);
        return admission switch
        {
            Admission.PasswordNeeded => Ask(form),
            Admission.Answered => this.SeeSession(remembered!),
            Admission.Open when Request.IsGuess() => StatusCode(StatusCodes.Status503ServiceUnavailable),
            Admission.Open => await EnterAsync(form, remembered, cancellationToken),
            _ => this.Show(DeadEnd = DeadEnd.For(admission, form)),
        };
    }

    /// <summary>Previews and link checkers look whether the link is good; that makes no session.</summary>
    public async Task<IActionResult> OnHeadAsync(string token, CancellationToken cancellationToken)
    {
        Response.ForRespondent();
        if (await catalog.GetByLinkAsync(token, cancellationToken) is not { } form)
        {
            return StatusCode(DeadEnd.UnknownLink.Status);
        }

        var (admission, _) = await door.AtPublicLinkAsync(HttpContext, form, cancellationToken);
        return StatusCode(admission is Admission.Open or Admission.PasswordNeeded or Admission.Answered ? StatusCodes.Status200OK : DeadEnd.For(admission, form).Status);
    }

    public async Task<IActionResult> OnPostAsync(string token, [FromForm] string? password, CancellationToken cancellationToken)
    {
        Response.ForRespondent();
        if (await catalog.GetByLinkAsync(token, cancellationToken) is not { } form)
        {
            return this.Show(DeadEnd.UnknownLink);
        }

        // Only what stands between the person and the form is looked at: a closed form tells nobody whether a password is right.
        if ((await door.AtPublicLinkAsync(HttpContext, form, cancellationToken)).Admission != Admission.PasswordNeeded)
        {
            return Again(token);
        }

        if (!attempts.TryTake(HttpContext, $"form {form.Id}"))
        {
            Response.Headers.RetryAfter = "6";
            return Ask(form, StatusCodes.Status429TooManyRequests, "Too many attempts. Wait a few seconds and try again.");
        }

        if (password is not { Length: > 0 and <= Passwords.MaximumLength } || !passwords.Matches(form.PasswordHash, password))
        {
            return Ask(form, StatusCodes.Status422UnprocessableEntity, "This is not the password. Check it and try again.");
        }

        await cookies.LetInAsync(HttpContext, form, cancellationToken);
        return Again(token);
    }

    private async Task<IActionResult> EnterAsync(Form form, FillSession? remembered, CancellationToken cancellationToken)
    {
        if (SessionToken is { Length: > 0 } wanted && await door.SessionOfAsync(form, wanted, cancellationToken) is { } named)
        {
            return this.SeeSession(named);
        }

        // A case that its author withdrew is over; the public link begins another.
        var session = remembered is { IsAnswered: false, RevokedAt: null } ? remembered
            : await beginning.BeginPublicAsync(form, cancellationToken);
        RespondentCookies.Remember(HttpContext, form, session);
        return this.SeeSession(session);
    }

    private PageResult Ask(Form form, int status = StatusCodes.Status200OK, string? refusal = null)
    {
        (DeadEnd, Title, Refusal) = (null, form.Title, refusal);
        Response.StatusCode = status;
        return Page();
    }

    private StatusCodeResult Again(string token)
    {
        Response.Headers.Location = $"/f/{Uri.EscapeDataString(token)}{(string.IsNullOrEmpty(SessionToken) ? "" : QueryString.Create("s", SessionToken))}";
        return StatusCode(StatusCodes.Status303SeeOther);
    }
}
