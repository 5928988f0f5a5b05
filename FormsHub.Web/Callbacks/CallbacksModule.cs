namespace FormsHub.Web.Callbacks;

public static class CallbacksModule
{
    public static IServiceCollection AddCallbacks(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapCallbacks(this IEndpointRouteBuilder routes) => routes;
}
