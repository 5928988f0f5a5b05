namespace FormsHub.Web.Hosting;

/// <summary>What every request passes: errors as problem details, security headers, static files, sign-in.</summary>
public static class HostingModule
{
    public static WebApplicationBuilder AddHosting(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails();
        builder.Services.AddRazorPages().WithRazorPagesAtContentRoot();
        return builder;
    }

    public static WebApplication UseHosting(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapStaticAssets();
        app.UseAuthentication();
        app.UseAuthorization();
        return app;
    }
}
