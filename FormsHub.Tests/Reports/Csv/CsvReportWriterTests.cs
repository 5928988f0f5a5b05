using System.Text;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports;
using FormsHub.Jobs.Reports.Csv;
using FormsHub.Jobs.Submissions;
using FsCheck;
using FsCheck.Fluent;

namespace FormsHub.Tests.Reports.Csv;

public class CsvReportWriterTests
{
    [Fact]
    public async Task Each_kind_of_value_has_one_way_to_be_written()
    {
        ReportColumn[] columns = [new("Name", ColumnKind.Text), new("Amount", ColumnKind.Number), new("Agreed", ColumnKind.Boolean), new("Born", ColumnKind.Date), new("Arrival", ColumnKind.Timestamp), new("Signature", ColumnKind.Blob), new("Nothing", ColumnKind.Text)];

        var text = await WriteAsync(Report.Of("Guests", columns,
            [FieldValue.OfText("Zoë \"Z\", née Ä"), FieldValue.Of(-1234.50m), FieldValue.Of(true), FieldValue.OfDate(new DateTime(2026, 11, 18)), FieldValue.OfTimestamp(new DateTime(2026, 11, 18, 15, 30, 0)), FieldValue.Of(Report.Signature), FieldValue.Empty],
            [FieldValue.OfText("two\nlines"), FieldValue.Of(0), FieldValue.Of(false), FieldValue.Empty, FieldValue.Empty, FieldValue.Empty, FieldValue.OfText(" ")]));

        Assert.Equal(
            "\ufeffName,Amount,Agreed,Born,Arrival,Signature,Nothing\r\n"
            + "\"Zoë \"\"Z\"\", née Ä\",-1234.50,true,2026-11-18,2026-11-18T15:30:00,\"image/png, 12 KB\",\r\n"
            + "\"two\nlines\",0,false,,,,\" \"\r\n",
            text);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49 30 1234", "'+49 30 1234")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "'\r=1")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("-", "'-")]
    [InlineData("-5", "-5")]
    [InlineData("-5.25", "-5.25")]
    [InlineData("a=1", "a=1")]
    [InlineData("'=1", "'=1")]
    public async Task A_cell_that_would_run_is_made_text(string text, string written)
    {
        Assert.Equal(["Text", written], (await RoundTripAsync(Report.OfTexts(text))).Select(row => row[0]));
        Assert.Equal(["Text", text], (await RoundTripAsync(Report.OfTexts(text), new CsvOptions { GuardFormulas = false })).Select(row => row[0]));
    }

    [Fact]
    public async Task A_header_that_would_run_is_made_text_too() =>
        Assert.Equal("'=1+1", (await RoundTripAsync(Report.Of("Any", [new("=1+1", ColumnKind.Text)])))[0][0]);

    [Fact]
    public async Task A_negative_number_is_no_formula() =>
        Assert.Equal("-5", (await RoundTripAsync(Report.Of("Any", [new("Number", ColumnKind.Number)], [FieldValue.Of(-5)])))[1][0]);

    [Fact]
    public async Task Separator_quotes_mark_and_pictures_are_the_callers_choice()
    {
        var options = new CsvOptions { Separator = ';', ByteOrderMark = false, QuoteAll = true, BlobText = blob => $"https://forms.example.org/{blob.Size}" };

        var text = await WriteAsync(Report.Of("Any", [new("A,B", ColumnKind.Text), new("C", ColumnKind.Blob)], [FieldValue.OfText("x;y"), FieldValue.Of(Report.Signature)]), options);

        Assert.Equal("\"A,B\";\"C\"\r\n\"x;y\";\"https://forms.example.org/12288\"\r\n", text);
    }

    [Fact]
    public async Task An_empty_row_of_one_column_is_no_blank_line() =>
        Assert.Equal("\ufeffText\r\n\"\"\r\nx\r\n", await WriteAsync(Report.OfTexts("", "x")));

    [Fact]
    public async Task A_report_without_rows_has_its_header() =>
        Assert.Equal("\ufeffText\r\n", await WriteAsync(Report.OfTexts()));

    [Fact]
    public void Any_table_comes_back_cell_by_cell() =>
        Prop.ForAll(Tables().ToArbitrary(), table => ComesBack(table).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure);

    [Fact]
    public async Task Many_rows_are_handed_on_as_the_target_takes_them()
    {
        var read = 0;
        var readAtWrites = new List<int>();
        var target = new AsyncOnlyStream { BeforeWrite = _ => readAtWrites.Add(read) };
        var rows = Enumerable.Range(0, 100_000).Select(number => { read++; return new[] { FieldValue.OfText($"the text of row {number}") }; });

        var written = await CsvReportWriter.WriteAsync(Report.Of("Texts", [new("Text", ColumnKind.Text)], rows), target, new CsvOptions(), CancellationToken.None);

        Assert.Equal(100_000, written);
        Assert.Equal(1, readAtWrites[0]);
        Assert.All(readAtWrites.Zip(readAtWrites.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0, 10_000));
    }

    [Fact]
    public async Task A_cancelled_export_ends()
    {
        using var cancellation = new CancellationTokenSource();
        var target = new AsyncOnlyStream { BeforeWrite = written => { if (written > 100_000) { cancellation.Cancel(); } } };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CsvReportWriter.WriteAsync(
            Report.OfTexts(Enumerable.Range(0, int.MaxValue).Select(number => $"row {number}")), target, new CsvOptions(), cancellation.Token));
    }

    [Fact]
    public async Task A_row_of_another_length_is_a_mistake_not_a_shifted_row() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(Report.Of("Any", [new("Text", ColumnKind.Text)], new FieldValue[2])));

    private static async Task ComesBack(string[][] texts)
    {
        var columns = Enumerable.Range(0, texts[0].Length).Select(number => new ReportColumn($"Column {number}", ColumnKind.Text)).ToArray();

        var rows = await RoundTripAsync(
            Report.Of("Any", columns, texts.Select(row => row.Select(FieldValue.OfText).ToArray())), new CsvOptions { GuardFormulas = false });

        Assert.Equal(columns.Select(column => column.Header), rows[0]);
        Assert.Equal(texts.Select(row => row.Select(text => string.Concat(text.EnumerateRunes())).ToArray()), rows.Skip(1));
    }

    private static Gen<string[][]> Tables()
    {
        var texts = Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
            Gen.Elements('"', ',', '\r', '\n', ' ', '\'', '\ud83d', '\ude00', 'é', ';').ListOf().Select(characters => new string([.. characters])));
        return from width in Gen.Choose(1, 10) from height in Gen.Choose(1, 10) from rows in texts.ArrayOf(width).ArrayOf(height) select rows;
    }

    private static async Task<string> WriteAsync(ReportTable table, CsvOptions? options = null)
    {
        var target = new AsyncOnlyStream();
        await CsvReportWriter.WriteAsync(table, target, options ?? new CsvOptions(), CancellationToken.None);
        return Encoding.UTF8.GetString(target.ToArray());
    }

    private static async Task<List<string[]>> RoundTripAsync(ReportTable table, CsvOptions? options = null) =>
        CsvRows.Of((await WriteAsync(table, options)).TrimStart('\ufeff'));
}
