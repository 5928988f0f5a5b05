using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace FormsHub.Jobs.Storage.Embedded;

/// <summary>Starts, finds and ends the processes of one cluster.</summary>
internal static class PostgresProcesses
{
    private const int SigInt = 2;
    private const int SigQuit = 3;
    private const int SigKill = 9;

    // The folder goes in as an open file: its owner may not be allowed to pass the folders above it (a checkout in /root).
    private const string Script = """exec 9<"$1" </dev/null >>"$2" 2>&1; shift 2; exec "$@" """;

    /// <summary>How the cluster's folder is called by a process that <see cref="Start"/> has started.</summary>
    public const string FolderInside = "/proc/self/fd/9";

    /// <summary>Starts one of PostgreSQL's programs as the given user, in a session of its own: Ctrl-C is for FormsHub, which ends PostgreSQL last.</summary>
    public static Process Start(ClusterFolder folder, PostgresUser? user, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", folder.Path, folder.LogFile, "setsid", .. user?.Prefix ?? [], program, .. arguments])
        {
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        start.Environment["LC_ALL"] = "C.UTF-8";
        return Process.Start(start)!;
    }

    /// <summary>Ids of all PostgreSQL processes that work in the cluster, whoever started them. Their working folder tells; a recycled process id does not.</summary>
    public static List<int> LivingIn(ClusterFolder folder)
    {
        var cluster = PhysicalPath(folder);
        return [.. Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && WorksIn(id, cluster))];
    }

    /// <summary>Ends everything that works in the cluster: a fast shutdown first, then an immediate one, then by force. Returns when nothing is left.</summary>
    /// <remarks>Each of the three loses no committed transaction; the last two cost a recovery at the next start.</remarks>
    public static async Task StopAsync(ClusterFolder folder, TimeSpan fast, TimeSpan immediate)
    {
        if (LivingIn(folder) is { Count: > 0 } living)
        {
            var postmaster = ReadPostmasterId(folder);
            // Without a postmaster its children end by themselves.
            Signal(living.Where(id => id == postmaster), SigInt);
        }

        if (!await IsGoneAsync(folder, fast))
        {
            Signal(LivingIn(folder), SigQuit);
            while (!await IsGoneAsync(folder, immediate))
            {
                Signal(LivingIn(folder), SigKill);
            }
        }
    }

    /// <summary>Removes what a killed postmaster left, so that another process that got its id cannot be taken for it. Only when nothing lives in the cluster.</summary>
    public static void RemoveTraces(ClusterFolder folder)
    {
        File.Delete(folder.PostmasterPidFile);
        foreach (var socket in Directory.EnumerateFiles(folder.Cluster, ".s.PGSQL.*"))
        {
            File.Delete(socket);
        }
    }

    private static async Task<bool> IsGoneAsync(ClusterFolder folder, TimeSpan patience)
    {
        var waited = Stopwatch.StartNew();
        while (LivingIn(folder).Count > 0)
        {
            if (waited.Elapsed > patience)
            {
                return false;
            }

            await Task.Delay(50);
        }

        return true;
    }

    private static bool WorksIn(int id, string cluster)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/comm").Trim() == "postgres"
                && File.ResolveLinkTarget($"/proc/{id}/cwd", returnFinalTarget: false)?.FullName == cluster;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or it is another user's.
            return false;
        }
    }

    /// <summary>The cluster's path without symbolic links, as /proc shows it.</summary>
    private static string PhysicalPath(ClusterFolder folder)
    {
        using var handle = File.OpenHandle(folder.PasswordFile);
        var file = File.ResolveLinkTarget($"/proc/self/fd/{handle.DangerousGetHandle()}", returnFinalTarget: false)!;
        return Path.Combine(Path.GetDirectoryName(file.FullName)!, Path.GetFileName(folder.Cluster));
    }

    private static int ReadPostmasterId(ClusterFolder folder) =>
        File.Exists(folder.PostmasterPidFile)
        && int.TryParse(File.ReadLines(folder.PostmasterPidFile).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    private static void Signal(IEnumerable<int> ids, int signal)
    {
        foreach (var id in ids)
        {
            _ = Kill(id, signal);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
