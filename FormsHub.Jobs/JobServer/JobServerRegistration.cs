using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Runs;
using FormsHub.Jobs.Reporting;
using FormsHub.Jobs.Submissions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Jobs.JobServer;

internal static class JobServerRegistration
{
    private static readonly TimeSpan WidenSweep = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan IndexSweep = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan CommandSweep = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan EndSweep = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReportSweep = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ReportFilesSweep = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ForgottenSweep = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ViewsSweep = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("Jobs").Get<JobsOptions>() ?? new JobsOptions();
        JobEntry[] jobs =
        [
            new(typeof(NormalizeSubmissions), TimeSpan.FromSeconds(options.NormalizeSweepSeconds)),
            new(typeof(WidenTables), WidenSweep),
            new(typeof(IndexFields), IndexSweep),
            new(typeof(SendCommands), CommandSweep),
            new(typeof(EndEditing), EndSweep),
            new(typeof(StoreForgottenFiles), ForgottenSweep),
            new(typeof(MakeReports), ReportSweep),
            new(typeof(SweepReports), ReportFilesSweep),
            new(typeof(RefreshViews), ViewsSweep),
        ];
        foreach (var job in jobs)
        {
            services.AddScoped(job.Type);
        }

        services.AddSingleton(new JobCatalog(jobs));
        services.AddSingleton<JobRunner>();
        if (options.Enabled)
        {
            services.AddJobServerAdapter(options, jobs);
            services.AddHostedService<JobListener>();
        }
        else
        {
            services.AddSingleton<NotifyingJobServer>();
            services.AddSingleton<IJobServer>(provider => provider.GetRequiredService<NotifyingJobServer>());
            services.AddHostedService(provider => provider.GetRequiredService<NotifyingJobServer>());
        }

        return services;
    }
}
