using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FormsHub.Jobs.Storage;

/// <summary>Makes the database usable before anything else starts, so that no port listens and no job runs on an old schema; stops the embedded server after everything else.</summary>
internal sealed partial class DatabaseStartup(
    DatabaseAddress address, EmbeddedPostgres embedded, NpgsqlDataSource dataSource, SchemaMigrator migrator, ILogger<DatabaseStartup> logger) : IHostedLifecycleService
{
    // A server that starts together with FormsHub, as in a compose file, takes a moment.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (address.IsEmbedded)
        {
            embedded.Restarted = dataSource.Clear;
            await embedded.StartAsync(cancellationToken);
        }
        else
        {
            await WaitForServerAsync(cancellationToken);
        }

        await migrator.MigrateAsync(cancellationToken);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => embedded.StopAsync();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task WaitForServerAsync(CancellationToken cancellationToken)
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException e) when (IsPassing(e) && waited.Elapsed < Patience)
            {
                Waits(logger, e.Message);
                await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
            }
            catch (NpgsqlException e)
            {
                throw new StartupException(
                    $"The database of ConnectionStrings:FormsHub cannot be used: {e.Message} Check address, name, user and password, and that the server runs.",
                    StartupFailure.Database, e);
            }
        }
    }

    private static bool IsPassing(NpgsqlException problem) =>
        problem is not PostgresException answer || answer.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections;

    [LoggerMessage(LogLevel.Warning, "Waiting for the database server: {Reason}")]
    private static partial void Waits(ILogger logger, string reason);
}
