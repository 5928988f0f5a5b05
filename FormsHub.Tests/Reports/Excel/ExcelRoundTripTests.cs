using System.Globalization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports;
using FormsHub.Jobs.Reports.Excel;
using FormsHub.Jobs.Submissions;
using FsCheck;
using FsCheck.Fluent;

namespace FormsHub.Tests.Reports.Excel;

public class ExcelRoundTripTests
{
    private static readonly Gen<FieldValue> Values = Gen.OneOf(
        Gen.Constant(FieldValue.Empty),
        Texts().Select(FieldValue.OfText),
        ArbMap.Default.GeneratorFor<decimal>().Select(FieldValue.Of),
        ArbMap.Default.GeneratorFor<bool>().Select(FieldValue.Of),
        Moments().Select(FieldValue.OfDate),
        Moments().Select(FieldValue.OfTimestamp),
        Gen.Constant(FieldValue.Of(Report.Signature)));

    [Fact]
    public void Any_table_comes_back_cell_by_cell_under_its_own_header() =>
        Prop.ForAll(Tables().ToArbitrary(), table => ComesBack(table).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    private static async Task ComesBack((ReportColumn[] Columns, FieldValue[][] Rows) table)
    {
        const int RowsPerSheet = 8;
        var (workbook, summary) = await ExcelWriterTests.WriteAsync(Report.Of("Any", table.Columns, table.Rows), new ExcelOptions { RowsPerSheet = RowsPerSheet });

        Assert.Equal(table.Rows.Length, summary.Rows);
        Assert.All(workbook.Sheets, sheet => Assert.Equal(sheet.TableColumns, sheet.Rows[0].OrderBy(cell => cell.Key).Select(cell => (string)cell.Value.Value)));
        var readBack = workbook.Sheets.SelectMany(sheet => sheet.Rows.Skip(1)).ToList();
        Assert.Equal(table.Rows.Length, readBack.Count);
        foreach (var (row, index) in table.Rows.Select((row, index) => (row, index)))
        {
            var expected = row.Select((value, column) => (value, column)).Where(cell => cell.value.Kind != ValueKind.Empty);
            Assert.Equal(expected.Select(cell => (cell.column, Expected(cell.value))), readBack[index].OrderBy(cell => cell.Key).Select(cell => (cell.Key, cell.Value.Value)));
        }
    }

    private static object Expected(FieldValue value) => value.Kind switch
    {
        ValueKind.Text => ExcelTextTests.WithoutLoneSurrogates(value.Text!).Replace("\r\n", "\n", StringComparison.Ordinal),
        ValueKind.Number => Digits(value.Number) > 15 ? value.Number.ToString(CultureInfo.InvariantCulture) : value.Number,
        ValueKind.Boolean => value.Boolean,
        ValueKind.Date when value.Moment < new DateTime(1900, 3, 1) => value.Moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ValueKind.Timestamp when value.Moment < new DateTime(1900, 3, 1) => value.Moment.ToString("s", CultureInfo.InvariantCulture),
        ValueKind.Date or ValueKind.Timestamp => value.Moment,
        _ => "image/png, 12 KB",
    };

    private static int Digits(decimal number) =>
        Math.Abs(number).ToString(CultureInfo.InvariantCulture).Replace(".", "", StringComparison.Ordinal).Trim('0').Length;

    private static Gen<string> Texts() => Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
        Gen.Elements('_', 'x', '0', '4', '1', '\r', '\n', ' ', '\u0001', '\ud83d', '\ude00', '&', '\uffff', 'é').ListOf().Select(characters => new string([.. characters])),
        Gen.Elements("_x0041_", "_x0041", "_x005F_", "007", "=A1", "\r\n", "😀").ListOf().Select(string.Concat));

    private static Gen<DateTime> Moments() =>
        Gen.OneOf(Gen.Choose(0, 3_652_058), Gen.Choose(693_000, 740_000)).SelectMany(day => Gen.Choose(0, 86_399).Select(second => DateTime.MinValue.AddDays(day).AddSeconds(second)));

    private static Gen<(ReportColumn[] Columns, FieldValue[][] Rows)> Tables() =>
        from width in Gen.Choose(1, 40)
        from height in Gen.Choose(0, 20)
        from headers in Texts().ArrayOf(width)
        from kinds in Gen.Elements(Enum.GetValues<ColumnKind>()).ArrayOf(width)
        from rows in Values.ArrayOf(width).ArrayOf(height)
        select (headers.Zip(kinds, (header, kind) => new ReportColumn(header, kind)).ToArray(), rows);
}
