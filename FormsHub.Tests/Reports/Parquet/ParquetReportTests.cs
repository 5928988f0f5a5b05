using System.Globalization;
using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Support;
using FormsHub.Tests.Submissions;
using Parquet;
using Parquet.Schema;

namespace FormsHub.Tests.Reports.Parquet;

public class ParquetReportTests(IdleApplication app) : IClassFixture<IdleApplication>
{
    private readonly HttpClient _client = app.CreateApiClient();

    [Fact]
    public async Task Columns_are_typed_and_what_does_not_fit_is_kept_beside_them()
    {
        var form = await app.NewFormAsync(new("name", ColumnKind.Text), new("amount", ColumnKind.Number), new("ok", ColumnKind.Boolean), new("day", ColumnKind.Date), new("when", ColumnKind.Timestamp), new("photo", ColumnKind.Blob));
        var picture = await app.KeepAsync([1, 2, 3], "image/png");
        await form.AddAsync(new TestSubmission
        {
            Submitter = "Zoë",
            Columns = form.Values(
                ("name", FieldValue.OfText("=1+1 \u202e 名前")), ("amount", FieldValue.Of(-12.5m)), ("ok", FieldValue.Of(false)), ("day", FieldValue.OfDate(new(1899, 12, 31))),
                ("when", FieldValue.OfTimestamp(new(2026, 11, 18, 9, 30, 0))), ("photo", FieldValue.Of(new BlobReference(picture, "image/png", 3)))),
        });
        await form.AddAsync(new TestSubmission
        {
            State = SubmissionState.NeedsAttention,
            Columns = form.Values(("name", FieldValue.OfText("007"))),
            Ledger = [new() { SubmissionId = 0, FieldId = form.Field("amount").Id, Text = "twelve", Problem = "No number." }],
        });
        await form.AddAsync(new TestSubmission { Columns = form.Values(("amount", FieldValue.Of(0.123456789012m))) });

        var table = await ReadAsync($"/api/forms/{form.Id}/submissions.parquet?sort=number");

        Assert.Equal(["number", "submittedAt", "submitter", "version", "state", "review", "name", "amount", "ok", "day", "when", "photo", "other_values"], table.Keys);
        Assert.Equal([1m, 2m, 3m], table["number"]);
        Assert.Equal(["=1+1 \u202e 名前", "007", null], table["name"]);
        Assert.Equal([-12.5m, null, null], table["amount"]);
        Assert.Equal([false, null, null], table["ok"]);
        Assert.Equal([new DateTime(1899, 12, 31), null, null], table["day"]);
        Assert.Equal([new DateTime(2026, 11, 18, 9, 30, 0), null, null], table["when"]);
        Assert.Equal(new DateTime(2026, 11, 18, 12, 0, 0), table["submittedAt"][0]);
        Assert.EndsWith($"/files/{Convert.ToHexStringLower(picture)}", Assert.IsType<string>(table["photo"][0]), StringComparison.Ordinal);
        Assert.Null(table["other_values"][0]);
        Assert.Equal("twelve", Other(table, 1, "amount"));
        Assert.Equal("0.123456789012", Other(table, 2, "amount"));
    }

    [Fact]
    public async Task Whatever_was_submitted_comes_back_under_its_own_column_over_several_row_groups()
    {
        // Wide enough that a row group has 400 rows.
        var form = await app.NewFormAsync([.. Enumerable.Range(0, 1240).Select(i => new TestField($"t{i}", i % 2 == 0 ? ColumnKind.Text : ColumnKind.Number))]);
        for (var row = 0; row < 450; row++)
        {
            await form.AddAsync(new TestSubmission { Columns = form.Values(("t0", FieldValue.OfText($"text {row}")), ("t1", FieldValue.Of(row)), ($"t{1239}", FieldValue.Of(-row))) });
        }

        var table = await ReadAsync($"/api/forms/{form.Id}/submissions.parquet?sort=number");

        Assert.Equal(Enumerable.Range(0, 450).Select(row => $"text {row}"), table["t0"]);
        Assert.Equal(Enumerable.Range(0, 450).Select(row => (object?)(decimal)row), table["t1"]);
        Assert.Equal(Enumerable.Range(0, 450).Select(row => (object?)(decimal)-row), table["t1239"]);
        Assert.All(table["t2"], Assert.Null);
    }

    [Fact]
    public async Task A_file_of_nothing_has_its_columns()
    {
        var form = await app.NewFormAsync(new("name", ColumnKind.Text), new("other_values", ColumnKind.Text));
        var table = await ReadAsync($"/api/forms/{form.Id}/submissions.parquet?column=name&column=other_values");
        Assert.Equal(["name", "other_values", "other_values_"], table.Keys);
        Assert.All(table.Values, Assert.Empty);
    }

    private static string? Other(Dictionary<string, List<object?>> table, int row, string column) =>
        JsonDocument.Parse(Assert.IsType<string>(table["other_values"][row])).RootElement.GetProperty(column).GetString();

    private async Task<Dictionary<string, List<object?>>> ReadAsync(string address)
    {
        using var file = new MemoryStream(await _client.GetByteArrayAsync(address));
        await using var reader = await ParquetReader.CreateAsync(file);
        var table = reader.Schema.DataFields.ToDictionary(field => field.Name, _ => new List<object?>());
        for (var index = 0; index < reader.RowGroupCount; index++)
        {
            using var group = reader.OpenRowGroupReader(index);
            foreach (var field in reader.Schema.DataFields)
            {
                table[field.Name].AddRange(await CellsAsync(group, field));
            }
        }

        return table;
    }

    private static async Task<IEnumerable<object?>> CellsAsync(ParquetRowGroupReader group, DataField field)
    {
        var rows = (int)group.RowCount;
        switch (field.ClrType)
        {
            case var type when type == typeof(decimal):
                var numbers = new decimal?[rows];
                await group.ReadAsync<decimal>(field, numbers);
                return numbers.Cast<object?>();
            case var type when type == typeof(bool):
                var booleans = new bool?[rows];
                await group.ReadAsync<bool>(field, booleans);
                return booleans.Cast<object?>();
            case var type when type == typeof(DateTime):
                var moments = new DateTime?[rows];
                await group.ReadAsync<DateTime>(field, moments);
                return moments.Cast<object?>();
            case var type when type == typeof(ReadOnlyMemory<char>) || type == typeof(string):
                var texts = new string[rows];
                await group.ReadAsync(field, texts);
                return texts;
            default:
                throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"{field.Name} is {field.ClrType}."));
        }
    }
}
