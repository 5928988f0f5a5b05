using FormsHub.Jobs.Forms;
using FormsHub.Web.Hosting;

namespace FormsHub.Web.Editor;

/// <summary>The door of a form for a request: asks <see cref="AdmissionRules"/> with what the browser brought, and says which pages may frame the answer.</summary>
internal sealed class Door(RespondentCookies cookies, FillSessions sessions, FormCatalog catalog, TimeProvider clock)
{
    /// <summary>Somebody at the public link, with the session that this browser began there.</summary>
    public async Task<(Admission Admission, FillSession? Remembered)> AtPublicLinkAsync(HttpContext context, Form form, CancellationToken cancellationToken)
    {
        context.AllowFramingBy(form.EmbedOrigins);
        var remembered = RespondentCookies.Remembered(context.Request) is { } token ? await SessionOfAsync(form, token, cancellationToken) : null;
        var knowsPassword = await cookies.KnowPasswordAsync(context.Request, form, cancellationToken);
        return (AdmissionRules.ForPublicLink(form, remembered, knowsPassword, clock.GetUtcNow()), remembered);
    }

    /// <summary>Somebody at a session's own link.</summary>
    public async Task<Admission> AtSessionAsync(HttpContext context, Form form, FillSession session, CancellationToken cancellationToken)
    {
        context.AllowFramingBy(form.EmbedOrigins);
        return AdmissionRules.ForSession(form, session, await cookies.KnowPasswordAsync(context.Request, form, cancellationToken), clock.GetUtcNow());
    }

    /// <summary>The session of a link, if its holder stands where <paramref name="wanted"/> says; null for everybody else, whom nothing is told.</summary>
    public async Task<FillSession?> SessionAsync(HttpContext context, string token, Admission wanted, CancellationToken cancellationToken) =>
        await sessions.GetByLinkAsync(token, cancellationToken) is { } session && await catalog.GetAsync(session.FormId, cancellationToken) is { } form
            && await AtSessionAsync(context, form, session, cancellationToken) == wanted ? session : null;

    /// <summary>A session that was begun at this form's public link; null for any other token.</summary>
    public async Task<FillSession?> SessionOfAsync(Form form, string token, CancellationToken cancellationToken) =>
        await sessions.GetByLinkAsync(token, cancellationToken) is { Entrance: SessionEntrance.Public } session && session.FormId == form.Id ? session : null;

    /// <summary>Where whoever submitted this session begins another; null when one is enough.</summary>
    public string? WayBackIn(Form form, FillSession session) =>
        !AdmissionRules.MayAnswerAgain(form, session, clock.GetUtcNow()) ? null
        : session is { Entrance: SessionEntrance.Personal, InvitationToken: { } token } ? $"/i/{token}"
        : $"/f/{form.LinkToken}";
}
