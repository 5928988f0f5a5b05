using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FormsHub.Jobs.Reports.Paper.Bundles;

/// <summary>Folders for files on their way into another, below the data directory: for nobody else to see, and gone when they are no longer needed.</summary>
/// <remarks>
/// Whoever works in a folder holds a lock in it, which ends with the process: what a killed process left is found by the lock that nobody holds, on whichever node,
/// at the next start or, when that comes in the same minute, by a later sweep.
/// </remarks>
internal sealed partial class ScratchFolders(IOptions<FormsHubOptions> options, TimeProvider clock, ILogger<ScratchFolders> logger) : BackgroundService
{
    internal const string LockFile = "lock";

    // Between making a folder and locking it there is a moment.
    private static readonly TimeSpan Youngest = TimeSpan.FromMinutes(1);

    public string Root { get; } = Path.GetFullPath(Path.Combine(options.Value.DataDirectory, "scratch"));

    public ScratchFolder Create()
    {
        const UnixFileMode mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(Root, mine);
        var path = Path.Combine(Root, Guid.NewGuid().ToString("n"));
        Directory.CreateDirectory(path, mine);
        return new ScratchFolder(path);
    }

    /// <summary>Removes what killed processes left.</summary>
    public void Sweep()
    {
        if (!Directory.Exists(Root))
        {
            return;
        }

        foreach (var folder in Directory.EnumerateDirectories(Root))
        {
            if (clock.GetUtcNow().UtcDateTime - Directory.GetLastWriteTimeUtc(folder) > Youngest && IsLeft(folder))
            {
                Remove(folder);
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(Sweep, stoppingToken);

    private static bool IsLeft(string folder)
    {
        try
        {
            using var lockFile = new FileStream(Path.Combine(folder, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody works there, or it is not ours to look into.
            return false;
        }
    }

    private void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
            LogRemoved(logger);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another node removes it too, or it is not ours to remove.
            LogKept(logger, exception);
        }
    }

    [LoggerMessage(LogLevel.Information, "Removed a folder of half-made files that a killed process had left.")]
    private static partial void LogRemoved(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "A folder of half-made files that a killed process had left could not be removed.")]
    private static partial void LogKept(ILogger logger, Exception exception);
}

/// <summary>One such folder, for as long as it is not disposed.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly FileStream _lock;

    public ScratchFolder(string path)
    {
        Path = path;
        _lock = new FileStream(FileOf(ScratchFolders.LockFile), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
    }

    public string Path { get; }

    public string FileOf(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
        _lock.Dispose();
    }
}
