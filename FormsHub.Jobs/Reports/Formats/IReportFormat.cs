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

    /// <summary>Writes the whole file; the target is written to asynchronously only and need not seek.</summary>
    /// <returns>Submissions written.</returns>
    Task<long> WriteAsync(ReportSource source, Stream target, CancellationToken cancellationToken);
}
