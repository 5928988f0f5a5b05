using FormsHub.Jobs.DocumentServer.Connection;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Jobs.DocumentServer;

internal static class DocumentServerRegistration
{
    public static IServiceCollection AddDocumentServer(this IServiceCollection services) => services
        .AddSingleton<DocumentServerSecret>()
        .AddSingleton<DocumentServerTokens>()
        .AddSingleton<DocumentServerHttp>()
        .AddSingleton<DocumentServerRequests>()
        .AddSingleton<CommandClient>()
        .AddSingleton<CommandSender>()
        .AddSingleton<OpenDocuments>()
        .AddSingleton<ForgottenFiles>()
        .AddSingleton<ConnectionChecks>()
        .AddSingleton<ConnectionCheck>();
}
