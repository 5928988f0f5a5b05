using FormsHub.Jobs.Reports.Excel.Sheets;

namespace FormsHub.Jobs.Reports.Excel.Contents;

/// <summary>The sheet that holds the longer rows of numbers behind charts, side by side.</summary>
internal sealed class ChartData(string name)
{
    private const int ColumnsEach = 3;
    private readonly FreeSheet _sheet = new(name) { IsLandscape = true };
    private readonly List<(string Title, string Labels, IReadOnlyList<(string Label, long Count)> Points)> _series = [];

    public bool IsEmpty => _series.Count == 0;

    /// <returns>Where the first label will stand.</returns>
    public (FreeSheet Sheet, int Column, int FirstRow) Add(string title, string labels, IReadOnlyList<(string Label, long Count)> points)
    {
        _series.Add((title, labels, points));
        return (_sheet, (_series.Count - 1) * ColumnsEach, 3);
    }

    public FreeSheet Make()
    {
        _sheet.Widths.AddRange(_series.SelectMany(_ => (double[])[22, 13, 3]));
        Add(series => [new(CellStyle.Heading, series.Title), new(CellStyle.Heading, null), null]);
        Add(series => [new(CellStyle.ColumnHead, series.Labels), new(CellStyle.ColumnHeadRight, "Submissions"), null]);
        for (var index = 0; index < _series.Max(series => series.Points.Count); index++)
        {
            var at = index;
            Add(series => at < series.Points.Count ? [new(CellStyle.Label, series.Points[at].Label), new(CellStyle.Count, series.Points[at].Count), null] : new FreeCell?[ColumnsEach]);
        }

        return _sheet;
    }

    private void Add(Func<(string Title, string Labels, IReadOnlyList<(string Label, long Count)> Points), FreeCell?[]> cells) => _sheet.Add([.. _series.SelectMany(cells)]);
}
