using System.Runtime.CompilerServices;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports;

/// <summary>
/// A table whose choices have a column for each option, true where it was chosen, and one for other answers. Where nothing was answered all of them are empty.
/// </summary>
internal sealed class SplitChoices
{
    /// <summary>A choice with more options stays one column.</summary>
    public const int MostOptions = 100;

    /// <summary>The end of the header of other answers.</summary>
    public const string Other = "other";

    private readonly ReportTable _table;
    private readonly Dictionary<string, int>?[] _options;
    private readonly int _width;

    private SplitChoices(ReportTable table, IReadOnlyList<SubmissionColumn> columns)
    {
        _table = table;
        _options = [.. columns.Select(column => OptionsOf(column) is { Count: > 0 } options ? ChoiceOptions.Places(options) : null)];
        _width = columns.Sum(WidthOf);
    }

    /// <param name="table">With one column for each of <paramref name="columns"/>.</param>
    /// <param name="columns">What the columns are.</param>
    public static ReportTable Of(ReportTable table, IReadOnlyList<SubmissionColumn> columns)
    {
        var split = new SplitChoices(table, columns);
        return table with { Columns = Columns(table, columns), Rows = split.RowsAsync() };
    }

    /// <summary>How many columns a column becomes.</summary>
    public static int WidthOf(SubmissionColumn column) => OptionsOf(column) is { Count: > 0 } options ? options.Count + 1 : 1;

    private static IReadOnlyList<ChoiceOption> OptionsOf(SubmissionColumn column) => ChoiceOptions.Of(column) is { Count: <= MostOptions } options ? options : [];

    /// <summary>Columns that stay one keep their headers, whatever an option is called.</summary>
    private static List<ReportColumn> Columns(ReportTable table, IReadOnlyList<SubmissionColumn> columns)
    {
        var kept = table.Columns.Where((_, index) => OptionsOf(columns[index]).Count == 0).Select(column => column.Header).ToList();
        var added = table.Columns.SelectMany((column, index) =>
            OptionsOf(columns[index]) is { Count: > 0 } options ? options.Select(option => option.Label).Append(Other).Select(label => ($"{column.Header}: {label}", "")) : []);
        var headers = new Queue<string>(ColumnHeaders.MakeUnique(kept, added).Skip(kept.Count));
        return [.. table.Columns.SelectMany((column, index) => OptionsOf(columns[index]).Count is var count and > 0
            ? Enumerable.Range(0, count + 1).Select(number => new ReportColumn(headers.Dequeue(), number < count ? ColumnKind.Boolean : ColumnKind.Text))
            : [column])];
    }

    private async IAsyncEnumerable<FieldValue[]> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var cells = new FieldValue[_width];
        await foreach (var row in _table.Rows.WithCancellation(cancellationToken))
        {
            if (row.Length != _options.Length)
            {
                throw new InvalidOperationException($"A row of the report has {row.Length} cells, the report {_options.Length} columns.");
            }

            var next = 0;
            for (var column = 0; column < row.Length; column++)
            {
                if (_options[column] is { } options)
                {
                    Split(row[column], options, cells.AsSpan(next, options.Count + 1));
                    next += options.Count + 1;
                }
                else
                {
                    cells[next++] = row[column];
                }
            }

            yield return cells;
        }
    }

    private static void Split(in FieldValue answer, Dictionary<string, int> options, Span<FieldValue> cells)
    {
        cells.Fill(answer.Kind == ValueKind.Empty ? FieldValue.Empty : FieldValue.Of(false));
        cells[^1] = FieldValue.Empty;
        if (answer.Kind == ValueKind.Text && options.TryGetValue(answer.Text!, out var chosen))
        {
            cells[chosen] = FieldValue.Of(true);
        }
        else
        {
            cells[^1] = answer;
        }
    }
}
