using System.Collections.Concurrent;
using System.Net;
using FormsHub.Jobs.JobServer;
using FormsHub.Tests.Support;
using Hangfire;
using Hangfire.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace FormsHub.Tests.JobServer;

public class HangfireStorageTests
{
    [Fact]
    public async Task Every_job_has_its_sweep_and_eight_workers_of_one_server()
    {
        await using var application = await FormsHubApplication.StartAsync();
        var storage = application.Services.GetRequiredService<JobStorage>();
        using var connection = storage.GetConnection();

        await Deadline.WaitAsync(() => Task.FromResult(connection.GetRecurringJobs().Count == Names(application).Length && storage.GetMonitoringApi().Servers().Count == 1));

        Assert.Equal([.. Names(application).Select(name => $"{name} sweep")], connection.GetRecurringJobs().Select(job => job.Id).Order(StringComparer.Ordinal));
        Assert.Equal(8, Assert.Single(storage.GetMonitoringApi().Servers()).WorkersCount);
    }

    [Fact]
    public async Task Applications_of_one_process_have_storages_of_their_own()
    {
        await using var first = await FormsHubApplication.StartAsync();
        await using var second = await FormsHubApplication.StartAsync();

        await RunsEverythingAsync(second);
        await RunsEverythingAsync(first);
    }

    [Fact]
    public async Task The_end_of_one_application_leaves_another_running()
    {
        await using var first = await FormsHubApplication.StartAsync(("Jobs:NormalizeSweepSeconds", "3600"));
        await (await FormsHubApplication.StartAsync()).DisposeAsync();

        var before = LastEnd(first);
        first.Services.GetRequiredService<IJobServer>().Trigger<Jobs.Submissions.NormalizeSubmissions>();

        await Deadline.WaitAsync(() => Task.FromResult(LastEnd(first) is { } end && end != before));
    }

    [Fact]
    public async Task Locks_that_a_killed_node_left_keep_no_job_from_running_and_no_program_from_serving()
    {
        var database = new PostgresDatabase();
        await database.InitializeAsync();
        await using (var killed = await FormsHubApplication.StartAsync(("ConnectionStrings:FormsHub", database.ConnectionString)))
        {
            await Deadline.WaitAsync(async () => await CronAsync(database) == "*/3 * * * * *");
        }

        await database.ExecuteAsync(
            "INSERT INTO hangfire.lock (resource, acquired) SELECT 'hangfire:lock:recurring-job:' || value, localtimestamp FROM hangfire.set WHERE key = 'recurring-jobs'");
        await using (var next = new Overheard())
        {
            next.WithSettings(("ConnectionStrings:FormsHub", database.ConnectionString), ("Jobs:NormalizeSweepSeconds", "7"));
            await next.InitializeAsync();
            await RunsEverythingAsync(next);
            await Deadline.WaitAsync(() => Task.FromResult(next.Said.Any(line => line.Contains("is not registered yet", StringComparison.Ordinal))));

            // Hangfire gives a lock up a minute after it was taken.
            await database.ExecuteAsync("UPDATE hangfire.lock SET acquired = acquired - interval '1 minute'");
            await Deadline.WaitAsync(async () => await CronAsync(database) == "*/7 * * * * *");
            using var client = next.CreateAnonymousClient();
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz/ready")).StatusCode);
        }

        await database.DisposeAsync();
    }

    private static Task<string?> CronAsync(PostgresDatabase database) =>
        database.ScalarAsync<string>("SELECT value FROM hangfire.hash WHERE key = 'recurring-job:NormalizeSubmissions sweep' AND field = 'Cron'");

    private static string[] Names(FormsHubApplication application) =>
        [.. application.Services.GetRequiredService<JobCatalog>().Jobs.Select(job => job.Name).Order(StringComparer.Ordinal)];

    private static DateTimeOffset? LastEnd(FormsHubApplication application) =>
        application.Services.GetRequiredService<JobRunner>().Statuses.Single(status => status.Name == "NormalizeSubmissions").LastEnd;

    private static Task RunsEverythingAsync(FormsHubApplication application) => Deadline.WaitAsync(() =>
        Task.FromResult(application.Services.GetRequiredService<JobRunner>().Statuses.All(status => status.LastEnd is not null)));

    /// <summary>Keeps what it logs.</summary>
    private sealed class Overheard : FormsHubApplication, ILogger
    {
        public ConcurrentQueue<string> Said { get; } = [];

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Enqueue(formatter(state, exception));

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureLogging(logging => logging.AddProvider(new Borrowed(this)));
        }

        /// <summary>The application is not the logging's to dispose.</summary>
        private sealed class Borrowed(Overheard overheard) : ILoggerProvider
        {
            public ILogger CreateLogger(string categoryName) => overheard;

            public void Dispose()
            {
            }
        }
    }
}
