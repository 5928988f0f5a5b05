namespace FormsHub.Jobs.Reports.Formats;

/// <summary>Every format there is, in the order they are offered.</summary>
public sealed class ReportFormats(IEnumerable<IReportFormat> formats)
{
    public IReadOnlyList<IReportFormat> All { get; } = [.. formats];

    /// <returns>null when there is none of this name.</returns>
    public IReportFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);
}
