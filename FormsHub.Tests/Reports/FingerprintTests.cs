using System.Security.Cryptography;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports;
using FormsHub.Jobs.Reports.Csv;
using FormsHub.Jobs.Reports.JsonLines;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Reports.Csv;
using FsCheck;
using FsCheck.Fluent;

namespace FormsHub.Tests.Reports;

public class FingerprintTests
{
    private static readonly CsvOptions Canonical = new() { ByteOrderMark = false, QuoteAll = true, GuardFormulas = false, BlobText = Address };

    [Fact]
    public void It_is_the_hash_of_the_same_table_as_CSV() =>
        Prop.ForAll(Tables().ToArbitrary(), table => IsHashOfCsv(table).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void CSV_and_JSON_lines_give_any_text_back() =>
        Prop.ForAll(Tables().ToArbitrary(), table => ComesBack(table).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void Other_data_have_another_one()
    {
        var texts = new[] { "", "a", "a,b", "\"a\"", "\",\"" };
        Assert.Equal(texts.Length, texts.Select(text => Of(["x", "y"], [[FieldValue.OfText(text), FieldValue.OfText("z")]])).Distinct().Count());
        Assert.NotEqual(Of(["x"], [[FieldValue.Of(1)], [FieldValue.Of(2)]]), Of(["x"], [[FieldValue.Of(2)], [FieldValue.Of(1)]]));
    }

    private static async Task IsHashOfCsv((string[] Headers, FieldValue[][] Rows) table)
    {
        var target = new AsyncOnlyStream();
        await CsvReportWriter.WriteAsync(Report.Of("Any", [.. table.Headers.Select(header => new ReportColumn(header, ColumnKind.Text))], table.Rows), target, Canonical, CancellationToken.None);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(target.ToArray())), Of(table.Headers, table.Rows));
    }

    private static async Task ComesBack((string[] Headers, FieldValue[][] Rows) table)
    {
        var columns = table.Headers.Select((header, index) => new ReportColumn($"{index} {Whole(header)}", ColumnKind.Text)).ToArray();
        var csv = new AsyncOnlyStream();
        await CsvReportWriter.WriteAsync(Report.Of("Any", columns, table.Rows), csv, new CsvOptions { ByteOrderMark = false, GuardFormulas = false }, CancellationToken.None);
        var rows = CsvRows.Of(System.Text.Encoding.UTF8.GetString(csv.ToArray()));
        Assert.Equal(columns.Select(column => column.Header), rows[0]);
        var json = new AsyncOnlyStream();
        await JsonLinesWriter.WriteAsync(Report.Of("Any", columns, table.Rows), Address, json, CancellationToken.None);
        var lines = System.Text.Encoding.UTF8.GetString(json.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var row = 0; row < table.Rows.Length; row++)
        {
            var values = System.Text.Json.JsonDocument.Parse(lines[row]).RootElement.EnumerateObject().ToArray();
            for (var column = 0; column < columns.Length; column++)
            {
                if (table.Rows[row][column] is { Kind: ValueKind.Text } text)
                {
                    Assert.Equal(Whole(text.Text!), rows[row + 1][column]);
                    Assert.Equal((columns[column].Header, Whole(text.Text!)), (values[column].Name, values[column].Value.GetString()));
                }
            }
        }
    }

    private static string Whole(string text) => Excel.ExcelTextTests.WithoutLoneSurrogates(text);

    private static string Of(string[] headers, FieldValue[][] rows)
    {
        using var fingerprint = new Fingerprint(headers, Address);
        foreach (var row in rows)
        {
            fingerprint.Add(row);
        }

        return fingerprint.Finish();
    }

    private static string Address(BlobReference blob) => $"https://forms.example.org/\"{blob.Hex}\"";

    private static Gen<(string[] Headers, FieldValue[][] Rows)> Tables()
    {
        var texts = Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
            Gen.Elements('"', ',', '\r', '\n', ' ', '\u0001', '\ud83d', '\ude00', '\uffff', 'é', '=').ListOf().Select(characters => new string([.. characters])),
            Gen.Choose(30_000, 70_000).Select(length => new string('ж', length)));
        var moments = Gen.Choose(0, 3_652_058).SelectMany(day => Gen.Choose(0, 86_399_999).Select(moment => DateTime.MinValue.AddDays(day).AddTicks(moment * 10_000L + moment % 7)));
        var values = Gen.OneOf(
            Gen.Constant(FieldValue.Empty), texts.Select(FieldValue.OfText), texts.Select(FieldValue.OfText), ArbMap.Default.GeneratorFor<decimal>().Select(FieldValue.Of),
            ArbMap.Default.GeneratorFor<bool>().Select(FieldValue.Of), moments.Select(FieldValue.OfDate), moments.Select(FieldValue.OfTimestamp), Gen.Constant(FieldValue.Of(Report.Signature)));
        return from width in Gen.Choose(1, 6)
               from height in Gen.Choose(0, 6)
               from headers in texts.ArrayOf(width)
               from rows in values.ArrayOf(width).ArrayOf(height)
               select (headers, rows);
    }
}
