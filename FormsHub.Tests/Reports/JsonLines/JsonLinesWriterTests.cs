using System.Text;
using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports;
using FormsHub.Jobs.Reports.JsonLines;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Tests.Reports.JsonLines;

public class JsonLinesWriterTests
{
    [Fact]
    public async Task Each_row_is_an_object_on_its_own_line()
    {
        ReportColumn[] columns = [new("Name", ColumnKind.Text), new("Amount", ColumnKind.Number), new("Größe \"x\"", ColumnKind.Text)];

        var text = await WriteAsync(Report.Of("Guests", columns,
            [FieldValue.OfText("Zoë & 你好\n"), FieldValue.Of(12.50m), FieldValue.Empty],
            [FieldValue.Empty, FieldValue.Empty, FieldValue.OfText("")]));

        Assert.Equal(
            "{\"Name\":\"Zoë & 你好\\n\",\"Amount\":12.50,\"Größe \\\"x\\\"\":null}\n{\"Name\":null,\"Amount\":null,\"Größe \\\"x\\\"\":\"\"}\n",
            text);
    }

    [Fact]
    public async Task The_caller_can_give_rows_any_shape()
    {
        var target = new AsyncOnlyStream();

        var written = await JsonLinesWriter.WriteAsync(Numbers(3), (json, number) =>
        {
            json.WriteStartObject();
            json.WriteNumber("number", number);
            json.WriteEndObject();
        }, target, CancellationToken.None);

        Assert.Equal("{\"number\":0}\n{\"number\":1}\n{\"number\":2}\n", Encoding.UTF8.GetString(target.ToArray()));
        Assert.Equal(3, written);
    }

    [Fact]
    public async Task Every_character_is_valid_JSON_and_comes_back()
    {
        var texts = Enumerable.Range(0, 0x10000).Select(code => $"a{(char)code}b").ToList();

        var lines = (await WriteAsync(Report.OfTexts(texts))).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(texts.Select(text => string.Concat(text.EnumerateRunes())), lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("Text").GetString()));
    }

    [Fact]
    public async Task A_file_that_fails_half_way_ends_with_a_whole_line()
    {
        var target = new AsyncOnlyStream();
        var rows = Enumerable.Range(0, 20_000).Select(number => number < 19_999 ? new[] { FieldValue.OfText($"row {number}") } : throw new TimeoutException());

        await Assert.ThrowsAsync<TimeoutException>(() => JsonLinesWriter.WriteAsync(
            Report.Of("Texts", [new("Text", ColumnKind.Text)], rows), _ => "", target, CancellationToken.None));

        var text = Encoding.UTF8.GetString(target.ToArray());
        Assert.EndsWith("\"}\n", text, StringComparison.Ordinal);
        Assert.NotInRange(text.Length, 0, 100_000);
    }

    [Fact]
    public async Task A_cancelled_export_ends()
    {
        using var cancellation = new CancellationTokenSource();
        var target = new AsyncOnlyStream { BeforeWrite = written => { if (written > 100_000) { cancellation.Cancel(); } } };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => JsonLinesWriter.WriteAsync(
            Report.OfTexts(Enumerable.Range(0, int.MaxValue).Select(number => $"row {number}")), _ => "", target, cancellation.Token));
    }

    private static async Task<string> WriteAsync(ReportTable table)
    {
        var target = new AsyncOnlyStream();
        await JsonLinesWriter.WriteAsync(table, blob => $"/blobs/{blob.Hex}", target, CancellationToken.None);
        return Encoding.UTF8.GetString(target.ToArray());
    }

    private static async IAsyncEnumerable<int> Numbers(int count)
    {
        for (var number = 0; number < count; number++)
        {
            await Task.Yield();
            yield return number;
        }
    }
}
