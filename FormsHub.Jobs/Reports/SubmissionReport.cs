using System.Runtime.CompilerServices;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports;

/// <summary>What the columns of a report are called.</summary>
public enum ReportHeaders
{
    /// <summary>As people know the fields, made unique with their names.</summary>
    Labels,

    /// <summary>As programs know them.</summary>
    Keys,
}

/// <summary>Submissions as a table for a file: chosen columns about the submission and of its fields.</summary>
public sealed class SubmissionReport
{
    private readonly Func<CancellationToken, IAsyncEnumerable<SubmissionRow>> _rows;
    private readonly IReadOnlyList<SubmissionColumn> _columns;

    /// <param name="rows">Reads the submissions; the cells of each are those of the fields among the columns, in that order.</param>
    /// <param name="columns">In the order of the file.</param>
    /// <param name="title">Of the sheet or page.</param>
    /// <param name="headers">What the columns are called.</param>
    public SubmissionReport(
        Func<CancellationToken, IAsyncEnumerable<SubmissionRow>> rows, IReadOnlyList<SubmissionColumn> columns, string title, ReportHeaders headers)
    {
        (_rows, _columns) = (rows, columns);
        Table = new ReportTable
        {
            Title = title,
            Columns = [.. HeadersOf(columns, headers).Zip(columns, (header, column) => new ReportColumn(header, column.Kind))],
            Rows = RowsAsync(),
        };
    }

    /// <summary>Its rows are read while they are written.</summary>
    public ReportTable Table { get; }

    /// <summary>The submission of the row at hand, for links to its pictures.</summary>
    public long SubmissionId { get; private set; }

    /// <summary>Unique headers. The submission's own columns keep theirs wherever they stand.</summary>
    public static IReadOnlyList<string> HeadersOf(IReadOnlyList<SubmissionColumn> columns, ReportHeaders headers)
    {
        var keys = headers == ReportHeaders.Keys;
        var own = columns.Where(column => column.Field is null).ToList();
        var fields = columns.Where(column => column.Field is not null).ToList();
        var names = ColumnHeaders.MakeUnique(
            own.Select(column => keys ? column.Name : column.Label), fields.Select(column => (keys ? column.Name : column.Label, column.Name)));
        return [.. columns.Select(column => column.Field is null ? names[own.IndexOf(column)] : names[own.Count + fields.IndexOf(column)])];
    }

    private async IAsyncEnumerable<FieldValue[]> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var cells = new FieldValue[_columns.Count];
        await foreach (var row in _rows(cancellationToken))
        {
            SubmissionId = row.Id;
            var field = 0;
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = _columns[i].Property is { } property ? Of(row, property) : row.Values[field++];
            }

            yield return cells;
        }
    }

    private static FieldValue Of(SubmissionRow row, SubmissionProperty property) => property switch
    {
        SubmissionProperty.Number => FieldValue.Of(row.Number),
        SubmissionProperty.SubmittedAt => FieldValue.OfTimestamp(DateTime.SpecifyKind(row.SubmittedAt, DateTimeKind.Unspecified)),
        SubmissionProperty.Submitter => Text(row.Submitter),
        SubmissionProperty.Version => FieldValue.Of(row.Version),
        SubmissionProperty.State => FieldValue.OfText(WireNames.Of(row.State)),
        SubmissionProperty.Review => FieldValue.OfText(WireNames.Of(row.Review)),
        SubmissionProperty.Role => Text(row.Role),
        SubmissionProperty.Case => Text(row.Case),
        _ => throw new ArgumentOutOfRangeException(nameof(property), property, "There is no such property."),
    };

    private static FieldValue Text(string? text) => text is { Length: > 0 } ? FieldValue.OfText(text) : FieldValue.Empty;
}
