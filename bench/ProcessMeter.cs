using System.Globalization;

namespace FormsHub.Bench;

/// <summary>What another process and its children have cost, as Linux counts it (proc(5)).</summary>
internal sealed class ProcessMeter(int id)
{
    // In /proc/<pid>/stat behind the name, counted from the state: parent, own user and system time, those of ended children.
    private const int Parent = 1;
    private static readonly int[] Times = [11, 12, 13, 14];
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    /// <summary>CPU time of the process and of the children that ended.</summary>
    public TimeSpan Cpu => CpuOf(Stat(id.ToString(CultureInfo.InvariantCulture)));

    /// <summary>CPU time of the process and of all its children, such as a postmaster's.</summary>
    public TimeSpan CpuWithChildren => Directory.EnumerateDirectories("/proc")
        .Select(Path.GetFileName)
        .Where(name => char.IsAsciiDigit(name![0]))
        .Select(name => Stat(name!))
        .Where(stat => stat.Length > 0 && stat[Parent] == id.ToString(CultureInfo.InvariantCulture))
        .Aggregate(Cpu, (sum, stat) => sum + CpuOf(stat));

    public long ResidentBytes => StatusBytes("VmRSS:");

    public long PeakResidentBytes => StatusBytes("VmHWM:");

    /// <summary>Sets the peak back to what is resident now.</summary>
    public void ResetPeak() => File.WriteAllText($"/proc/{id}/clear_refs", "5");

    private static string[] Stat(string process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return [];
        }
    }

    private static TimeSpan CpuOf(string[] stat) => stat.Length == 0 ? throw new InvalidOperationException("A measured process has ended.") : Times.Aggregate(TimeSpan.Zero, (sum, time) => sum + (long.Parse(stat[time], CultureInfo.InvariantCulture) * Tick));

    private long StatusBytes(string field)
    {
        var line = File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
    }
}
