using System.Globalization;
using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Reports.Csv;
using FormsHub.Tests.Reports.Excel;
using FormsHub.Tests.Submissions;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Reports;

/// <summary>What was submitted comes back from every kind of file, whatever it is, whichever columns are chosen, and each value under its own header.</summary>
public class FileRoundTripTests(IdleApplication app) : IClassFixture<IdleApplication>
{
    private static readonly TestField[] First =
    [
        new("name", ColumnKind.Text), new("amount", ColumnKind.Number), new("ok", ColumnKind.Boolean), new("day", ColumnKind.Date), new("plan", ColumnKind.Choice), new("photo", ColumnKind.Blob),
        new("name", ColumnKind.Boolean, FieldType.CheckBox), new("state", ColumnKind.Text), new("seen", null),
    ];

    private static readonly TestField[] Later =
        [new("when", ColumnKind.Timestamp), new("поле \"1\", =x", ColumnKind.Text), new("second day", ColumnKind.Date), new("note", ColumnKind.Text), new("waiting", ColumnKind.Number, FieldType.Text, Ready: false)];

    private readonly HttpClient _client = app.CreateApiClient();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Whatever_was_submitted_comes_back_under_its_own_header(int seed)
    {
        var random = new Random(seed);
        var form = await app.NewFormAsync(First);
        var submissions = new RandomSubmissions(random, form, new HostileValues(random).Of);
        var all = new List<TestSubmission>();
        await AddAsync(25);
        // Fields that earlier submissions never had; one is called like another one.
        await form.AddFieldsAsync(Later);
        await app.LabelAsync(form, "note", "name");
        await AddAsync(25);
        var expected = all.Where(submission => !submission.Trashed).OrderBy(submission => submission.Number).ToList();

        for (var round = 0; round < 6; round++)
        {
            var columns = Choose(random, form.Fields);
            var names = $"sort=number{string.Concat(columns.Select(column => $"&column={Uri.EscapeDataString(column)}"))}";
            await CheckExcelAsync(form, expected, columns, names);
            await CheckCsvAsync(form, expected, columns, names, guarded: round % 2 == 0);
            await CheckJsonAsync(form, expected, columns, names);
        }

        async Task AddAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                all.Add(await form.AddAsync(submissions.Submission()));
            }
        }
    }

    private async Task CheckExcelAsync(TestForm form, List<TestSubmission> expected, List<string> columns, string names)
    {
        var file = await _client.GetByteArrayAsync($"/api/forms/{form.Id}/submissions.xlsx?labels=keys&summary=true&{names}");
        PackageCheck.IsValid(file);
        var sheet = ExcelReader.Read(file).Sheets[0];
        Assert.Equal(expected.Count, sheet.Rows.Count - 1);
        var headers = sheet.Rows[0].ToDictionary(cell => (string)cell.Value.Value, cell => cell.Key);
        Assert.Equal(columns.Count, headers.Count);
        foreach (var (submission, row) in expected.Zip(sheet.Rows.Skip(1)))
        {
            foreach (var (column, index) in columns.Select(column => (column, Assert.Contains(HeaderOf(column, columns), (IDictionary<string, int>)headers))))
            {
                var value = Cell(form, column, submission);
                var cell = row.GetValueOrDefault(index)?.Value;
                if (value.Kind == ValueKind.Blob)
                {
                    Assert.EndsWith($"/{submission.Id}/files/{value.Blob!.Hex}", Assert.IsType<string>(cell), StringComparison.Ordinal);
                }
                else
                {
                    Assert.Equal((submission.Number, column, value.Kind == ValueKind.Empty ? null : InExcel(value)), (submission.Number, column, cell));
                }
            }
        }
    }

    private async Task CheckCsvAsync(TestForm form, List<TestSubmission> expected, List<string> columns, string names, bool guarded)
    {
        var text = await _client.GetStringAsync($"/api/forms/{form.Id}/submissions.csv?labels=keys&bom=false&guard={(guarded ? "true" : "false")}&{names}");
        var rows = CsvRows.Of(text);
        Assert.Equal(expected.Count, rows.Count - 1);
        Assert.Equal(columns.Count, rows[0].Length);
        foreach (var (submission, row) in expected.Zip(rows.Skip(1)))
        {
            foreach (var column in columns)
            {
                var value = Cell(form, column, submission);
                var cell = row[Array.IndexOf(rows[0], HeaderOf(column, columns))];
                if (value.Kind == ValueKind.Blob)
                {
                    Assert.EndsWith($"/{submission.Id}/files/{value.Blob!.Hex}", cell, StringComparison.Ordinal);
                }
                else
                {
                    // The guard is one apostrophe that is taken off again.
                    var unguarded = guarded && value.Kind == ValueKind.Text && cell.Length == value.Text!.Length + 1 ? cell[1..] : cell;
                    Assert.Equal((submission.Number, column, InText(value)), (submission.Number, column, unguarded));
                    Assert.True(unguarded.Length == cell.Length || cell[0] == '\'');
                }
            }
        }
    }

    private async Task CheckJsonAsync(TestForm form, List<TestSubmission> expected, List<string> columns, string names)
    {
        var lines = (await _client.GetStringAsync($"/api/forms/{form.Id}/submissions.jsonl?{names}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected.Count, lines.Length);
        var fields = columns.Where(column => !column.StartsWith('@')).ToList();
        foreach (var (submission, line) in expected.Zip(lines))
        {
            var item = JsonDocument.Parse(line).RootElement;
            Assert.Equal(submission.Number, item.GetProperty("number").GetInt32());
            var values = item.GetProperty("values");
            Assert.Equal(fields, values.EnumerateObject().Select(member => member.Name));
            foreach (var column in fields)
            {
                var value = Cell(form, column, submission);
                var member = values.GetProperty(column);
                Assert.Equal(value.Kind == ValueKind.Blob ? value.Blob!.Hex : InText(value), member.ValueKind switch
                {
                    JsonValueKind.Null => "",
                    JsonValueKind.String => member.GetString(),
                    JsonValueKind.Object => member.GetProperty("sha256").GetString(),
                    _ => member.GetRawText(),
                });
                Assert.Equal(value.Kind is ValueKind.Number, member.ValueKind == JsonValueKind.Number);
            }
        }
    }

    /// <summary>Some of the columns in any order, the submission's number among them.</summary>
    private static List<string> Choose(Random random, IReadOnlyList<FormField> fields)
    {
        var names = fields.Select(field => field.Name).Concat(["@number", "@version", "@state"]).ToArray();
        random.Shuffle(names);
        return [.. names.Where(name => name == "@number" || random.Next(4) > 0)];
    }

    // A field that is called like a property of the submission gives way where both are chosen.
    private static string HeaderOf(string column, List<string> columns) => column switch
    {
        ['@', ..] => column[1..],
        "state" when columns.Contains("@state") => "state 2",
        _ => column,
    };

    private static FieldValue Cell(TestForm form, string column, TestSubmission submission) => column switch
    {
        "@number" => FieldValue.Of(submission.Number),
        "@version" => FieldValue.Of(submission.Version),
        "@state" => FieldValue.OfText(WireNames.Of(submission.State)),
        _ => SubmissionOracle.Cell(form.Field(column), submission),
    };

    private static object InExcel(FieldValue value) => value.Kind switch
    {
        ValueKind.Text => InExcel(value.Text!.Replace("\r\n", "\n", StringComparison.Ordinal), value.Text!.Length),
        ValueKind.Number => value.Number.ToString("0.####################", CultureInfo.InvariantCulture).Replace(".", "", StringComparison.Ordinal).Trim('-', '0').Length > 15
            ? value.Number.ToString(CultureInfo.InvariantCulture)
            : value.Number,
        ValueKind.Boolean => value.Boolean,
        _ when value.Moment < new DateTime(1900, 3, 1) => InText(value),
        _ => value.Moment,
    };

    private static string InExcel(string text, int length)
    {
        const string Mark = "… [cut: a cell holds 32,767 characters]";
        const int Most = 32_767;
        var kept = Most - Mark.Length;
        return length <= Most ? text : text[..(char.IsHighSurrogate(text[kept - 1]) ? kept - 1 : kept)] + Mark;
    }

    private static string InText(FieldValue value) => value.Kind switch
    {
        ValueKind.Text => value.Text!,
        ValueKind.Number => value.Number.ToString(CultureInfo.InvariantCulture),
        ValueKind.Boolean => value.Boolean ? "true" : "false",
        ValueKind.Date => value.Moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ValueKind.Timestamp => value.Moment.ToString("s", CultureInfo.InvariantCulture),
        _ => "",
    };
}
