using System.Diagnostics;
using FormsHub.Jobs.Storage.Embedded;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FormsHub.Jobs.Storage;

/// <summary>FormsHub's own PostgreSQL server: made at the first start, started again when it dies, stopped with FormsHub.</summary>
internal sealed partial class EmbeddedPostgres(ClusterFolder folder, StorageOptions options, ILogger<EmbeddedPostgres> logger) : IAsyncDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private FileStream? _lock;
    private Task _supervision = Task.CompletedTask;

    /// <summary>Called after a server that died is up again: connections from before are dead.</summary>
    public Action? Restarted { get; set; }

    /// <summary>Settings beyond <see cref="ClusterSettings"/>, for tests.</summary>
    public IReadOnlyDictionary<string, string> MoreSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>Returns when the server takes connections and the database is there.</summary>
    /// <exception cref="StartupException">It cannot; the message says why and what to do.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        folder.Prepare(options.PostgresPort);
        _lock = TakeLock();
        var postmaster = await StartServerAsync(cancellationToken);
        await EnsureDatabaseAsync(cancellationToken);
        _supervision = SuperviseAsync(postmaster);
    }

    /// <summary>Ends the server within about ten seconds and lets go of the folder. May be called twice, and after a start that failed.</summary>
    public async Task StopAsync()
    {
        if (_lock is null)
        {
            return;
        }

        await _stopping.CancelAsync();
        await _supervision;
        await PostgresProcesses.StopAsync(folder, fast: TimeSpan.FromSeconds(6), immediate: TimeSpan.FromSeconds(2));
        await _lock.DisposeAsync();
        _lock = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private FileStream TakeLock()
    {
        try
        {
            // Held by the kernel for this process: it is free again however the process ends.
            return new FileStream(folder.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (DiskSpace.IsUsedUp(e))
        {
            throw new StartupException(DiskSpace.Explain(folder.Path, "FormsHub cannot write to it"), StartupFailure.Database, e);
        }
        catch (IOException e)
        {
            throw new StartupException(
                $"Another FormsHub already works with the data folder {Path.GetDirectoryName(folder.Path)}. "
                + "Stop it first, or start this one with a folder of its own: --FormsHub:DataDirectory=…", StartupFailure.AlreadyRunning, e);
        }
    }

    private async Task<Process> StartServerAsync(CancellationToken cancellationToken)
    {
        var programs = PostgresPrograms.Find(options.PostgresPrograms, folder.Version);
        var user = PostgresUser.Give(folder);
        // A server that a killed FormsHub left behind ends here; its data is whole, and never do two work on one folder.
        await PostgresProcesses.StopAsync(folder, fast: TimeSpan.FromSeconds(15), immediate: TimeSpan.FromSeconds(5));
        if (!Directory.Exists(folder.Cluster))
        {
            await MakeClusterAsync(programs, user, cancellationToken);
        }

        PostgresProcesses.RemoveTraces(folder);
        var log = ClusterLog.From(folder);
        var settings = ClusterSettings.For(folder.Port).Concat(MoreSettings).SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" });
        var postmaster = PostgresProcesses.Start(
            folder, user, programs.Postgres, ["-D", $"{PostgresProcesses.FolderInside}/{Path.GetFileName(folder.Cluster)}", .. settings]);
        await WaitUntilReadyAsync(postmaster, log, cancellationToken);
        return postmaster;
    }

    private async Task MakeClusterAsync(PostgresPrograms programs, PostgresUser? user, CancellationToken cancellationToken)
    {
        MakesCluster(logger, folder.Cluster);
        if (Directory.Exists(folder.UnfinishedCluster))
        {
            Directory.Delete(folder.UnfinishedCluster, recursive: true);
        }

        var log = ClusterLog.From(folder);
        using var initDb = PostgresProcesses.Start(
            folder, user, programs.InitDb, "-D", $"{PostgresProcesses.FolderInside}/{Path.GetFileName(folder.UnfinishedCluster)}",
            "--username", ClusterFolder.Name, "--pwfile", $"{PostgresProcesses.FolderInside}/{Path.GetFileName(folder.PasswordFile)}",
            "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--data-checksums");
        await initDb.WaitForExitAsync(cancellationToken);
        if (initDb.ExitCode != 0)
        {
            throw log.Explain("make its cluster");
        }

        // If the process dies before this line, the next start makes the cluster anew; after it, the cluster is whole. Synced, because a start
        // that finds the old name after a power cut would take the cluster for unfinished and remove it. The password's name goes with it.
        Directory.Move(folder.UnfinishedCluster, folder.Cluster);
        SyncedFolder.SyncParent(folder.Cluster);
    }

    private async Task WaitUntilReadyAsync(Process postmaster, ClusterLog log, CancellationToken cancellationToken)
    {
        await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(folder.ConnectionString("postgres")) { Pooling = false });
        while (true)
        {
            // No time limit: a recovery takes as long as it takes, and a server that gives up ends.
            if (postmaster.HasExited)
            {
                throw log.Explain("start");
            }

            try
            {
                await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
                return;
            }
            catch (PostgresException e) when (e.SqlState is not (PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections))
            {
                throw new StartupException($"FormsHub's own PostgreSQL refuses FormsHub: {e.MessageText}. The password is kept in {folder.PasswordFile}.", StartupFailure.Database, e);
            }
            catch (NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
        }
    }

    private async Task EnsureDatabaseAsync(CancellationToken cancellationToken)
    {
        await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(folder.ConnectionString("postgres")) { Pooling = false });
        await using var find = dataSource.CreateCommand(Sql.Get("schema/find_database"));
        if (await find.ExecuteScalarAsync(cancellationToken) is null)
        {
            await using var create = dataSource.CreateCommand(Sql.Get("schema/create_database"));
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task SuperviseAsync(Process postmaster)
    {
        try
        {
            while (true)
            {
                await postmaster.WaitForExitAsync(_stopping.Token);
                Died(logger, postmaster.ExitCode);
                postmaster.Dispose();
                postmaster = await StartAgainAsync(_stopping.Token);
                Restarted?.Invoke();
                IsBack(logger);
            }
        }
        catch (OperationCanceledException)
        {
            // FormsHub stops.
        }
        finally
        {
            postmaster.Dispose();
        }
    }

    private async Task<Process> StartAgainAsync(CancellationToken cancellationToken)
    {
        for (var pause = TimeSpan.FromMilliseconds(500); ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks)))
        {
            try
            {
                return await StartServerAsync(cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A full disk, a taken port or a machine without room for one more process can pass: keep trying whatever it was,
                // because nobody else starts the server again. Callbacks get 503 meanwhile.
                CannotRestart(logger, e.Message);
                await Task.Delay(pause, cancellationToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Making FormsHub's own PostgreSQL cluster in {Folder}.")]
    private static partial void MakesCluster(ILogger logger, string folder);

    [LoggerMessage(LogLevel.Error, "FormsHub's own PostgreSQL ended unexpectedly with code {ExitCode}; starting it again.")]
    private static partial void Died(ILogger logger, int exitCode);

    [LoggerMessage(LogLevel.Warning, "FormsHub's own PostgreSQL is up again.")]
    private static partial void IsBack(ILogger logger);

    [LoggerMessage(LogLevel.Error, "{Reason}")]
    private static partial void CannotRestart(ILogger logger, string reason);
}
