using System.Globalization;
using System.Security.Claims;
using FormsHub.Jobs.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.StaticAssets;

namespace FormsHub.Web.Access;

/// <summary>People: a cookie that ends when the password changes.</summary>
internal static class PersonCookie
{
    public const string SchemeName = CookieAuthenticationDefaults.AuthenticationScheme;
    private const string StampClaim = "formshub:stamp";

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "formshub";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromDays(7);
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.AccessDeniedPath = "/problem/403";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = RefuseAfterPasswordChangeAsync;
        options.Events.OnRedirectToLogin = context => AnswerAsync(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => AnswerAsync(context, StatusCodes.Status403Forbidden);
    }

    public static Task SignInAsync(HttpContext context, Account account)
    {
        var identity = new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, account.Id.ToString(CultureInfo.InvariantCulture)),
                new(ClaimTypes.Name, account.Name),
                new(ClaimTypes.Role, account.Role),
                new(StampClaim, account.Stamp.ToString("N")),
            ],
            SchemeName);
        return context.SignInAsync(SchemeName, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = true });
    }

    /// <returns>The account of whoever is signed in; null for programs and strangers.</returns>
    public static int? AccountOf(ClaimsPrincipal user) =>
        int.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <returns>What the cookie was made under; null for programs and strangers.</returns>
    public static Guid? StampOf(ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(StampClaim), out var stamp) ? stamp : null;

    public static bool IsBy(ClaimsPrincipal user) => user.Identities.Any(identity => identity.IsAuthenticated && identity.AuthenticationType == SchemeName);

    private static async Task RefuseAfterPasswordChangeAsync(CookieValidatePrincipalContext context)
    {
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
        {
            // Styles and scripts are everybody's: they cost no look-up, and the page about a failure keeps its looks.
            return;
        }

        if (context.HttpContext.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            // The page about a failure must not need the database that may have caused it.
            context.RejectPrincipal();
            return;
        }

        var accounts = context.HttpContext.RequestServices.GetRequiredService<Accounts>();
        var known = context.Principal is { } principal && AccountOf(principal) is { } id && StampOf(principal) is { } stamp
            && await accounts.HasStampAsync(id, stamp, context.HttpContext.RequestAborted);
        if (!known)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(SchemeName);
        }
    }

    private static Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (AccessProblem.IsForPrograms(context.Request))
        {
            return AccessProblem.WriteAsync(context.HttpContext, status);
        }

        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
