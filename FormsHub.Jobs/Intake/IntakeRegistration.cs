using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Jobs.Intake;

internal static class IntakeRegistration
{
    public static IServiceCollection AddIntake(this IServiceCollection services)
    {
        services.AddSingleton<IBlobStore, DiskBlobStore>();
        services.AddSingleton<DocumentServerLinks>();

        // Its time is kept by StallClock: a large document may take long as long as it comes.
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<DocumentServerDownload>(
            provider, provider.GetRequiredService<DocumentServerHttp>().Client));
        services.AddSingleton<Intake>();
        services.AddSingleton<RecoveredDocuments>();
        services.AddSingleton<Inbox>();
        return services;
    }
}
