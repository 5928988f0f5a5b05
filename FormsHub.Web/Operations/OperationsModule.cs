namespace FormsHub.Web.Operations;

public static class OperationsModule
{
    public static IServiceCollection AddOperations(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapOperations(this IEndpointRouteBuilder routes) => routes;
}
