using System.IO.Compression;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports;
using FormsHub.Jobs.Reports.Excel;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Tests.Reports.Excel;

public class ExcelWriterTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 18, 15, 30, 0, TimeSpan.Zero);

    private static readonly ReportColumn[] AllKinds =
    [
        new("Name", ColumnKind.Text), new("Amount", ColumnKind.Number), new("Agreed", ColumnKind.Boolean), new("Born", ColumnKind.Date),
        new("Arrival", ColumnKind.Timestamp), new("Room", ColumnKind.Choice), new("Signature", ColumnKind.Blob),
    ];

    private static readonly FieldValue[] OneOfEach =
    [
        FieldValue.OfText("Ada Lovelace"), FieldValue.Of(-12.50m), FieldValue.Of(true), FieldValue.OfDate(new DateTime(2026, 11, 18)),
        FieldValue.OfTimestamp(new DateTime(2026, 11, 18, 15, 30, 59)), FieldValue.OfText("Twin & balcony"), FieldValue.Of(Report.Signature),
    ];

    [Fact]
    public async Task Each_kind_of_value_has_its_own_kind_of_cell()
    {
        var (workbook, summary) = await WriteAsync(Report.Of("Guests", AllKinds, OneOfEach, new FieldValue[7]));

        var sheet = Assert.Single(workbook.Sheets);
        Assert.Equal("Guests", sheet.Name);
        Assert.Equal(
            new Dictionary<int, ExcelCell>
            {
                [0] = new("Ada Lovelace", "0"),
                [1] = new(-12.50m, "0"),
                [2] = new(true, "0"),
                [3] = new(new DateTime(2026, 11, 18), @"yyyy\-mm\-dd"),
                [4] = new(new DateTime(2026, 11, 18, 15, 30, 59), @"yyyy\-mm\-dd\ hh:mm:ss"),
                [5] = new("Twin & balcony", "0"),
                [6] = new("image/png, 12 KB", "0"),
            },
            sheet.Rows[1]);
        Assert.Empty(sheet.Rows[2]);
        Assert.Equal(new ExcelSummary(Rows: 2, Sheets: 1, CutTexts: 0), summary);
    }

    [Fact]
    public async Task A_value_of_another_kind_than_its_column_is_written_as_it_is()
    {
        var (workbook, _) = await WriteAsync(Report.Of("Mixed", AllKinds, [.. OneOfEach.Reverse()]));

        Assert.Equal(
            ["image/png, 12 KB", "Twin & balcony", new DateTime(2026, 11, 18, 15, 30, 59), new DateTime(2026, 11, 18), true, -12.50m, "Ada Lovelace"],
            workbook.Sheets[0].Rows[1].Values.Select(cell => cell.Value));
    }

    [Fact]
    public async Task The_sheet_is_a_table_with_a_filter_whose_columns_are_the_header_cells()
    {
        var (workbook, _) = await WriteAsync(Report.Of("Guests", AllKinds, OneOfEach, OneOfEach));

        var sheet = workbook.Sheets[0];
        Assert.Equal("A1:G3", sheet.TableRange);
        Assert.Equal(AllKinds.Select(column => column.Header), sheet.TableColumns);
        Assert.Equal(sheet.TableColumns, sheet.Rows[0].Values.Select(cell => cell.Value));
        Assert.Contains("frozen", sheet.Xml.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_that_Excel_takes_for_the_same_are_told_apart()
    {
        var (workbook, _) = await WriteAsync(Report.Of("Guests", [new("Name", ColumnKind.Text), new("NAME", ColumnKind.Text), new(" \u0001\n", ColumnKind.Text)]));

        Assert.Equal(["Name", "NAME 2", "Column 3"], workbook.Sheets[0].TableColumns);
    }

    [Fact]
    public async Task A_report_without_rows_is_a_table_with_one_blank_row()
    {
        var (workbook, summary) = await WriteAsync(Report.Of("Nothing yet", AllKinds));

        Assert.Equal("A1:G2", workbook.Sheets[0].TableRange);
        Assert.Single(workbook.Sheets[0].Rows);
        Assert.Equal(0, summary.Rows);
    }

    [Fact]
    public async Task A_report_without_columns_is_still_a_file()
    {
        var (workbook, _) = await WriteAsync(Report.Of("Nothing", [], [], []));

        Assert.Null(workbook.Sheets[0].TableRange);
    }

    [Theory]
    [InlineData("007")]
    [InlineData("1E5")]
    [InlineData("4111111111111111")]
    [InlineData("=1+1")]
    [InlineData("+49 30 1234")]
    [InlineData("-5")]
    [InlineData("@SUM(A1)")]
    [InlineData("2026-11-18")]
    [InlineData("TRUE")]
    [InlineData(" 12")]
    public async Task Text_that_looks_like_something_else_stays_text_also_when_edited(string text)
    {
        var (workbook, _) = await WriteAsync(Report.OfTexts(text));

        Assert.Equal(new ExcelCell(text, "49"), workbook.Sheets[0].Rows[1][0]);
    }

    [Theory]
    [InlineData("999999999999999", true)]
    [InlineData("-99999999999.9999", true)]
    [InlineData("1234567890123450000", true)]
    [InlineData("1.00000000000000001", false)]
    [InlineData("0.00000000000001234", true)]
    [InlineData("1234567890123456", false)]
    [InlineData("0.1234567890123456", false)]
    [InlineData("79228162514264337593543950335", false)]
    [InlineData("1.10000000000000000000", true)]
    [InlineData("0", true)]
    public async Task A_number_of_more_than_15_digits_is_written_as_text(string digits, bool isNumber)
    {
        var number = decimal.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
        var (workbook, _) = await WriteAsync(Report.Of("Numbers", [new("Number", ColumnKind.Number)], [FieldValue.Of(number)]));

        object expected = isNumber ? number : number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(expected, workbook.Sheets[0].Rows[1][0].Value);
    }

    [Fact]
    public async Task Dates_before_March_1900_are_text()
    {
        var (workbook, _) = await WriteAsync(Report.Of("Dates", [new("Date", ColumnKind.Date)],
            [FieldValue.OfDate(new DateTime(1, 1, 1))],
            [FieldValue.OfDate(new DateTime(1900, 2, 28))],
            [FieldValue.OfTimestamp(new DateTime(1899, 12, 31, 23, 59, 59))],
            [FieldValue.OfDate(new DateTime(1900, 3, 1))],
            [FieldValue.OfTimestamp(new DateTime(9999, 12, 31, 23, 59, 59))]));

        Assert.Equal(
            ["0001-01-01", "1900-02-28", "1899-12-31T23:59:59", new DateTime(1900, 3, 1), new DateTime(9999, 12, 31, 23, 59, 59)],
            workbook.Sheets[0].Column(0));
    }

    [Fact]
    public async Task Only_choices_are_shared_and_only_so_many()
    {
        var columns = new ReportColumn[] { new("Choice", ColumnKind.Choice), new("Text", ColumnKind.Text) };
        var rows = Enumerable.Range(0, SharedStrings.MostStrings + 10)
            .Select(number => new[] { FieldValue.OfText($"option {number}"), FieldValue.OfText("same") })
            .Append([FieldValue.OfText("option 7"), FieldValue.OfText("same")]);

        var (workbook, _) = await WriteAsync(Report.Of("Choices", columns, rows), validate: false);

        Assert.Equal(SharedStrings.MostStrings, workbook.SharedStrings);
        Assert.Equal(
            Enumerable.Range(0, SharedStrings.MostStrings + 10).Append(7).Select(number => $"option {number}"),
            workbook.Sheets[0].Column(0));
    }

    [Fact]
    public async Task Rows_beyond_a_sheet_go_on_in_the_next_one()
    {
        var texts = Enumerable.Range(1, 25).Select(number => $"row {number}");

        var (workbook, summary) = await WriteAsync(Report.OfTexts(texts), new ExcelOptions { RowsPerSheet = 11 });

        Assert.Equal(["Texts", "Texts (2)", "Texts (3)"], workbook.Sheets.Select(sheet => sheet.Name));
        Assert.Equal(["A1:A11", "A1:A11", "A1:A6"], workbook.Sheets.Select(sheet => sheet.TableRange));
        Assert.All(workbook.Sheets, sheet => Assert.Equal("Text", sheet.Rows[0][0].Value));
        Assert.Equal(texts, workbook.Sheets.SelectMany(sheet => sheet.Column(0)));
        Assert.Equal(new ExcelSummary(25, 3, 0), summary);
    }

    [Fact]
    public async Task A_sheet_that_is_just_full_is_the_last_one()
    {
        var (workbook, _) = await WriteAsync(Report.OfTexts("one", "two"), new ExcelOptions { RowsPerSheet = 3 });

        Assert.Single(workbook.Sheets);
    }

    [Fact]
    public async Task The_widest_sheet_is_written()
    {
        var columns = Enumerable.Range(1, 16_384).Select(number => new ReportColumn($"Column {number}", ColumnKind.Number)).ToArray();

        var (workbook, _) = await WriteAsync(Report.Of("Wide", columns, [.. columns.Select((_, index) => FieldValue.Of(index))]), validate: false);

        Assert.Equal("A1:XFD2", workbook.Sheets[0].TableRange);
        Assert.Equal(Enumerable.Range(0, 16_384), workbook.Sheets[0].Rows[1].Keys);
        Assert.Equal(16_383m, workbook.Sheets[0].Rows[1][16_383].Value);
    }

    [Fact]
    public async Task A_wider_report_is_refused_with_advice_before_anything_is_written()
    {
        var columns = Enumerable.Range(1, 16_385).Select(number => new ReportColumn($"Column {number}", ColumnKind.Number)).ToArray();
        var target = new AsyncOnlyStream();

        var refusal = await Assert.ThrowsAsync<TooManyColumnsException>(() => Writer().WriteAsync(Report.Of("Wide", columns), target, new ExcelOptions(), default));

        Assert.Equal("The report has 16,385 columns; an Excel sheet holds 16,384. Choose fewer columns, or download CSV or JSON Lines.", refusal.Message);
        Assert.Empty(target.ToArray());
    }

    [Fact]
    public async Task Pictures_are_links_when_the_caller_has_addresses()
    {
        var options = new ExcelOptions { BlobLink = blob => $"https://forms.example.org/blobs/{blob.Hex}?a=1&b=ü" };

        var (workbook, _) = await WriteAsync(Report.Of("Guests", AllKinds, OneOfEach), options);

        var sheet = workbook.Sheets[0];
        Assert.Equal($"https://forms.example.org/blobs/{Report.Signature.Hex}?a=1&b=ü", sheet.Rows[1][6].Value);
        Assert.Equal(new KeyValuePair<string, string>("G2", $"https://forms.example.org/blobs/{Report.Signature.Hex}?a=1&b=%C3%BC"), Assert.Single(sheet.Links));
    }

    [Fact]
    public async Task Only_web_addresses_can_be_clicked()
    {
        var (workbook, _) = await WriteAsync(Report.Of("Guests", AllKinds, OneOfEach), new ExcelOptions { BlobLink = _ => "file:///etc/passwd" });

        Assert.Empty(workbook.Sheets[0].Links);
    }

    [Fact]
    public async Task Sheets_come_first_and_the_list_of_parts_last()
    {
        var (workbook, _) = await WriteAsync(Report.Of("Guests", AllKinds, OneOfEach));

        Assert.Equal("xl/worksheets/sheet1.xml", workbook.Parts[0]);
        Assert.Equal("[Content_Types].xml", workbook.Parts[^1]);
    }

    [Fact]
    public async Task The_file_says_its_title_and_when_it_was_made()
    {
        var (workbook, _) = await WriteAsync(Report.Of("Guests & hosts\u0003", AllKinds));

        Assert.Equal(["Guests & hosts", "FormsHub", "2026-11-18T15:30:00Z"], workbook.CoreProperties.Elements().Select(element => element.Value));
    }

    [Theory]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.Optimal)]
    public async Task A_larger_file_is_the_same_at_any_compression(CompressionLevel compression)
    {
        var random = new Random(1);
        var texts = Enumerable.Range(0, 20_000).Select(_ => Convert.ToHexString(BitConverter.GetBytes(random.NextInt64()))).ToList();

        var (workbook, _) = await WriteAsync(Report.OfTexts(texts), new ExcelOptions { Compression = compression }, validate: false);

        Assert.Equal(texts, workbook.Sheets[0].Column(0));
    }

    internal static async Task<(ExcelWorkbook Workbook, ExcelSummary Summary)> WriteAsync(ReportTable table, ExcelOptions? options = null, bool validate = true)
    {
        var target = new AsyncOnlyStream();
        var summary = await Writer().WriteAsync(table, target, options ?? new ExcelOptions(), CancellationToken.None);
        var file = target.ToArray();
        if (validate)
        {
            PackageCheck.IsValid(file);
        }
        return (ExcelReader.Read(file), summary);
    }

    internal static ExcelWriter Writer() => new(new StoppedClock(Now));
}
