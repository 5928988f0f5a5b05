using Microsoft.AspNetCore.Mvc;

namespace FormsHub.Web.Access;

/// <summary>How the API says that a caller is unknown or may not do this: RFC 9457 problem details, never a redirect.</summary>
internal static class AccessProblem
{
    public static Task WriteAsync(HttpContext context, int status, string? detail = null)
    {
        context.Response.StatusCode = status;
        var problem = new ProblemDetails
        {
            Status = status,
            Title = status == StatusCodes.Status401Unauthorized ? "Who are you?" : "Not allowed",
            Detail = detail ?? (status == StatusCodes.Status401Unauthorized
                ? "Send an API key as \"Authorization: Bearer <key>\", or sign in."
                : "You are known, but you may not do this."),
        };
        return context.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json", context.RequestAborted);
    }

    /// <summary>Requests of programs, which understand a status and not a sign-in page.</summary>
    public static bool IsForPrograms(HttpRequest request) =>
        request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/openapi") || request.Path.StartsWithSegments("/callback");
}
