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

/// <summary>The submissions of a query as a table for a file: six columns about the submission, then one for each field.</summary>
public sealed class SubmissionReport
{
    private static readonly (string Label, string Key, ColumnKind Kind)[] Leading =
    [
        ("Number", "number", ColumnKind.Number),
        ("Submitted (UTC)", "submittedAt", ColumnKind.Timestamp),
        ("Submitter", "submitter", ColumnKind.Text),
        ("Version", "version", ColumnKind.Number),
        ("State", "state", ColumnKind.Choice),
        ("Review", "review", ColumnKind.Choice),
    ];

    private readonly SubmissionReader _reader;
    private readonly SubmissionQuery _query;

    public SubmissionReport(SubmissionReader reader, SubmissionQuery query, string title, ReportHeaders headers)
    {
        (_reader, _query) = (reader, query);
        var names = headers == ReportHeaders.Keys
            ? ColumnHeaders.MakeUnique(Leading.Select(column => column.Key), query.Fields.Select(field => (field.Name, field.Name)))
            : ColumnHeaders.MakeUnique(Leading.Select(column => column.Label), query.Fields.Select(field => (field.Label, field.Name)));
        var kinds = Leading.Select(column => column.Kind).Concat(query.Fields.Select(FieldKind.Of));
        Table = new ReportTable { Title = title, Columns = [.. names.Zip(kinds, (name, kind) => new ReportColumn(name, kind))], Rows = RowsAsync() };
    }

    /// <summary>Its rows are read while they are written.</summary>
    public ReportTable Table { get; }

    /// <summary>The submission of the row at hand, for links to its pictures.</summary>
    public long SubmissionId { get; private set; }

    private async IAsyncEnumerable<FieldValue[]> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var cells = new FieldValue[Leading.Length + _query.Fields.Count];
        await foreach (var row in _reader.ReadAllAsync(_query, cancellationToken))
        {
            SubmissionId = row.Id;
            cells[0] = FieldValue.Of(row.Number);
            cells[1] = FieldValue.OfTimestamp(DateTime.SpecifyKind(row.SubmittedAt, DateTimeKind.Unspecified));
            cells[2] = row.Submitter is { Length: > 0 } submitter ? FieldValue.OfText(submitter) : FieldValue.Empty;
            cells[3] = FieldValue.Of(row.Version);
            cells[4] = FieldValue.OfText(WireNames.Of(row.State));
            cells[5] = FieldValue.OfText(WireNames.Of(row.Review));
            row.Values.CopyTo(cells, Leading.Length);
            yield return cells;
        }
    }
}
