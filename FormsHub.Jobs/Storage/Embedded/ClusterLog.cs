namespace FormsHub.Jobs.Storage.Embedded;

/// <summary>PostgreSQL's log: what it said since a start, and what that means for the person who started FormsHub.</summary>
internal sealed class ClusterLog
{
    private const long LongestLog = 16 * 1024 * 1024;

    private readonly ClusterFolder _folder;
    private readonly long _start;

    private ClusterLog(ClusterFolder folder)
    {
        _folder = folder;
        var file = new FileInfo(folder.LogFile);
        if (file is { Exists: true, Length: > LongestLog })
        {
            file.MoveTo(folder.LogFile + ".1", overwrite: true);
        }

        _start = File.Exists(folder.LogFile) ? new FileInfo(folder.LogFile).Length : 0;
    }

    /// <summary>Remembers where the log ends now. The log of long ago moves aside when it has grown large.</summary>
    public static ClusterLog From(ClusterFolder folder) => new(folder);

    /// <summary>Why a program ended, from what it said.</summary>
    /// <param name="act">What it was to do, such as <c>start</c>.</param>
    public StartupException Explain(string act)
    {
        var lines = ReadNew();
        var said = lines.LastOrDefault(IsReason) ?? lines.LastOrDefault(line => line.Trim().Length > 0) ?? "it said nothing.";
        var text = string.Join('\n', lines);
        if (text.Contains("Address already in use", StringComparison.Ordinal))
        {
            return new StartupException(
                $"Port {_folder.Port} of 127.0.0.1, which FormsHub's PostgreSQL listens on, is taken by another program. "
                + "End that program, or choose another port with --Storage:PostgresPort=…", StartupFailure.PortInUse);
        }

        // The log is on that disk too, and may not have taken the line that says so.
        var isMute = !lines.Any(IsReason) || text.Contains("PANIC:", StringComparison.Ordinal);
        if (text.Contains("No space left on device", StringComparison.Ordinal) || text.Contains("Disk quota exceeded", StringComparison.Ordinal)
            || (isMute && DiskSpace.IsScarce(_folder.Path)))
        {
            return new StartupException(DiskSpace.Explain(_folder.Path, $"PostgreSQL cannot {act}"), StartupFailure.Database);
        }

        return new StartupException($"FormsHub's own PostgreSQL cannot {act}: {said.Trim()} The whole log is {_folder.LogFile}.", StartupFailure.Database);
    }

    private static bool IsReason(string line) =>
        line.Contains("FATAL:", StringComparison.Ordinal) || line.Contains("PANIC:", StringComparison.Ordinal) || line.Contains("error:", StringComparison.Ordinal);

    private string[] ReadNew()
    {
        if (!File.Exists(_folder.LogFile))
        {
            return [];
        }

        using var stream = new FileStream(_folder.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(Math.Min(_start, stream.Length), SeekOrigin.Begin);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n');
    }
}
