using FormsHub.Jobs.Forms.Design;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Jobs.Forms;

internal static class FormsRegistration
{
    public static IServiceCollection AddForms(this IServiceCollection services)
    {
        services.AddSingleton<TypedTable>();
        services.AddSingleton<FormCatalog>();
        services.AddSingleton<VersionPublishing>();
        services.AddSingleton<FormPublishing>();
        services.AddSingleton<FormUploads>();
        services.AddSingleton<FillSessions>();
        services.AddSingleton<FormFiles>();
        services.AddSingleton<DesignDocuments>();
        services.AddSingleton<PublicationPreviews>();
        services.AddSingleton<DocumentStates>();
        return services;
    }
}
