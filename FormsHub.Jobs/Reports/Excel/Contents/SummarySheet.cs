using System.Globalization;
using FormsHub.Jobs.Reports.Excel.Sheets;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Reports.Summary;

namespace FormsHub.Jobs.Reports.Excel.Contents;

/// <summary>The sheet of what all submissions say together: a block a field, its figures on the left and their chart beside them.</summary>
internal sealed class SummarySheet
{
    public const string SheetName = "Summary";
    public const string DataName = "Chart data";

    /// <summary>More blocks than these nobody reads, and charts make a file slow.</summary>
    public const int MostFields = 250;
    private const int MostConditions = 6;

    /// <summary>So many per cent of their size let all columns stand on a page, A4 or Letter. Fitting to the width would do too, but then Excel forgets where pages should end.</summary>
    private const int Percent = 80;

    private readonly FreeSheet _sheet = new(SheetName, [2, 36, 13, 10, 3, .. Enumerable.Repeat(11.5, SummaryBlock.ChartColumns)]) { IsLandscape = true, Scale = Percent };
    private readonly PageBreaks _breaks;
    private readonly ChartData _data = new(DataName);
    private readonly ReportRequest _request;
    private readonly SubmissionSummary _summary;
    private readonly long _rows;

    /// <param name="rows">Submissions in the file.</param>
    public SummarySheet(ReportRequest request, SubmissionSummary summary, long rows) =>
        (_request, _summary, _rows, _breaks) = (request, summary, rows, new PageBreaks(_sheet, Percent));

    /// <returns>The summary, and the sheet with its longer rows of numbers if there are any.</returns>
    public IEnumerable<FreeSheet> Make()
    {
        Head();
        if (_summary.Submitted is { } submitted)
        {
            new SummaryBlock(_sheet, _data, "Submissions over time", "When they came, in Coordinated Universal Time.").AddTimes(submitted);
            _breaks.Keep();
        }

        foreach (var field in _summary.Fields.Take(MostFields))
        {
            Add(field);
            _breaks.Keep();
        }

        if (_summary.Fields.Count > MostFields)
        {
            _sheet.Add(null, new FreeCell(CellStyle.Muted, string.Create(CultureInfo.InvariantCulture, $"{_summary.Fields.Count - MostFields:N0} further fields are not summed up here. Choose fewer columns to see them.")));
        }

        yield return _sheet;
        if (!_data.IsEmpty)
        {
            yield return _data.Make();
        }
    }

    private void Head()
    {
        _sheet.AddHigh(10.0);
        _sheet.AddHigh(30.0, null, new FreeCell(CellStyle.Title, ShownText.CleanLine(_request.Form.Title)));
        var counts = _rows == _summary.Total
            ? string.Create(CultureInfo.InvariantCulture, $"All {_rows:N0} submissions")
            : string.Create(CultureInfo.InvariantCulture, $"{_rows:N0} of {_summary.Total:N0} submissions");
        Note($"{counts} · {FilterText.Minute(_request.RequestedAt)} · every figure counts all of them");
        var conditions = FilterText.Conditions(_request.Query);
        foreach (var condition in _request.Query.IsNarrowed || _request.Query.Trashed ? conditions.Take(MostConditions) : [])
        {
            Note(condition);
        }

        if (conditions.Count > MostConditions)
        {
            Note("… and more; the sheet “About this report” has all of it.");
        }

        _sheet.Add();
        _breaks.Keep();
    }

    private void Note(string text) => _sheet.AddHigh(18.0, null, new FreeCell(CellStyle.Muted, text));

    private void Add(FieldSummary field)
    {
        var label = ShownText.CleanLine(field.Field.Label);
        var block = new SummaryBlock(_sheet, _data, label.Length > 0 ? label : field.Field.Name, SummaryWords.Of(field));
        if (field.Numbers is { } numbers)
        {
            block.AddNumbers(numbers);
        }
        else if (field.Times is { } times)
        {
            block.AddTimes(times);
        }
        else if (field.YesNo is { } yesNo)
        {
            block.AddLabels([("Yes", yesNo.Yes), ("No", yesNo.No)], 0, withChart: true);
        }
        else
        {
            block.AddLabels([.. field.Labels.Select(one => (ShownText.CleanLine(one.Label), one.Count))], field.Others, withChart: field.Field.Type.IsChoice);
        }
    }
}
