using FormsHub.Jobs.Forms;

namespace FormsHub.Web.Editor;

/// <summary>What a respondent's browser keeps: the session it began at a form's public link, and that it knew the form's password. Nothing about the person.</summary>
internal sealed class RespondentCookies(LinkMac linkMac)
{
    private const string SessionName = "formshub-fill";

    /// <summary>As long as browsers keep a cookie.</summary>
    private static readonly TimeSpan SessionKept = TimeSpan.FromDays(400);
    private static readonly TimeSpan PasswordKept = TimeSpan.FromDays(30);

    /// <summary>The link token of the session that this browser began at the public link of this address; nobody has checked it yet.</summary>
    public static string? Remembered(HttpRequest request) => request.Cookies[SessionName];

    /// <summary>The cookie is sent to the form's public link alone.</summary>
    public static void Remember(HttpContext context, Form form, FillSession session) =>
        context.Response.Cookies.Append(SessionName, session.LinkToken, Options(context.Request, form, $"/f/{form.LinkToken}", SessionKept));

    public async ValueTask<bool> KnowPasswordAsync(HttpRequest request, Form form, CancellationToken cancellationToken) =>
        form.PasswordHash is not null
        && request.Cookies[PasswordName(form)] is { Length: > 0 } mac
        && await linkMac.IsValidAsync(LinkMac.FormPassword, PasswordSubject(form), mac, cancellationToken);

    /// <summary>Good for this form and this password: it ends when the password changes.</summary>
    public async Task LetInAsync(HttpContext context, Form form, CancellationToken cancellationToken) =>
        context.Response.Cookies.Append(
            PasswordName(form),
            await linkMac.ForAsync(LinkMac.FormPassword, PasswordSubject(form), cancellationToken),
            Options(context.Request, form, "/", PasswordKept));

    private static string PasswordName(Form form) => $"formshub-door-{form.Id}";

    private static string PasswordSubject(Form form) => $"{form.Id}\n{form.PasswordHash}";

    private static CookieOptions Options(HttpRequest request, Form form, string path, TimeSpan kept)
    {
        var options = new CookieOptions { HttpOnly = true, IsEssential = true, Path = path, MaxAge = kept, Secure = request.IsHttps, SameSite = SameSiteMode.Lax };
        if (form.EmbedOrigins.Length > 0 && request.IsHttps)
        {
            // In a frame of another site a browser sends only this kind, and keeps a jar of its own for each site.
            options.SameSite = SameSiteMode.None;
            options.Extensions.Add("Partitioned");
        }

        return options;
    }
}
