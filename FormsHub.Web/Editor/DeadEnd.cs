using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Sharing;
using FormsHub.Web.Forms;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Editor;

/// <summary>Why a respondent cannot go on, in words, with the HTTP status that says the same.</summary>
internal sealed record DeadEnd(int Status, string Headline, string Explanation)
{
    public static readonly DeadEnd UnknownLink = new(
        StatusCodes.Status404NotFound,
        "This link leads nowhere",
        "It may be incomplete: open it again from where you got it, or copy the whole of it. If it still does not work, ask whoever sent it to you.");

    private static readonly DeadEnd NoPublicLink = new(
        StatusCodes.Status403Forbidden,
        "This form is for invited people",
        "It has no public link at the moment. Open it by the link that was sent to you, or ask whoever wants you to fill it in.");

    private static readonly DeadEnd Revoked = new(
        StatusCodes.Status410Gone,
        "This link was withdrawn",
        "Whoever sent it to you has withdrawn it. Ask them for a new one if you still need to answer.");

    /// <summary>The editor saves a document some seconds after everybody has left it.</summary>
    private static readonly TimeSpan UsualWait = TimeSpan.FromMinutes(2);

    /// <summary>What else is known, such as a time; null for nothing.</summary>
    public string? Fact { get; private init; }

    /// <summary>Seconds after which the page looks again by itself; null for never.</summary>
    public int? LooksAgainAfter { get; private init; }

    /// <param name="admission">Anything but those that lead on.</param>
    /// <param name="form">Its title is told to those only who hold a good link.</param>
    public static DeadEnd For(Admission admission, Form form) => admission switch
    {
        Admission.NoPublicLink => NoPublicLink,
        Admission.Revoked => Revoked,
        Admission.NotYetOpen => Of(StatusCodes.Status403Forbidden, admission, form, "Come back then; the link stays the same."),
        _ => Of(StatusCodes.Status410Gone, admission, form, "Ask whoever sent you the link if you still need to answer."),
    };

    /// <summary>The dead end of a personal link.</summary>
    public static DeadEnd For(PersonalEntrance entrance) => entrance.Admission switch
    {
        Admission.NotYourTurn => new(
            StatusCodes.Status403Forbidden,
            entrance.Form.Title,
            $"It is not your turn yet: first “{entrance.WaitsFor}” fills in the form. Open this link again afterwards; it stays the same."),
        Admission.BeingPrepared => BeingPrepared(entrance),
        var admission => For(admission, entrance.Form),
    };

    private static DeadEnd BeingPrepared(PersonalEntrance entrance)
    {
        var isSlow = entrance.Awaited > UsualWait;
        return new(
            StatusCodes.Status503ServiceUnavailable,
            entrance.Form.Title,
            "The document is being prepared: it comes from whoever filled it in before you. "
            + (isSlow ? "It takes longer than usual. This page goes on looking; if it does not open today, tell whoever sent you the link." : "This takes some seconds, and this page opens it by itself."))
        {
            LooksAgainAfter = isSlow ? 30 : 3,
        };
    }

    private static DeadEnd Of(int status, Admission admission, Form form, string advice) =>
        admission.OfAuthor(form) is { } words
            ? new(status, form.Title, words) { Fact = admission is Admission.NotYetOpen or Admission.Ended ? admission.Explain(form) : null }
            : new(status, form.Title, $"{admission.Explain(form)} {advice}");
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
        if (deadEnd.LooksAgainAfter is { } seconds)
        {
            page.Response.Headers.RetryAfter = $"{seconds}";
            page.Response.Headers["Refresh"] = $"{seconds}";
        }

        return page.Page();
    }

    /// <summary>A browser that only guesses what comes next gets no session; it asks again when the person really comes.</summary>
    public static bool IsGuess(this HttpRequest request) => request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.Ordinal);

    /// <summary>To a fill session's page.</summary>
    public static Microsoft.AspNetCore.Mvc.StatusCodeResult SeeSession(this PageModel page, FillSession session)
    {
        page.Response.Headers.Location = $"/s/{session.LinkToken}";
        return page.StatusCode(StatusCodes.Status303SeeOther);
    }
}
