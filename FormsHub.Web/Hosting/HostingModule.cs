using FormsHub.Jobs.Storage;
using FormsHub.Web.Access;
using Npgsql;

namespace FormsHub.Web.Hosting;

/// <summary>What every request passes: errors as problem details, security headers, static files, sign-in.</summary>
public static class HostingModule
{
    private const string DefaultAddress = "http://127.0.0.1:8080";

    private static readonly string[] AddressSettings = ["urls", "http_ports", "https_ports"];

    // Requests in flight get this long; the embedded PostgreSQL needs up to eight seconds after them, and all of it fits into twenty.
    private static readonly TimeSpan LongestRequestAtEnd = TimeSpan.FromSeconds(10);

    public static WebApplicationBuilder AddHosting(this WebApplicationBuilder builder)
    {
        builder.QuietStart();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = LongestRequestAtEnd);
        if (!HasAddress(builder.Configuration))
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        // The launcher runs what was built, not what was published: wwwroot is found by the build's manifest then.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddProblemDetails();
        builder.Services.AddOpenApi();
        builder.Services.AddRazorPages().WithRazorPagesAtContentRoot();
        return builder;
    }

    public static WebApplication UseHosting(this WebApplication app)
    {
        app.CheckStart();
        app.UseSecurityHeaders();
        app.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusOf });
        app.UseStatusCodePages();
        app.UseProblemPage();
        app.UseRouting();
        app.MapStaticAssets().AllowAnonymous();
        app.UseAccess();
        app.MapHealth();
        app.MapOpenApi().AllowAnonymous();
        return app;
    }

    /// <summary>A disk that is full and a database that is away or has no room pass; everything else that was not expected is a mistake of ours.</summary>
    private static int StatusOf(Exception failure) => failure is NpgsqlException { IsTransient: true } || DiskSpace.IsUsedUp(failure)
        ? StatusCodes.Status503ServiceUnavailable
        : StatusCodes.Status500InternalServerError;

    private static bool HasAddress(ConfigurationManager configuration) =>
        AddressSettings.Any(key => !string.IsNullOrEmpty(configuration[key]))
        || configuration.GetSection("Kestrel:Endpoints").Exists();
}
