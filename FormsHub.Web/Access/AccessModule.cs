using Microsoft.AspNetCore.Authentication.Cookies;

namespace FormsHub.Web.Access;

/// <summary>Who is asking: people by cookie, programs by API key.</summary>
public static class AccessModule
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        services.AddAuthorizationBuilder().AddPolicy(Policies.Administrator, policy => policy.RequireRole("administrator"));
        return services;
    }

    public static IEndpointRouteBuilder MapAccess(this IEndpointRouteBuilder routes) => routes;
}

/// <summary>Names of the authorization policies.</summary>
public static class Policies
{
    /// <summary>Everything that is not a respondent's: for now every signed-in person and every API key is an administrator.</summary>
    public const string Administrator = "administrator";
}
