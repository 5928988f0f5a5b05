using System.Diagnostics.Metrics;

namespace FormsHub.Jobs.Intake;

/// <summary>Counts callbacks and measures their answers; meter <c>FormsHub</c>.</summary>
internal static class IntakeMetrics
{
    private static readonly Meter Meter = new("FormsHub");

    private static readonly Histogram<double> Durations =
        Meter.CreateHistogram<double>("formshub.callbacks.duration", "s", "Time from a callback's arrival to its answer, by status and outcome.");

    public static void Count(int? status, IntakeResult result, TimeSpan duration) =>
        Durations.Record(duration.TotalSeconds, new("status", status), new("outcome", result.Name));
}
