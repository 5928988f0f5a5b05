using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FormsHub.Tests.Reports.Excel;

/// <summary>The charts of an Excel file: what they remember, and the cells they are about.</summary>
internal sealed partial record ExcelCharts(IReadOnlyList<(string Label, decimal Count)> Remembered, string Labels, string Counts)
{
    private static readonly XNamespace Chart = "http://schemas.openxmlformats.org/drawingml/2006/chart";

    public static List<ExcelCharts> Of(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        return [.. zip.Entries.Where(entry => entry.FullName.StartsWith("xl/charts/", StringComparison.Ordinal)).Select(Read)];
    }

    public List<(string Label, decimal Count)> Cells(ExcelWorkbook workbook) =>
        [.. Range(workbook, Labels).Zip(Range(workbook, Counts), (label, count) => ((string)label, (decimal)count))];

    private static ExcelCharts Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var series = XElement.Load(stream).Descendants(Chart + "ser").Single();
        var labels = series.Element(Chart + "cat")!.Descendants(Chart + "v").Select(value => value.Value);
        var counts = series.Element(Chart + "val")!.Descendants(Chart + "v").Select(value => decimal.Parse(value.Value, CultureInfo.InvariantCulture));
        return new([.. labels.Zip(counts)], FormulaOf(series, "cat"), FormulaOf(series, "val"));
    }

    private static string FormulaOf(XElement series, string part) => series.Element(Chart + part)!.Descendants(Chart + "f").Single().Value;

    private static IEnumerable<object> Range(ExcelWorkbook workbook, string formula)
    {
        var range = RangeForm().Match(formula);
        Assert.True(range.Success, formula);
        var rows = workbook.Sheet(range.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal)).Rows;
        var column = range.Groups[2].Value.Aggregate(0, (number, letter) => (number * 26) + letter - 'A' + 1) - 1;
        Assert.Equal(range.Groups[2].Value, range.Groups[4].Value);
        var (first, last) = (int.Parse(range.Groups[3].Value, CultureInfo.InvariantCulture), int.Parse(range.Groups[5].Value, CultureInfo.InvariantCulture));
        return rows.Skip(first - 1).Take(last - first + 1).Select(row => row[column].Value);
    }

    [GeneratedRegex(@"^'(.+)'!\$([A-Z]+)\$(\d+):\$([A-Z]+)\$(\d+)$")]
    private static partial Regex RangeForm();
}
