using FormsHub.Web.Access;

namespace FormsHub.Web.Callbacks;

/// <summary>Where the document editing service reports, and where people look at what it reported.</summary>
public static class CallbacksModule
{
    public static IServiceCollection AddCallbacks(this IServiceCollection services) => services
        .AddSingleton<CallbackToken>()
        .AddSingleton<CallbackEnd>()
        .AddSingleton<CallbackEndpoint>();

    public static IEndpointRouteBuilder MapCallbacks(this IEndpointRouteBuilder routes)
    {
        // The sender has no cookie and shows no page: who may call is decided by the address and the token, never by a redirect.
        var callback = routes.MapGroup("/callback/{documentKey}").AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        callback.MapPost("", (string documentKey, HttpContext context, CallbackEndpoint endpoint) => endpoint.PostAsync(documentKey, context));
        callback.MapMethods("", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"], CallbackEndpoint.OnlyPost);

        var api = routes.MapGroup("/api").RequireAuthorization(Policies.Administrator);
        api.MapGet("/callbacks", InboxEndpoint.ListAsync);
        api.MapPost("/callbacks/{id:long}/replay", InboxEndpoint.ReplayAsync);
        api.MapGet("/forms/{id:int}/saves", InboxEndpoint.SavesAsync);
        api.MapGet("/fill-sessions/{id:guid}", InboxEndpoint.SessionAsync);
        return routes;
    }
}
