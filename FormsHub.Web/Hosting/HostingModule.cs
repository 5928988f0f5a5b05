using FormsHub.Web.Access;

namespace FormsHub.Web.Hosting;

/// <summary>What every request passes: errors as problem details, security headers, static files, sign-in.</summary>
public static class HostingModule
{
    public static WebApplicationBuilder AddHosting(this WebApplicationBuilder builder)
    {
        // The launcher runs what was built, not what was published: wwwroot is found by the build's manifest then.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddProblemDetails();
        builder.Services.AddRazorPages().WithRazorPagesAtContentRoot();
        return builder;
    }

    public static WebApplication UseHosting(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseProblemPage();
        app.UseRouting();
        app.MapStaticAssets().AllowAnonymous();
        app.UseAccess();
        return app;
    }
}
