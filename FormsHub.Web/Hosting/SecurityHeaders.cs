using Microsoft.AspNetCore.Http.Features;

namespace FormsHub.Web.Hosting;

/// <summary>What a page may load, and other promises to the browser. Pages load nothing from elsewhere unless they ask for it.</summary>
public static class SecurityHeaders
{
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var policy = new ContentSecurityPolicy();
        context.Features.Set(policy);
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = policy.ToString();
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>Lets this answer load the scripts, frames and connections of another origin, such as the Document Server's.</summary>
    /// <param name="context">The request whose answer is meant.</param>
    /// <param name="address">Any absolute address of that origin; only scheme, host and port count.</param>
    public static void AllowContentFrom(this HttpContext context, Uri address) =>
        context.Features.GetRequiredFeature<ContentSecurityPolicy>().Allow(address.GetLeftPart(UriPartial.Authority));

    /// <summary>Lets pages of these origins show this answer in a frame, besides FormsHub's own.</summary>
    public static void AllowFramingBy(this HttpContext context, IEnumerable<string> origins) =>
        context.Features.GetRequiredFeature<ContentSecurityPolicy>().AllowFraming(origins);

    /// <summary>Says that this answer is somebody else's bytes: a browser that shows them loads and runs nothing of theirs.</summary>
    public static void ForbidAllContent(this HttpContext context) => context.Features.GetRequiredFeature<ContentSecurityPolicy>().IsForeign = true;

    /// <summary>Lets this answer bring styles in its own text. No page of FormsHub's does.</summary>
    public static void AllowInlineStyles(this HttpContext context) => context.Features.GetRequiredFeature<ContentSecurityPolicy>().HasInlineStyles = true;

    private sealed class ContentSecurityPolicy
    {
        private string _others = "";
        private string _framers = "";

        public bool HasInlineStyles { get; set; }

        public bool IsForeign { get; set; }

        public void Allow(string origin) => _others += $" {origin}";

        public void AllowFraming(IEnumerable<string> origins) => _framers = string.Concat(origins.Select(origin => $" {origin}"));

        public override string ToString() => IsForeign ? "default-src 'none'; sandbox" :
            $"default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'self'{_framers}; img-src 'self' data: blob:"
            + (HasInlineStyles ? "; style-src 'self' 'unsafe-inline'" : "")
            + (_others.Length == 0 ? "" : $"; script-src 'self'{_others}; frame-src 'self'{_others}; connect-src 'self'{_others}");
    }
}
