using FormsHub.Web.Access;

namespace FormsHub.Web.Sessions;

/// <summary>How fill sessions went, for authors: counts, lists, and the documents that were filled and never submitted.</summary>
public static class SessionsModule
{
    public static IEndpointRouteBuilder MapSessions(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").RequireAuthorization(Policies.Administrator).WithTags("Sessions");
        api.MapGet("forms/{id:int}/sessions", SessionsEndpoint.ListAsync);
        api.MapGet("forms/{id:int}/funnel", SessionsEndpoint.FunnelAsync);
        api.MapGet("fill-sessions/{id:guid}/document", SessionsEndpoint.DocumentAsync);
        api.MapGet("fill-sessions/{id:guid}/saves/{saveId:long}/document", SessionsEndpoint.SavedDocumentAsync);
        return routes;
    }
}
