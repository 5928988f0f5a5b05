namespace FormsHub.Jobs.Reports.Formats;

/// <summary>A kind of file that submissions can be had as.</summary>
public interface IReportFormat
{
    /// <summary>Its name in addresses and the ending of its files, such as <c>xlsx</c>.</summary>
    string Name { get; }

    /// <summary>As people know it, such as <c>Excel</c>.</summary>
    string Title { get; }

    string MediaType { get; }

    /// <summary>Names of the options that it knows (<see cref="ReportOptions"/>); others are refused.</summary>
    IReadOnlySet<string> Options { get; }

    /// <summary>How its files are made when nothing else is asked.</summary>
    ReportOptions Usual => new();

    /// <summary>Its files hold documents or pages: each submission takes far longer than a row of a table.</summary>
    bool IsSlow => Name is "pdf" or "zip";

    /// <summary>What keeps this machine or this request from having such a file, in a sentence; null when nothing does. Asked before the first byte.</summary>
    string? Obstacle(ReportRequest request) => null;

    /// <summary>The most submissions such a file can have; null for any number. Asked before the first byte too.</summary>
    ReportLimit? LimitOf(ReportRequest request) => null;

    /// <summary>Writes the whole file; the target is written to asynchronously only and need not seek.</summary>
    /// <returns>Submissions written.</returns>
    Task<long> WriteAsync(ReportSource source, Stream target, CancellationToken cancellationToken);
}

/// <summary>How many submissions a file can have.</summary>
/// <param name="Submissions">At most.</param>
/// <param name="Advice">What to do with more, in a sentence.</param>
public sealed record ReportLimit(long Submissions, string Advice)
{
    public string Exceeded(long matching) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{matching:N0} submissions match, and this file has at most {Submissions:N0}. {Advice}");
}

/// <summary>A file cannot be made of what was asked for. Thrown before its first byte.</summary>
public sealed class ReportObstacleException(string obstacle) : Exception(obstacle);
