using System.Data;
using System.Globalization;
using FormsHub.Jobs.Storage;
using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FormsHub.Jobs.JobServer;

/// <summary>Makes Hangfire's tables, asks for a first run of every job, and registers the sweeps.</summary>
internal sealed partial class HangfireSweeps(
    NpgsqlDataSource database, IRecurringJobManagerV2 recurring, IJobStarter starter, JobCatalog catalog, TimeProvider clock, ILogger<HangfireSweeps> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await PrepareTablesAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var job in catalog.Jobs)
        {
            starter.Start(job.Name);
        }

        foreach (var job in catalog.Jobs)
        {
            while (!Register(job))
            {
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }

    /// <summary>Several nodes may come here at once; they take turns, as with FormsHub's own tables.</summary>
    private async Task PrepareTablesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var turn = new NpgsqlCommand(Sql.Get("schema/lock"), connection);
        await turn.ExecuteNonQueryAsync(cancellationToken);
        try
        {
            PostgreSqlObjectsInstaller.Install(connection);
        }
        catch (PostgresException exception)
        {
            throw new StartupException($"Hangfire's tables cannot be made: {exception.MessageText}. The database's user must be allowed to create a schema.",
                StartupFailure.Database, exception);
        }
        finally
        {
            if (connection.FullState == ConnectionState.Open)
            {
                turn.CommandText = Sql.Get("schema/unlock");
                await turn.ExecuteNonQueryAsync(CancellationToken.None);
            }
        }
    }

    private bool Register(JobEntry job)
    {
        var name = job.Name;
        try
        {
            recurring.AddOrUpdate<HangfireJob>($"{name} sweep", run => run.RunAsync(name, CancellationToken.None), Cron(job.Sweep));
            return true;
        }
        catch (Exception exception) when (exception is DistributedLockTimeoutException or NpgsqlException)
        {
            // A node that was killed here a moment ago left its lock behind, or the database is away.
            LogNotRegistered(exception.Message, name);
            return false;
        }
    }

    private static string Cron(TimeSpan sweep) => sweep < TimeSpan.FromMinutes(1)
        ? string.Create(CultureInfo.InvariantCulture, $"*/{Math.Max(1, (int)sweep.TotalSeconds)} * * * * *")
        : string.Create(CultureInfo.InvariantCulture, $"0 */{Math.Min(59, (int)sweep.TotalMinutes)} * * * *");

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sweep of {Job} is not registered yet: {Reason}")]
    private partial void LogNotRegistered(string reason, string job);
}
