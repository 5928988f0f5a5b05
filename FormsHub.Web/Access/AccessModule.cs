using FormsHub.Jobs;
using FormsHub.Jobs.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.Access;

/// <summary>Who is asking: people by cookie, programs by API key. What does not say otherwise is an administrator's.</summary>
public static class AccessModule
{
    private const string PersonOrProgram = "PersonOrProgram";

    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddAuthentication(PersonOrProgram)
            .AddPolicyScheme(PersonOrProgram, displayName: null, scheme => scheme.ForwardDefaultSelector = context =>
                context.Request.Headers.ContainsKey("Authorization") || ApiKeyHandler.IsForCallbacks(context.Request) ? ApiKeyHandler.SchemeName : PersonCookie.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, configureOptions: null)
            .AddCookie(PersonCookie.SchemeName, PersonCookie.Configure);
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Administrator, policy => policy.RequireRole("administrator"))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireRole("administrator").Build());

        services.AddDataProtection().SetApplicationName("FormsHub");
        services.AddOptions<KeyManagementOptions>().Configure<IOptions<FormsHubOptions>, ILoggerFactory>((keys, formsHub, loggers) =>
            keys.XmlRepository = new FileSystemXmlRepository(KeyFolder(formsHub.Value), loggers));
        services.AddOptions<AccessOptions>().Validate(
            access => access.BootstrapApiKey.Length is 0 or >= 16,
            "Access:BootstrapApiKey must have at least 16 characters, or be empty for none.");

        services.AddSingleton<Accounts>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<SignInAttempts>();
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<FirstSignIn>(provider, Console.Out));
        return services;
    }

    /// <summary>Finds out who is asking and refuses what they may not do. Stands after routing and before every endpoint.</summary>
    public static IApplicationBuilder UseAccess(this IApplicationBuilder app) =>
        app.Use(NothingIsNobodys).UseAuthentication().UseMiddleware<SameOriginOnly>().UseAuthorization();

    public static IEndpointRouteBuilder MapAccess(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-out", async (HttpContext context, IAntiforgery antiforgery) =>
        {
            await antiforgery.ValidateRequestAsync(context);
            await context.SignOutAsync(PersonCookie.SchemeName);
            return TypedResults.LocalRedirect("/sign-in");
        }).AllowAnonymous();
        return routes;
    }

    /// <summary>An address without anything behind it is 404 for everybody; the fallback policy would ask strangers to sign in first.</summary>
    private static Task NothingIsNobodys(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return next(context);
    }

    /// <summary>The folder of the keys that protect cookies, readable by FormsHub's own user only.</summary>
    private static DirectoryInfo KeyFolder(FormsHubOptions options)
    {
        var path = Path.GetFullPath(Path.Combine(options.DataDirectory, "keys"));
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}

/// <summary>Names of the authorization policies.</summary>
public static class Policies
{
    /// <summary>Everything that is not a respondent's: for now every signed-in person and every API key is an administrator.</summary>
    public const string Administrator = "administrator";
}
