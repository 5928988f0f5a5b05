using System.Globalization;

namespace FormsHub.Jobs.Storage.Embedded;

/// <summary>How the embedded PostgreSQL is tuned: two cores, a million submissions, nothing lost when the power fails.</summary>
internal static class ClusterSettings
{
    /// <summary>Settings by name. What an administrator sets with ALTER SYSTEM is overruled: a server of one's own is the place for tuning.</summary>
    public static Dictionary<string, string> For(int port)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024);
        return new Dictionary<string, string>
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = port.ToString(CultureInfo.InvariantCulture),
            // Below the cluster, which nobody else can enter.
            ["unix_socket_directories"] = ".",
            ["max_connections"] = "120",
            ["TimeZone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["fsync"] = "on",
            ["full_page_writes"] = "on",
            ["synchronous_commit"] = "on",
            ["shared_buffers"] = Megabytes(Math.Clamp(memory / 4, 64, 512)),
            ["effective_cache_size"] = Megabytes(Math.Max(memory / 2, 128)),
            ["work_mem"] = "32MB",
            ["maintenance_work_mem"] = Megabytes(Math.Clamp(memory / 16, 64, 256)),
            // Half of what was measured as fastest: it bounds the recovery after a crash to well under a minute.
            ["max_wal_size"] = "2GB",
            ["wal_compression"] = "on",
            ["checkpoint_timeout"] = "5min",
            ["random_page_cost"] = "1.1",
            // Statements here are short; compiling them costs more than it saves.
            ["jit"] = "off",
            ["autovacuum_naptime"] = "20s",
            // Values that people submitted must not reach a log file: no statements, no details.
            ["log_min_error_statement"] = "panic",
            ["log_error_verbosity"] = "terse",
            ["log_checkpoints"] = "off",
        };
    }

    private static string Megabytes(long megabytes) => string.Create(CultureInfo.InvariantCulture, $"{megabytes}MB");
}
