using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Dapper;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports;
using FormsHub.Jobs.Reports.Excel;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Support;
using Npgsql;

namespace FormsHub.Bench;

/// <summary>Whole forms as files, from the database: over HTTP as people download them, and Excel at the best compression as files that are kept.</summary>
internal sealed class ExportBenchmark : IBenchmark
{
    private const int DefaultSubmissions = 100_000;
    private const int WarmUpSubmissions = 3_000;
    private const int MostInARegister = 100_000;
    private static readonly string[] Formats = ["xlsx", "csv", "jsonl", "pdf", "zip"];

    public string Name => "export";

    /// <param name="args">How many submissions.</param>
    public async Task<bool> RunAsync(string[] args, MarkdownReport report)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : DefaultSubmissions;
        await using var hub = await Installation.StartAsync();
        var small = await SeedAsync(hub, WarmUpSubmissions);
        var form = await SeedAsync(hub, count);

        // A new process: idle is idle, and the database has written down what seeding left it.
        await hub.AskAsync<object?>("VACUUM ANALYZE");
        await hub.AskAsync<object?>("CHECKPOINT");
        await hub.Program.KillAsync();
        await hub.StartProgramAsync();
        foreach (var format in Formats)
        {
            await DownloadAsync(hub, small, format);
        }

        report.Line(string.Create(CultureInfo.InvariantCulture, $"{count:N0} submissions of 25 fields, from the database. CPU is the application's, user and system; what PostgreSQL took stands beside it."));
        report.Line("Expected for 1,000,000: XLSX within 32 CPU s at Optimal and 20 at Fastest, 150 MB over idle, first byte within a second.");
        report.Line();
        report.Head(":file", "CPU s", "PostgreSQL CPU s", "wall s", "peak MB over idle", "idle MB", "first byte ms", "file MB");
        foreach (var format in Formats.Where(format => format != "pdf" || count <= MostInARegister))
        {
            await MeasureAsync(hub, form, format, report);
        }

        await MeasureOptimalAsync(hub, form, report);
        return true;
    }

    private static async Task<int> SeedAsync(Installation hub, int count) =>
        int.Parse(await hub.RunCommandAsync("seed", count.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    private static async Task MeasureAsync(Installation hub, int form, string format, MarkdownReport report)
    {
        var (formsHub, postgres) = (new ProcessMeter(hub.Program.Id), new ProcessMeter(hub.Program.PostmasterId));
        formsHub.ResetPeak();
        var idle = formsHub.ResidentBytes;
        var before = (formsHub.Cpu, postgres.CpuWithChildren);
        var watch = Stopwatch.StartNew();
        var file = await DownloadAsync(hub, form, format);
        report.Row(
            format, formsHub.Cpu - before.Cpu, postgres.CpuWithChildren - before.CpuWithChildren, watch.Elapsed,
            Megabytes(formsHub.PeakResidentBytes - idle), Megabytes(idle), (int)file.FirstByte!.Value.TotalMilliseconds, Megabytes(file.Bytes));
    }

    private static async Task<CountingStream> DownloadAsync(Installation hub, int form, string format)
    {
        var file = new CountingStream();
        using var response = await hub.Api.GetAsync($"/api/forms/{form}/submissions.{format}", HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await response.Content.CopyToAsync(file);
        return file;
    }

    // No address gives this file yet, so this process makes it from the same database with the same code.
    private static async Task MeasureOptimalAsync(Installation hub, int form, MarkdownReport report)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        await using var database = NpgsqlDataSource.Create(hub.ConnectionString);
        var fields = await new FormCatalog(database).FieldsAsync(form, CancellationToken.None);
        var writer = new ExcelWriter(TimeProvider.System);
        CountingStream file = null!;
        var postgres = new ProcessMeter(hub.Program.PostmasterId);
        var before = postgres.CpuWithChildren;
        var cost = await Measurement.OfAsync(() =>
        {
            var reader = new SubmissionReader(database);
            var submissions = new SubmissionReport(
                cancelled => reader.ReadAllAsync(SubmissionQuery.All(form, fields), cancelled), SubmissionColumn.All(fields), "Submissions", ReportHeaders.Labels);
            return writer.WriteAsync(submissions.Table, file = new CountingStream(), new ExcelOptions { Compression = CompressionLevel.Optimal }, CancellationToken.None);
        });
        report.Row(
            "xlsx, Optimal, not over HTTP", cost.Cpu, postgres.CpuWithChildren - before, cost.Wall,
            Megabytes(cost.PeakBytesOverIdle), "", (int)file.FirstByte!.Value.TotalMilliseconds, Megabytes(file.Bytes));
    }

    private static double Megabytes(long bytes) => bytes / 1048576.0;
}
