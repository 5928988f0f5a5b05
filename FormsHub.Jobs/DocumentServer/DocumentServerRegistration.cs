using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Jobs.DocumentServer;

internal static class DocumentServerRegistration
{
    public static IServiceCollection AddDocumentServer(this IServiceCollection services) => services.AddSingleton<DocumentServerSecret>();
}
