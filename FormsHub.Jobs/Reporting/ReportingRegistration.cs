using FormsHub.Jobs.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Jobs.Reporting;

internal static class ReportingRegistration
{
    public static IServiceCollection AddReporting(this IServiceCollection services)
    {
        services.AddSingleton<ReaderAccount>();
        services.AddSingleton<ViewRefreshing>();
        services.AddSingleton<ReportingViews>();
        services.AddSingleton(provider => ReportingAddress.Of(provider.GetRequiredService<DatabaseAddress>()));
        return services;
    }
}
