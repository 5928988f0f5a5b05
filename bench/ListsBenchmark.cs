using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FormsHub.Tests.Support;

namespace FormsHub.Bench;

/// <summary>How a list of very many submissions answers: pages, orders, filters, searches, each with its exact counts, over HTTP.</summary>
internal sealed class ListsBenchmark : IBenchmark
{
    private const string DefaultSubmissions = "1000000";
    private const int Runs = 20;

    private static readonly (string What, string Query)[] Questions =
    [
        ("the newest 50", ""),
        ("the newest 1,000", "?limit=1000"),
        ("by number, the first 50", "?sort=number"),
        ("by a number field", "?sort=-number_1"),
        ("by a text field", "?sort=text_1"),
        ("by a date field", "?sort=date_1"),
        ("to review", "?review=new"),
        ("on hold", "?review=onHold"),
        ("a month", "?from={month}"),
        ("a check box", "?f.check_1=true"),
        ("a number from 100", "?f.number_1=gte:100"),
        ("a text contains", "?f.text_1=contains:museum"),
        ("a word anywhere", "?q=harbour"),
        ("a word that nowhere occurs", "?q=nowhereatall"),
        ("three filters and an order", "?f.check_1=true&f.number_1=gte:50&review=new&sort=-date_1"),
    ];

    public string Name => "lists";

    /// <param name="args">How many submissions.</param>
    public async Task<bool> RunAsync(string[] args, MarkdownReport report)
    {
        var count = args.Length > 0 ? args[0] : DefaultSubmissions;
        await using var hub = await Installation.StartAsync();
        var form = int.Parse(await hub.RunCommandAsync("seed", count), CultureInfo.InvariantCulture);
        await FieldIndexes.SettleAsync(hub);
        report.Line(string.Create(CultureInfo.InvariantCulture, $"A form of {int.Parse(count, CultureInfo.InvariantCulture):N0} submissions of 25 fields. {Runs} requests each, one after another: the rows and both exact counts."));
        report.Line();
        report.Head(":what", "p50 ms", "slowest ms", "matching");
        foreach (var (what, query) in Questions)
        {
            var month = DateTime.UtcNow.AddDays(-30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            await MeasureAsync(hub, what, $"/api/forms/{form}/submissions{query.Replace("{month}", month, StringComparison.Ordinal)}", report);
        }

        return true;
    }

    private static async Task MeasureAsync(Installation hub, string what, string address, MarkdownReport report)
    {
        var times = new List<double>();
        var matching = 0L;
        for (var run = 0; run < Runs; run++)
        {
            var watch = Stopwatch.StartNew();
            using var answer = JsonDocument.Parse(await hub.Api.GetStringAsync(address));
            times.Add(watch.Elapsed.TotalMilliseconds);
            matching = answer.RootElement.GetProperty("matching").GetInt64();
        }

        times.Sort();
        report.Row(what, times[Runs / 2], times[^1], matching);
    }
}
