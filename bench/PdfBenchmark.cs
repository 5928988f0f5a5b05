using System.Globalization;
using FormsHub.Jobs.Reports.Pdf;
using FormsHub.Jobs.Reports.Receipts;

namespace FormsHub.Bench;

/// <summary>PDF files from memory into a stream that only counts: receipts one after the other, and tables of eight columns. Arguments: receipts, then row counts.</summary>
internal sealed class PdfBenchmark : IBenchmark
{
    private const int DefaultReceipts = 1_000;
    private static readonly int[] DefaultRows = [1_000, 10_000, 100_000];

    public string Name => "pdf";

    public async Task<bool> RunAsync(string[] args, MarkdownReport report)
    {
        int[] numbers = [.. args.Select(argument => int.Parse(argument, CultureInfo.InvariantCulture))];
        using var renderer = new PangoPdfRenderer(TimeProvider.System);
        await TablesAsync(renderer, numbers is [_, _, ..] ? numbers[1..] : DefaultRows, report);
        report.Line();
        await ReceiptsAsync(renderer, numbers is [var count, ..] ? count : DefaultReceipts, report);
        return true;
    }

    private static async Task ReceiptsAsync(PangoPdfRenderer renderer, int count, MarkdownReport report)
    {
        report.Line("Receipts from memory, one after the other: at most 10 ms of CPU each.");
        report.Line();
        report.Head(":receipt", "pages", "KB", "CPU ms each", "a second", "MB over idle after the first hundred", "after all");
        foreach (var (name, receipt) in SyntheticReceipt.All)
        {
            var blobs = new SyntheticReceipt.Blobs();
            CountingStream file = null!;
            var pages = 0;
            async Task MakeAsync(int times)
            {
                for (var i = 0; i < times; i++)
                {
                    pages = (await renderer.RenderAsync(ReceiptDocument.Of(receipt, blobs, PaperSize.A4), file = new CountingStream(), CancellationToken.None)).Pages;
                }
            }

            var hundred = await Measurement.OfAsync(() => MakeAsync(100));
            var cost = await Measurement.OfAsync(() => MakeAsync(count));
            report.Row(
                name, pages, (int)(file.Bytes / 1024), cost.Cpu.TotalMilliseconds / count, count / cost.Wall.TotalSeconds, Megabytes(hundred.PeakBytesOverIdle), Megabytes(cost.PeakBytesOverIdle));
        }
    }

    private static async Task TablesAsync(PangoPdfRenderer renderer, int[] counts, MarkdownReport report)
    {
        report.Line("Tables of 8 columns on A4 across; every page says how many there are. 10,000 rows: at most 6 s of CPU and 120 MB.");
        report.Line();
        report.Head("rows", "pages", "CPU s", "wall s", "first byte s", "peak MB over idle", "peak MB of the process", "file MB");
        foreach (var rows in counts)
        {
            CountingStream file = null!;
            PdfSummary summary = default;
            var cost = await Measurement.OfAsync(async () => summary = await renderer.RenderAsync(TableOf(rows), file = new CountingStream(), CancellationToken.None));
            report.Row(
                rows, summary.Pages, cost.Cpu, cost.Wall, file.FirstByte!.Value, Megabytes(cost.PeakBytesOverIdle), Megabytes(new ProcessMeter(Environment.ProcessId).PeakResidentBytes), Megabytes(file.Bytes));
        }
    }

    private static PdfDocument TableOf(int rows) => new()
    {
        Title = "Submissions",
        Language = "en",
        Landscape = true,
        HeadNote = "All submissions",
        FootNote = "Times are in UTC",
        Blocks =
        [
            new PdfHeading("All submissions"),
            new PdfTable(
                [new("Number", IsNumber: true), new("Submitted"), new("Submitter"), new("State"), new("Amount", IsNumber: true), new("Satisfied"), new("Comment"), new("Vegetarian")], SyntheticReceipt.Rows(rows)),
        ],
    };

    private static double Megabytes(long bytes) => bytes / 1048576.0;
}
