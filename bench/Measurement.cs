using System.Diagnostics;
using System.Globalization;

namespace FormsHub.Bench;

/// <summary>What one piece of work cost this process.</summary>
internal sealed record Measurement(TimeSpan Cpu, TimeSpan Wall, long PeakBytesOverIdle, long AllocatedBytes)
{
    public static async Task<Measurement> OfAsync(Func<Task> work)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        ResetPeak();
        var process = Process.GetCurrentProcess();
        var idle = ResidentBytes("VmRSS:");
        var allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
        var cpuBefore = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await work();
        watch.Stop();
        process.Refresh();
        return new Measurement(
            process.TotalProcessorTime - cpuBefore,
            watch.Elapsed,
            ResidentBytes("VmHWM:") - idle,
            GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore);
    }

    public string CpuSeconds => Cpu.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);

    public string WallSeconds => Wall.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);

    public string PeakMegabytes => Megabytes(PeakBytesOverIdle);

    public static string Megabytes(long bytes) => (bytes / 1048576.0).ToString("0.0", CultureInfo.InvariantCulture);

    // "5" sets VmHWM back to what is resident now (proc(5), clear_refs).
    private static void ResetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");

    private static long ResidentBytes(string field)
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
    }
}
