using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Reports.Runs;

namespace FormsHub.Web.Look;

/// <summary>Reports in the background in the words of a person.</summary>
public static class RunWords
{
    public static (string Word, string Colour, string Icon) Of(ReportRunState state) => state switch
    {
        ReportRunState.Queued => ("Waits", "", "clock"),
        ReportRunState.Running => ("Being made", "accent", "pulse"),
        ReportRunState.Done => ("Ready", "green", "check"),
        ReportRunState.Failed => ("Failed", "red", "close"),
        ReportRunState.Cancelled => ("Cancelled", "", "close"),
        ReportRunState.Expired => ("File removed", "", "clock"),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary><c>, 5 columns</c>; nothing for all columns.</summary>
    public static string Columns(ReportRun run, Words words) =>
        run.Pairs.Count(pair => pair.Key == ReportRequestParser.Column) is var count and > 0 ? $", {words.Count(count, "column", "columns")}" : ", all columns";

    /// <summary><c> · about 2 min left</c>; nothing while that would be a guess.</summary>
    public static string Left(ReportRun run, DateTimeOffset now, Words words) => run.TimeLeft(now) switch
    {
        null => "",
        { TotalSeconds: < 60 } left => $" · about {words.Number((long)Math.Ceiling(left.TotalSeconds / 5) * 5)} s left",
        { } left => $" · about {words.Duration(left)} left",
    };
}
