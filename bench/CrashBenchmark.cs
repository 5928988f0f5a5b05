using System.Diagnostics;
using System.Globalization;
using FormsHub.Tests.Intake;

namespace FormsHub.Bench;

/// <summary>What CrashTests shows, for longer: nothing that was accepted is lost, doubled or changed, whoever is killed.</summary>
internal sealed class CrashBenchmark : IBenchmark
{
    private const int DefaultSeconds = 60;

    public string Name => "crash";

    /// <param name="args">For how many seconds somebody is killed again and again.</param>
    public async Task<bool> RunAsync(string[] args, MarkdownReport report)
    {
        var duration = TimeSpan.FromSeconds(args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : DefaultSeconds);
        await using var run = await CrashRun.StartAsync();
        var seen = await run.RunAsync(Victims(duration));

        report.Line("16 senders press Complete & Submit while FormsHub and its PostgreSQL are ended with kill -9. Accepted submissions are read back through the API: values, document and form data byte by byte.");
        report.Line();
        report.Head(":what", "figure");
        foreach (var (victim, kills) in seen.Kills)
        {
            report.Row($"kills of {victim}", kills);
        }

        report.Row("slowest recovery, s", seen.SlowestRecovery);
        report.Row("submits accepted", seen.Accepted);
        report.Row("submits refused for now or not answered", seen.Unanswered);
        report.Row("of these kept nevertheless, once", seen.UnansweredButKept);
        report.Row("sent again and not accepted", seen.RefusedAgain);
        report.Row("without values at the last start", seen.Waiting);
        report.Row("seconds until they had them", seen.NormalizedAfter);
        string[] problems = [.. seen.Problems, .. seen.ProblemsAfterSendingAgain];
        report.Row("lost, doubled or damaged", problems.Length);
        foreach (var problem in problems.Take(20))
        {
            report.Line($"- {problem}");
        }

        return problems.Length + seen.RefusedAgain == 0;
    }

    private static IEnumerable<Victim> Victims(TimeSpan duration)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < duration)
        {
            yield return (Victim)Random.Shared.Next(3);
        }
    }
}
