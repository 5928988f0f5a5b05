namespace FormsHub.Web.Look;

/// <summary>Light or dark, as the person chose it in this browser; otherwise as their system says.</summary>
internal static class Theme
{
    /// <summary>The cookie that theme.js sets; read here so that the first paint is right already.</summary>
    public const string CookieName = "formshub-theme";

    public static string Of(HttpContext context) =>
        context.Request.Cookies[CookieName] switch { "light" => "light", "dark" => "dark", _ => "auto" };
}
