using System.Runtime.CompilerServices;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Reports.Pdf.Layout;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Paper;

/// <summary>The rows of a register as texts: read once from the database, kept for the tables that show further columns of the same rows.</summary>
internal sealed class RegisterRows(ReportSource source, IReadOnlyList<RegisterPart> parts) : IDisposable
{
    private readonly RowSpool _kept = new();
    private readonly IReadOnlyList<SubmissionColumn> _columns = source.Request.Columns;

    public RegisterTotals Totals { get; } = new(source.Request.Columns);

    /// <summary>The rows of one table. Those of the first come first: the others read what it has kept.</summary>
    public IAsyncEnumerable<string[]> Of(RegisterPart part) => part == parts[0] ? ReadAsync(part) : AgainAsync(part);

    public void Dispose() => _kept.Dispose();

    private async IAsyncEnumerable<string[]> ReadAsync(RegisterPart part, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var cells = new FieldValue[_columns.Count];
        var all = new string[_columns.Count + 1];
        var shown = new string[part.Columns.Count];
        await foreach (var row in source.RowsAsync(cancellationToken))
        {
            var field = 0;
            for (var column = 0; column < cells.Length; column++)
            {
                var property = _columns[column].Property;
                cells[column] = property is null ? row.Values[field++] : FieldValue.Empty;
                all[column] = property is { } one ? Text(row, one) : PaperWords.Of(cells[column]);
            }

            all[^1] = PaperWords.Count(row.Number);
            Totals.Add(cells);
            if (parts.Count > 1)
            {
                _kept.Add(all);
            }

            yield return Pick(part, all, shown);
        }
    }

    private async IAsyncEnumerable<string[]> AgainAsync(RegisterPart part)
    {
        await Task.CompletedTask;
        var shown = new string[part.Columns.Count];
        foreach (var all in _kept.Read(_columns.Count + 1))
        {
            yield return Pick(part, all, shown);
        }
    }

    private static string[] Pick(RegisterPart part, string[] all, string[] shown)
    {
        for (var i = 0; i < shown.Length; i++)
        {
            shown[i] = all[part.Columns[i]];
        }

        return shown;
    }

    private string Text(SubmissionRow row, SubmissionProperty property) => property switch
    {
        SubmissionProperty.Number => PaperWords.Count(row.Number),
        SubmissionProperty.SubmittedAt => PaperWords.Moment(source.Request.Form, row.SubmittedAt),
        SubmissionProperty.Submitter => row.Submitter ?? "",
        SubmissionProperty.Version => PaperWords.Count(row.Version),
        SubmissionProperty.State => PaperWords.Of(row.State),
        SubmissionProperty.Review => StateWords.Of(row.Review),
        SubmissionProperty.Role => row.Role ?? "",
        _ => row.Case ?? "",
    };
}

/// <summary>The columns of one table of a register.</summary>
/// <param name="Columns">Places among the chosen columns; the one behind the last is the submission's number, which leads every further table.</param>
internal sealed record RegisterPart(IReadOnlyList<int> Columns)
{
    // One table that is somewhat narrow is better than two.
    private const double Portrait = 540;
    private const double Landscape = 860;
    private const double EachOfSeveral = 780;

    /// <summary>Shares columns that are too many for one page's width among tables that follow each other.</summary>
    public static (IReadOnlyList<RegisterPart> Parts, bool IsLandscape) Share(IReadOnlyList<SubmissionColumn> columns)
    {
        var widths = columns.Select(WidthOf).ToList();
        var total = widths.Sum();
        if (total <= Landscape)
        {
            return ([new([.. Enumerable.Range(0, columns.Count)])], total > Portrait);
        }

        var room = total / Math.Ceiling(total / (EachOfSeveral - WidthOf(ColumnKind.Number))) * 1.05;
        var parts = new List<List<int>> { new() };
        var used = 0.0;
        for (var column = 0; column < columns.Count; column++)
        {
            if (used + widths[column] > room && parts[^1].Count > 0)
            {
                parts.Add([columns.Count]);
                used = 0;
            }

            parts[^1].Add(column);
            used += widths[column];
        }

        return ([.. parts.Select(part => new RegisterPart(part))], true);
    }

    private static double WidthOf(SubmissionColumn column) => column.Property switch
    {
        SubmissionProperty.Number or SubmissionProperty.Version => 45,
        SubmissionProperty.SubmittedAt => 85,
        _ => WidthOf(column.Kind),
    };

    // As much as usual values need without breaking words.
    private static double WidthOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Boolean => 46,
        ColumnKind.Number => 52,
        ColumnKind.Date => 62,
        ColumnKind.Timestamp => 85,
        ColumnKind.Choice => 68,
        _ => 90,
    };
}
