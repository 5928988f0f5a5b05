using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace FormsHub.Jobs.JobServer;

/// <summary>The default job server: Quartz with its in-memory store. The ledgers are the durable part, so nothing is lost with the process.</summary>
internal sealed partial class QuartzJobServer(ISchedulerFactory schedulers, JobRunner runner, ILogger<QuartzJobServer> logger) : IJobServer, IJobStarter
{
    public void Trigger<TJob>() where TJob : IJob => Start(typeof(TJob).Name);

    public void Start(string name)
    {
        if (runner.Ask(name))
        {
            _ = StartAsync(name);
        }
    }

    private async Task StartAsync(string name)
    {
        try
        {
            var scheduler = await schedulers.GetScheduler();
            await scheduler.TriggerJob(new JobKey(name));
        }
        catch (SchedulerException exception)
        {
            // Not started yet or already stopping: the sweep, here or after the restart, does it.
            LogNotStarted(exception, name);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Job} was not started; its sweep will.")]
    private partial void LogNotStarted(Exception exception, string job);
}

/// <summary>What Quartz runs: one of our jobs, by the name of its Quartz job, never twice at once on this node.</summary>
[DisallowConcurrentExecution]
internal sealed class QuartzJob(JobRunner runner) : Quartz.IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await runner.RunAsync(context.JobDetail.Key.Name, cancellationToken);
}

internal static class JobServerAdapter
{
    public static IServiceCollection AddJobServerAdapter(this IServiceCollection services, JobsOptions options, IReadOnlyCollection<JobEntry> jobs)
    {
        services.AddSingleton<QuartzJobServer>();
        services.AddSingleton<IJobServer>(provider => provider.GetRequiredService<QuartzJobServer>());
        services.AddSingleton<IJobStarter>(provider => provider.GetRequiredService<QuartzJobServer>());
        services.AddQuartz(quartz =>
        {
            quartz.UseDefaultThreadPool(options.Workers);
            // A job gives back what it holds and goes on after the restart: nobody need wait for it, and PostgreSQL ends soon after.
            quartz.ConfigureScheduler(scheduler => scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always);
            foreach (var job in jobs)
            {
                var key = new JobKey(job.Name);
                quartz.AddJob<QuartzJob>(configure => configure.WithIdentity(key).StoreDurably());
                quartz.AddTrigger(trigger => trigger.ForJob(key).WithIdentity($"{job.Name} sweep").StartNow().WithSimpleSchedule(job.Sweep));
            }
        });
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        return services;
    }
}
