using FormsHub.Jobs.Operations;
using FormsHub.Web.Access;

namespace FormsHub.Web.Operations;

public static class OperationsModule
{
    public static IServiceCollection AddOperations(this IServiceCollection services) => services
        .AddSingleton<OperationsReader>()
        .AddSingleton<ConnectionProbe>();

    public static IEndpointRouteBuilder MapOperations(this IEndpointRouteBuilder routes)
    {
        var documents = routes.MapGroup("/api/documents/{documentKey}").RequireAuthorization(Policies.Administrator).WithTags("Open documents");
        documents.MapGet("users", DocumentsEndpoint.UsersAsync);
        documents.MapGet("commands", DocumentsEndpoint.CommandsAsync);
        documents.MapPost("save", DocumentsEndpoint.SaveAsync);
        documents.MapPost("drop", DocumentsEndpoint.DropAsync);

        var operations = routes.MapGroup("/api/operations").RequireAuthorization(Policies.Administrator).WithTags("Operations");
        operations.MapGet("connection", ConnectionProbe.LastAsync);
        operations.MapPost("connection", ConnectionProbe.CheckAsync);
        operations.MapGet("forgotten-files", ForgottenFilesEndpoint.ListAsync);
        operations.MapPost("forgotten-files/run", ForgottenFilesEndpoint.RunAsync);

        routes.MapGet("/documents/check/{nonce}", ConnectionProbe.FileAsync).AllowAnonymous().ExcludeFromDescription();
#if HANGFIRE
        routes.MapHangfire();
#endif
        return routes;
    }
}
