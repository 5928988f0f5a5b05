using FormsHub.Jobs.Operations;

namespace FormsHub.Web.Operations;

public static class OperationsModule
{
    public static IServiceCollection AddOperations(this IServiceCollection services) =>
        services.AddSingleton<OperationsReader>();

    public static IEndpointRouteBuilder MapOperations(this IEndpointRouteBuilder routes)
    {
#if HANGFIRE
        routes.MapHangfire();
#endif
        return routes;
    }
}
