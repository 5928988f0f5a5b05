using System.Globalization;
using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FormsHub.Jobs.JobServer;

/// <summary>Hangfire as the job server, compiled with <c>-p:JobServer=Hangfire</c>: requests are enqueued, sweeps are recurring jobs.</summary>
internal sealed partial class HangfireJobServer(IBackgroundJobClientV2 client, JobRunner runner, ILogger<HangfireJobServer> logger) : IJobServer, IJobStarter
{
    public void Trigger<TJob>() where TJob : IJob => Start(typeof(TJob).Name);

    public void Start(string name)
    {
        if (runner.Ask(name))
        {
            _ = Task.Run(() => Enqueue(name));
        }
    }

    private void Enqueue(string name)
    {
        try
        {
            client.Enqueue<HangfireJob>(job => job.RunAsync(name, CancellationToken.None));
        }
        catch (BackgroundJobClientException exception)
        {
            // The database is away: the recurring job does it when it is back.
            LogNotEnqueued(exception, name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Job} was not enqueued; its recurring job will run it.")]
    private partial void LogNotEnqueued(Exception exception, string job);
}

/// <summary>What Hangfire runs: one of our jobs by name. Retries are the ledgers' affair, so a failed run is not retried by Hangfire.</summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
public sealed class HangfireJob(JobRunner runner)
{
    public Task RunAsync(string name, CancellationToken cancellationToken) => runner.RunAsync(name, cancellationToken);
}

/// <summary>Registers the sweeps once the storage is up.</summary>
internal sealed class HangfireSweeps(IRecurringJobManagerV2 recurring, JobCatalog catalog) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var job in catalog.Jobs)
        {
            var name = job.Name;
            recurring.AddOrUpdate<HangfireJob>($"{name} sweep", run => run.RunAsync(name, CancellationToken.None), Cron(job.Sweep));
        }

        return Task.CompletedTask;
    }

    private static string Cron(TimeSpan sweep) => sweep < TimeSpan.FromMinutes(1)
        ? string.Create(CultureInfo.InvariantCulture, $"*/{Math.Max(1, (int)sweep.TotalSeconds)} * * * * *")
        : string.Create(CultureInfo.InvariantCulture, $"0 */{Math.Min(59, (int)sweep.TotalMinutes)} * * * *");
}

/// <summary>Gives Hangfire connections of FormsHub's own data source.</summary>
internal sealed class DataSourceConnections(NpgsqlDataSource database) : IConnectionFactory
{
    public NpgsqlConnection GetOrCreateConnection() => database.CreateConnection();
}

internal static class JobServerAdapter
{
    private const int WorkerCount = 8;

    private static readonly PostgreSqlStorageOptions StorageOptions = new()
    {
        // A killed node's job is free again after this long, and a living one renews it.
        UseSlidingInvisibilityTimeout = true,
        InvisibilityTimeout = TimeSpan.FromMinutes(2),
        DistributedLockTimeout = TimeSpan.FromMinutes(1),
        QueuePollInterval = TimeSpan.FromSeconds(1),
        SchemaName = "hangfire",
    };

    public static IServiceCollection AddJobServerAdapter(this IServiceCollection services, JobsOptions options, IReadOnlyCollection<JobEntry> jobs)
    {
        services.AddSingleton<HangfireJobServer>();
        services.AddSingleton<IJobServer>(provider => provider.GetRequiredService<HangfireJobServer>());
        services.AddSingleton<IJobStarter>(provider => provider.GetRequiredService<HangfireJobServer>());
        services.AddScoped<HangfireJob>();
        services.AddHangfire((provider, hangfire) => hangfire
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UsePostgreSqlStorage(
                storage => storage.UseConnectionFactory(new DataSourceConnections(provider.GetRequiredService<NpgsqlDataSource>())), StorageOptions));
        services.AddHangfireServer(server =>
        {
            server.WorkerCount = WorkerCount;
            server.SchedulePollingInterval = TimeSpan.FromSeconds(1);
            server.ShutdownTimeout = TimeSpan.FromSeconds(10);
        });
        services.AddHostedService<HangfireSweeps>();
        return services;
    }
}
