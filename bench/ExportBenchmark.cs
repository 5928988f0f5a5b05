using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using FormsHub.Tests.Support;

namespace FormsHub.Bench;

/// <summary>Whole forms as files and figures, from the database and over HTTP as people get them; and Excel as a report that is prepared and kept.</summary>
internal sealed class ExportBenchmark : IBenchmark
{
    private const int WarmUpSubmissions = 3_000;

    /// <summary>A register of more is refused.</summary>
    private const int MostOnPaper = 100_000;
    private static readonly string[] DefaultSizes = ["10000", "100000", "1000000"];
    private static readonly string[] Files = ["xlsx", "xlsx?summary=false", "csv", "jsonl", "zip?documents=false", "pdf?layout=register", "pdf?layout=register&column=number&column=submittedAt"];

    public string Name => "export";

    /// <param name="args">How many submissions, one number a form.</param>
    public async Task<bool> RunAsync(string[] args, MarkdownReport report)
    {
        var sizes = (args.Length > 0 ? args : DefaultSizes).Select(size => int.Parse(size, CultureInfo.InvariantCulture)).ToList();
        await using var hub = await Installation.StartAsync();
        var small = await SeedAsync(hub, WarmUpSubmissions);
        var forms = new List<(int Form, int Size)>();
        foreach (var size in sizes)
        {
            forms.Add((await SeedAsync(hub, size), size));
        }

        report.Line("Submissions of 25 fields, from the database. CPU is the application's, user and system; what PostgreSQL took stands beside it.");
        report.Line("Each size has a new process, warmed up with a small form. Prepared: made in the background at the best compression, and kept.");
        report.Line("Expected for 1,000,000: XLSX within 32 CPU s prepared and 20 at once, 150 MB over idle, first byte within a second; 10,000 on paper within 6 CPU s and 120 MB.");
        foreach (var (form, size) in forms)
        {
            await MeasureAsync(hub, small, form, size, report);
        }

        return true;
    }

    private static async Task<int> SeedAsync(Installation hub, int count) =>
        int.Parse(await hub.RunCommandAsync("seed", count.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    private static async Task MeasureAsync(Installation hub, int small, int form, int size, MarkdownReport report)
    {
        await FieldIndexes.SettleAsync(hub);
        var files = Files.Where(file => size <= MostOnPaper || !file.StartsWith("pdf", StringComparison.Ordinal)).ToList();
        foreach (var file in files)
        {
            await DownloadAsync(hub, $"/api/forms/{small}/submissions.{file}");
        }

        await DownloadAsync(hub, $"/api/forms/{small}/summary");
        report.Line();
        report.Line(string.Create(CultureInfo.InvariantCulture, $"**{size:N0} submissions**"));
        report.Line();
        report.Head(":file", "CPU s", "PostgreSQL CPU s", "wall s", "peak MB over idle", "idle MB", "first byte ms", "file MB");
        foreach (var file in files)
        {
            await MeasureAsync(hub, file, $"/api/forms/{form}/submissions.{file}", report);
        }

        await MeasureAsync(hub, "summary (figures of every field)", $"/api/forms/{form}/summary", report);
        await MeasurePreparedAsync(hub, form, report);
    }

    private static Task MeasureAsync(Installation hub, string name, string address, MarkdownReport report) =>
        MeasureAsync(hub, name, report, async () => await DownloadAsync(hub, address));

    private static Task MeasurePreparedAsync(Installation hub, int form, MarkdownReport report) => MeasureAsync(hub, "xlsx, prepared", report, async () =>
    {
        using var asked = await hub.Api.PostAsJsonAsync($"/api/forms/{form}/report-runs", new { format = "xlsx" });
        asked.EnsureSuccessStatusCode();
        var id = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id");
        while (true)
        {
            var run = await hub.Api.GetFromJsonAsync<JsonElement>($"/api/report-runs/{id}");
            if (run.GetProperty("state").GetString() is var state and not ("queued" or "running"))
            {
                return state == "done"
                    ? await DownloadAsync(hub, run.GetProperty("downloadUrl").GetString()!)
                    : throw new InvalidOperationException($"The report ended as {state}: {run.GetProperty("error")}");
            }

            await Task.Delay(200);
        }
    });

    private static async Task MeasureAsync(Installation hub, string name, MarkdownReport report, Func<Task<CountingStream>> makeAsync)
    {
        var (formsHub, postgres) = (new ProcessMeter(hub.Program.Id), new ProcessMeter(hub.Program.PostmasterId));
        formsHub.ResetPeak();
        var idle = formsHub.ResidentBytes;
        var before = (formsHub.Cpu, postgres.CpuWithChildren);
        var watch = Stopwatch.StartNew();
        var file = await makeAsync();
        report.Row(
            name, formsHub.Cpu - before.Cpu, postgres.CpuWithChildren - before.CpuWithChildren, watch.Elapsed,
            Megabytes(formsHub.PeakResidentBytes - idle), Megabytes(idle), (int)file.FirstByte!.Value.TotalMilliseconds, Megabytes(file.Bytes));
    }

    private static async Task<CountingStream> DownloadAsync(Installation hub, string address)
    {
        var file = new CountingStream();
        using var response = await hub.Api.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await response.Content.CopyToAsync(file);
        return file;
    }

    private static double Megabytes(long bytes) => bytes / 1048576.0;
}
