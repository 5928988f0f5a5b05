using System.Globalization;
using FormsHub.Jobs.Reports.Excel.Sheets;
using FormsHub.Jobs.Reports.Summary;

namespace FormsHub.Jobs.Reports.Excel.Contents;

/// <summary>One block of the summary: a heading, its figures as a small table, and beside it a chart of their height.</summary>
internal sealed class SummaryBlock
{
    /// <summary>Columns of the sheet that charts cover.</summary>
    public const int ChartColumns = 6;

    /// <summary>A block shows so many answers; the others are added up.</summary>
    public const int MostLabels = 12;
    private const int FirstChartColumn = 5;
    private const int MostRowsInBlock = 16;
    private const int LowestBars = 5;

    // A label of two lines has room.
    private const double RowsABar = 1.5;
    private const int RowsOfColumns = 12;
    private const int MostCharts = 100;

    private readonly FreeSheet _sheet;
    private readonly ChartData _data;
    private readonly string _title;

    public SummaryBlock(FreeSheet sheet, ChartData data, string title, string words)
    {
        (_sheet, _data, _title) = (sheet, data, title);
        _sheet.AddHigh(24.0, [null, new(CellStyle.Heading, title), .. Enumerable.Repeat(new FreeCell(CellStyle.Heading, null), 3 + ChartColumns)]);
        _sheet.AddHigh(20.0, null, new FreeCell(CellStyle.Muted, words));
    }

    /// <param name="labels">The most frequent first.</param>
    /// <param name="others">Answers beyond the labels.</param>
    /// <param name="withChart">The labels are comparable, as those of a choice are.</param>
    public void AddLabels(IReadOnlyList<(string Label, long Count)> labels, long others, bool withChart)
    {
        var shown = labels.Take(MostLabels).ToList();
        others += labels.Skip(MostLabels).Sum(label => label.Count);
        if (shown.Count > 0 && others > 0)
        {
            shown.Add(("Other answers", others));
        }

        if (shown.Count > 0)
        {
            var head = AddTable("Answer", shown);
            if (withChart)
            {
                AddChart(SheetChartKind.Bars, (_sheet, 1, head + 1), shown, head, Math.Max((int)(shown.Count * RowsABar) + 1, LowestBars));
            }
        }

        _sheet.Add();
    }

    public void AddNumbers(NumberSummary numbers)
    {
        var head = _sheet.Next;
        AddFigure("Lowest", numbers.Min);
        AddFigure("Median", Math.Round(numbers.Median, 6));
        AddFigure("Average", Math.Round(numbers.Mean, 6));
        AddFigure("Highest", numbers.Max);
        // Where all numbers seem whole, a class of one holds one number.
        var single = numbers.Step == 1 && decimal.IsInteger(numbers.Min) && decimal.IsInteger(numbers.Max);
        var points = numbers.Bins.Select(bin => (single ? NumberText.Plain(bin.Start) : SummaryWords.Range(bin.Start, numbers.Step), bin.Count)).ToList();
        AddSeries(SheetChartKind.Histogram, single ? "Number" : "From – to under", points, head);
    }

    public void AddTimes(TimeSummary times)
    {
        var head = _sheet.Next;
        AddFigure("First", Moment(times.First));
        AddFigure("Last", Moment(times.Last));
        var points = times.Points.Select(point => (SummaryCharts.NameOf(point.Start, times.Unit), point.Count)).ToList();
        AddSeries(SheetChartKind.Columns, times.Unit.ToString(), points, head);
    }

    /// <summary>A short row of numbers stands in the block, a longer one on a sheet of its own.</summary>
    private void AddSeries(SheetChartKind kind, string labels, List<(string Label, long Count)> points, int head)
    {
        if (points.Count <= MostRowsInBlock)
        {
            var first = AddTable(labels, points) + 1;
            AddChart(kind, (_sheet, 1, first), points, head, RowsOfColumns);
        }
        else if (_sheet.Charts.Count < MostCharts)
        {
            AddChart(kind, _data.Add(_title, labels, points), points, head, RowsOfColumns);
        }

        _sheet.Add();
    }

    /// <returns>The row of its heads.</returns>
    private int AddTable(string labels, IReadOnlyList<(string Label, long Count)> points)
    {
        var head = _sheet.Add(null, new FreeCell(CellStyle.ColumnHead, labels), new FreeCell(CellStyle.ColumnHeadRight, "Submissions"), new FreeCell(CellStyle.ColumnHeadRight, "Share"));
        var sum = Math.Max(1, points.Sum(point => point.Count));
        foreach (var (label, count) in points)
        {
            _sheet.AddHigh(15.0, null, new FreeCell(CellStyle.Label, label), new FreeCell(CellStyle.Count, count), new FreeCell(CellStyle.Share, Math.Round((decimal)count / sum, 6)));
        }

        return head;
    }

    private void AddChart(SheetChartKind kind, (FreeSheet Sheet, int Column, int FirstRow) data, IReadOnlyList<(string Label, long Count)> points, int firstRow, int rows)
    {
        if (_sheet.Charts.Count < MostCharts)
        {
            _sheet.Charts.Add(new SheetChart
            {
                Title = _title,
                Kind = kind,
                Data = data.Sheet,
                Column = data.Column,
                FirstRow = data.FirstRow,
                Points = points,
                Place = (FirstChartColumn, firstRow - 1, FirstChartColumn + ChartColumns, firstRow - 1 + rows),
            });
            _sheet.GoTo(firstRow + rows);
        }
    }

    private void AddFigure(string name, decimal figure) => _sheet.Add(null, new FreeCell(CellStyle.Label, name), new FreeCell(CellStyle.Figure, figure));

    private void AddFigure(string name, string figure) => _sheet.Add(null, new FreeCell(CellStyle.Label, name), new FreeCell(CellStyle.Figure, figure));

    // 18 Nov 2026, 12:00 needs more than one column, so it stands to the right and reaches over.
    private static string Moment(DateTime moment) =>
        moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "d MMM yyyy" : "d MMM yyyy HH:mm", CultureInfo.InvariantCulture);
}
