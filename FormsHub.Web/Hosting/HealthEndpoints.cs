using FormsHub.Jobs.Reports.Pdf.Fonts;
using FormsHub.Jobs.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FormsHub.Web.Hosting;

/// <summary>What load balancers and supervisors ask: is the process alive, and can a callback be stored.</summary>
public static class HealthEndpoints
{
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/healthz").AllowAnonymous();
        health.MapGet("/live", () => TypedResults.Ok(new Health("alive", null, [])));
        health.MapGet("/ready", IsReadyAsync);
        return routes;
    }

    private static async Task<Results<Ok<Health>, JsonHttpResult<Health>>> IsReadyAsync(DatabaseReadiness readiness, CancellationToken cancellationToken) =>
        await readiness.FindProblemAsync(cancellationToken) is { } problem
            ? TypedResults.Json(new Health("not ready", problem, PdfFonts.Found), statusCode: StatusCodes.Status503ServiceUnavailable)
            : TypedResults.Ok(new Health("ready", null, PdfFonts.Found));

    /// <param name="Problem">Why callbacks cannot be stored.</param>
    /// <param name="Warnings">What does not work as it should although callbacks are stored.</param>
    private sealed record Health(string Status, string? Problem, IReadOnlyList<string> Warnings);
}
