using FormsHub.Jobs.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FormsHub.Web.Hosting;

/// <summary>What load balancers and supervisors ask: is the process alive, and can a callback be stored.</summary>
public static class HealthEndpoints
{
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/healthz").AllowAnonymous();
        health.MapGet("/live", () => TypedResults.Ok(new Health("alive", null)));
        health.MapGet("/ready", IsReadyAsync);
        return routes;
    }

    private static async Task<Results<Ok<Health>, JsonHttpResult<Health>>> IsReadyAsync(DatabaseReadiness readiness, CancellationToken cancellationToken) =>
        await readiness.FindProblemAsync(cancellationToken) is { } problem
            ? TypedResults.Json(new Health("not ready", problem), statusCode: StatusCodes.Status503ServiceUnavailable)
            : TypedResults.Ok(new Health("ready", null));

    private sealed record Health(string Status, string? Problem);
}
