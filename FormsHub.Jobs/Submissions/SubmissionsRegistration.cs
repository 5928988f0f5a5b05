using FormsHub.Jobs.Reports.Summary;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Jobs.Submissions;

internal static class SubmissionsRegistration
{
    public static IServiceCollection AddSubmissions(this IServiceCollection services)
    {
        services.AddSingleton<SubmissionReader>();
        services.AddSingleton<SubmissionNeighbours>();
        services.AddSingleton<NormalizationBatch>();
        services.AddSingleton<SubmissionDetailReader>();
        services.AddSingleton<SubmissionChanges>();
        services.AddSingleton<SubmissionFiles>();
        services.AddSingleton<ReceivedFiles>();
        services.AddSingleton<Confirmations>();
        services.AddSingleton<VerificationCodes>();
        services.AddSingleton<SummaryReader>();
        return services;
    }
}
