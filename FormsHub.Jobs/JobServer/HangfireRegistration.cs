using FormsHub.Jobs.Storage;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.PostgreSql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FormsHub.Jobs.JobServer;

internal static class JobServerAdapter
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>How long what ran is shown on the dashboard. A sweep every three seconds leaves 1,200 jobs an hour.</summary>
    private static readonly TimeSpan KeepJobs = TimeSpan.FromHours(1);

    private static readonly PostgreSqlStorageOptions StorageOptions = new()
    {
        // A killed node's job is free again after this long, and a living node renews it. Its rows in the ledgers are free at once.
        UseSlidingInvisibilityTimeout = true,
        InvisibilityTimeout = TimeSpan.FromMinutes(2),
        // A node killed while it schedules the sweeps leaves this lock behind.
        DistributedLockTimeout = TimeSpan.FromMinutes(1),
        QueuePollInterval = Poll,
        JobExpirationCheckInterval = TimeSpan.FromMinutes(10),
        // HangfireSweeps makes the tables: the storage is asked for before the embedded PostgreSQL runs.
        PrepareSchemaIfNecessary = false,
    };

    public static IServiceCollection AddJobServerAdapter(this IServiceCollection services, JobsOptions options, IReadOnlyCollection<JobEntry> jobs)
    {
        services.AddSingleton<HangfireJobServer>();
        services.AddSingleton<IJobServer>(provider => provider.GetRequiredService<HangfireJobServer>());
        services.AddSingleton<IJobStarter>(provider => provider.GetRequiredService<HangfireJobServer>());
        services.AddSingleton<HangfireJob>();
        services.AddSingleton<Connections>();
        // Hangfire would take these two from statics, which the application that started last in this process has set.
        services.AddSingleton<JobStorage>(provider =>
            new PostgreSqlStorage(provider.GetRequiredService<Connections>(), StorageOptions) { JobExpirationTimeout = KeepJobs });
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddHangfire((provider, hangfire) => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseLogProvider(new AspNetCoreLogProvider(new OneLogger(provider.GetRequiredService<ILoggerFactory>().CreateLogger("Hangfire")))));
        services.AddHangfireServer(server =>
        {
            server.WorkerCount = options.Workers;
            server.SchedulePollingInterval = Poll;
            // Within the ten seconds of the host, also when the database is away.
            server.ShutdownTimeout = TimeSpan.FromSeconds(5);
        });
        services.AddHostedService<HangfireSweeps>();
        return services;
    }

    /// <summary>Hangfire's own pool, made when the first connection is needed: what happens to its connections costs no callback.</summary>
    private sealed class Connections(IServiceProvider provider) : IConnectionFactory, IDisposable
    {
        private readonly Lazy<NpgsqlDataSource> _pool = new(() => NpgsqlDataSource.Create(provider.GetRequiredService<DatabaseAddress>().ConnectionString));

        public NpgsqlConnection GetOrCreateConnection() => _pool.Value.CreateConnection();

        public void Dispose()
        {
            if (_pool.IsValueCreated)
            {
                _pool.Value.Dispose();
            }
        }
    }

    /// <summary>Hangfire keeps the log provider in a static and asks it for loggers all the time; this one still answers when its application has ended.</summary>
    private sealed class OneLogger(ILogger logger) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => logger;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }
    }
}
