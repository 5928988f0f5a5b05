using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Jobs.Forms;

internal static class FormsRegistration
{
    public static IServiceCollection AddForms(this IServiceCollection services)
    {
        services.AddSingleton<TypedTable>();
        services.AddSingleton<FormCatalog>();
        services.AddSingleton<FormPublishing>();
        services.AddSingleton<FormUploads>();
        services.AddSingleton<FillSessions>();
        return services;
    }
}
