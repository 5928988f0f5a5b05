using FormsHub.Jobs;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.Access;

/// <summary>A cookie changes something only for a request that our own pages made (against cross-site request forgery). API keys are not concerned.</summary>
internal sealed class SameOriginOnly(RequestDelegate next, IOptions<FormsHubOptions> options)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (IsSafe(context.Request.Method) || !PersonCookie.IsBy(context.User) || IsFromOurPages(context.Request))
        {
            return next(context);
        }

        return AccessProblem.WriteAsync(
            context, StatusCodes.Status403Forbidden, "A signed-in browser may only call this from FormsHub's own pages. Programs send an API key.");
    }

    /// <summary>Browsers send Sec-Fetch-Site to https and loopback addresses and Origin with every unsafe request; a request without either is no page of ours.</summary>
    private bool IsFromOurPages(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site == "same-origin";
        }

        return Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin)
            && (IsSameOrigin(origin, $"{request.Scheme}://{request.Host}") || IsSameOrigin(origin, options.Value.PublicUrl));
    }

    private static bool IsSameOrigin(Uri origin, string ours) =>
        Uri.TryCreate(ours, UriKind.Absolute, out var own)
        && Uri.Compare(origin, own, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
}
