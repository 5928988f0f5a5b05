using System.Globalization;
using System.IO.Compression;
using FormsHub.Jobs.Reports.Excel;

namespace FormsHub.Bench;

/// <summary>The Excel writer alone: synthetic rows into a stream that only counts. Arguments: row counts (default 10000 100000 1000000).</summary>
internal sealed class XlsxWriterBenchmark : IBenchmark
{
    public string Name => "xlsx-writer";

    public async Task<bool> RunAsync(string[] args, MarkdownReport report)
    {
        var counts = args.Length > 0 ? [.. args.Select(count => int.Parse(count, CultureInfo.InvariantCulture))] : new[] { 10_000, 100_000, 1_000_000 };
        var writer = new ExcelWriter(TimeProvider.System);
        await writer.WriteAsync(SyntheticReport.Of(2_000), new CountingStream(), new ExcelOptions(), CancellationToken.None);

        report.Line("| rows × 25 | compression | CPU s | wall s | peak MB over idle | allocated MB | first byte ms | file MB |");
        report.Line("|---:|---|---:|---:|---:|---:|---:|---:|");
        foreach (var rows in counts)
        {
            foreach (var compression in new[] { CompressionLevel.Fastest, CompressionLevel.Optimal })
            {
                CountingStream target = null!;
                var cost = await Measurement.OfAsync(() =>
                    writer.WriteAsync(SyntheticReport.Of(rows), target = new CountingStream(), new ExcelOptions { Compression = compression }, CancellationToken.None));
                report.Line(string.Create(CultureInfo.InvariantCulture,
                    $"| {rows:N0} | {compression} | {cost.CpuSeconds} | {cost.WallSeconds} | {cost.PeakMegabytes} | {Measurement.Megabytes(cost.AllocatedBytes)} | {target.FirstByte!.Value.TotalMilliseconds:0} | {Measurement.Megabytes(target.Bytes)} |"));
            }
        }

        return true;
    }
}
