using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Intake;
using FormsHub.Jobs.JobServer;
using FormsHub.Jobs.Reporting;
using FormsHub.Jobs.Reports;
using FormsHub.Jobs.Sessions;
using FormsHub.Jobs.Sharing;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Jobs;

/// <summary>The whole registration of the domain and its jobs.</summary>
public static class FormsHubJobs
{
    public static IServiceCollection AddFormsHubJobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidation<FormsHubOptions>("FormsHub");
        services.AddOptionsWithValidation<DocumentServerOptions>("DocumentServer");
        services.AddOptionsWithValidation<StorageOptions>("Storage");
        services.AddOptionsWithValidation<JobsOptions>("Jobs");
        services.AddOptionsWithValidation<AccessOptions>("Access");
        services.AddOptionsWithValidation<LimitsOptions>("Limits");
        services.AddOptionsWithValidation<ReportsOptions>("Reports");
        services.AddSingleton(TimeProvider.System);
        services.AddStorage();
        services.AddForms();
        services.AddSharing();
        services.AddSessions();
        services.AddSubmissions();
        services.AddDocumentServer();
        services.AddIntake();
        services.AddReports();
        services.AddReporting();
        services.AddJobs(configuration);
        return services;
    }

    private static void AddOptionsWithValidation<TOptions>(this IServiceCollection services, string section)
        where TOptions : class =>
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
}
