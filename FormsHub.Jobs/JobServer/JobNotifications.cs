using System.Threading.Channels;
using FormsHub.Jobs.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FormsHub.Jobs.JobServer;

/// <summary>On a node that only serves HTTP: tells the nodes that work, through PostgreSQL's NOTIFY.</summary>
public sealed partial class NotifyingJobServer(NpgsqlDataSource database, ILogger<NotifyingJobServer> logger) : BackgroundService, IJobServer
{
    /// <summary>A few names at most: a request that finds it full is answered by the one that waits.</summary>
    private readonly Channel<string> _requests = System.Threading.Channels.Channel.CreateBounded<string>(
        new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Trigger<TJob>() where TJob : IJob => _requests.Writer.TryWrite(typeof(TJob).Name);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _requests.Reader.WaitToReadAsync(stoppingToken))
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            while (_requests.Reader.TryRead(out var name))
            {
                names.Add(name);
            }

            try
            {
                foreach (var name in names)
                {
                    await using var command = database.CreateCommand(Sql.Get("jobs/notify"));
                    command.Parameters.AddWithValue("job", name);
                    await command.ExecuteNonQueryAsync(stoppingToken);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The other nodes sweep anyway, and a background service that throws ends the program.
                LogNotSent(exception);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The other nodes could not be told that there is work.")]
    private partial void LogNotSent(Exception exception);
}

/// <summary>On a node that works: listens for requests of other nodes.</summary>
internal sealed partial class JobListener(NpgsqlDataSource database, JobCatalog catalog, IJobStarter starter, TimeProvider clock, ILogger<JobListener> logger)
    : BackgroundService
{
    private static readonly TimeSpan ReconnectPause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // Whatever it was: a background service that throws ends the program, and the sweeps do without this one.
                LogConnectionLost(exception.Message);
                await Task.Delay(ReconnectPause, clock, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = await database.OpenConnectionAsync(stoppingToken);
        connection.Notification += (_, notification) =>
        {
            if (catalog.Find(notification.Payload) is { } job)
            {
                starter.Start(job.Name);
            }
        };
        await using (var command = new NpgsqlCommand(Sql.Get("jobs/listen"), connection))
        {
            await command.ExecuteNonQueryAsync(stoppingToken);
        }

        while (true)
        {
            await connection.WaitAsync(stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Listening for other nodes' requests was interrupted: {Reason}")]
    private partial void LogConnectionLost(string reason);
}

/// <summary>Starts a job by its name on this node; each job server is one.</summary>
internal interface IJobStarter
{
    void Start(string name);
}
