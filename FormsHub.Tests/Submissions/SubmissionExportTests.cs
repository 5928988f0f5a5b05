using System.Net;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Reports.Csv;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Submissions;

public class SubmissionExportTests(IdleApplication app) : IClassFixture<IdleApplication>
{
    private readonly HttpClient _client = app.CreateApiClient();

    [Fact]
    public async Task A_json_line_is_the_list_item()
    {
        var form = await app.NewFormAsync(new("name", ColumnKind.Text), new("amount", ColumnKind.Number), new("photo", ColumnKind.Blob), new("seen", null));
        var random = new RandomSubmissions(new Random(11), form);
        for (var i = 0; i < 30; i++)
        {
            await form.AddAsync(random.Submission());
        }

        foreach (var query in (string[])["", "?sort=-amount", "?sort=name&f.amount=notempty", "?state=received", "?trashed=true"])
        {
            var list = await _client.GetJsonAsync($"/api/forms/{form.Id}/submissions{(query.Length == 0 ? "?" : query + "&")}limit=1000");
            var lines = (await _client.GetStringAsync($"/api/forms/{form.Id}/submissions.jsonl{query}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var items = list.GetProperty("items").EnumerateArray().ToArray();
            Assert.Equal(items.Length, lines.Length);
            Assert.All(items.Zip(lines), pair => Assert.True(JsonElement.DeepEquals(pair.First, JsonDocument.Parse(pair.Second).RootElement), pair.Second));
        }
    }

    [Fact]
    public async Task A_csv_has_a_header_and_a_row_for_each_submission_in_the_order_of_the_list()
    {
        var form = await app.NewFormAsync(new("name", ColumnKind.Text), new("name", ColumnKind.Boolean), new("day", ColumnKind.Date), new("Number", ColumnKind.Number));
        await form.AddAsync(new TestSubmission { Submitter = "Zoë", Columns = form.Values(("name", FieldValue.OfText("=1+1")), ("name#checkBox", FieldValue.Of(true)), ("Number", FieldValue.Of(-1.5m))) });
        await form.AddAsync(new TestSubmission { Review = ReviewState.OnHold, Columns = form.Values(("name", FieldValue.OfText("a,\"b\"\nc")), ("day", FieldValue.OfDate(new(2026, 11, 18)))) });

        Assert.Equal(
            [
                ["Number", "Submitted (UTC)", "Submitter", "Version", "State", "Review", "name", "name (name#checkBox)", "day", "Number 2"],
                ["2", "2026-11-18T12:00:00", "", "1", "normalized", "onHold", "a,\"b\"\nc", "", "2026-11-18", ""],
                ["1", "2026-11-18T12:00:00", "Zoë", "1", "normalized", "new", "'=1+1", "true", "", "-1.5"],
            ],
            await CsvAsync($"/api/forms/{form.Id}/submissions.csv"));
        var keys = await CsvAsync($"/api/forms/{form.Id}/submissions.csv?labels=keys&f.name=contains:%3D&sort=number");
        Assert.Equal(["number", "submittedAt", "submitter", "version", "state", "review", "name", "name#checkBox", "day"], keys[0][..9]);
        Assert.Equal("1", Assert.Single(keys.Skip(1))[0]);
    }

    [Fact]
    public async Task A_file_has_the_chosen_columns_in_the_chosen_order()
    {
        var form = await app.NewFormAsync(new("name", ColumnKind.Text), new("number", ColumnKind.Text), new("day", ColumnKind.Date));
        await form.AddAsync(new TestSubmission { Columns = form.Values(("name", FieldValue.OfText("Ada")), ("number", FieldValue.OfText("its own")), ("day", FieldValue.OfDate(new(2026, 11, 18)))) });

        Assert.Equal(
            [["day", "Review", "number 2", "Number", "name"], ["2026-11-18", "new", "its own", "1", "Ada"]],
            await CsvAsync($"/api/forms/{form.Id}/submissions.csv?column=day&column=review&column=number&column=@number&column=name"));
        var line = (await _client.GetStringAsync($"/api/forms/{form.Id}/submissions.jsonl?column=day&column=name")).Trim();
        Assert.Equal(["day", "name"], JsonDocument.Parse(line).RootElement.GetProperty("values").EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task An_excel_file_is_valid_and_has_typed_cells()
    {
        var form = await app.NewFormAsync(new("amount", ColumnKind.Number), new("photo", ColumnKind.Blob));
        var picture = await app.KeepAsync([1, 2, 3], "image/png");
        await form.AddAsync(new TestSubmission { Columns = form.Values(("amount", FieldValue.Of(12.5m)), ("photo", FieldValue.Of(new BlobReference(picture, "image/png", 3)))) });
        await form.AddAsync(new TestSubmission { State = SubmissionState.Received });

        using var response = await _client.GetAsync($"/api/forms/{form.Id}/submissions.xlsx");
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", response.Content.Headers.ContentType?.MediaType);
        Assert.Matches(@"^form-\d+-\d{4}-\d\d-\d\d\.xlsx$", response.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        using var workbook = SpreadsheetDocument.Open(new MemoryStream(await response.Content.ReadAsByteArrayAsync()), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(workbook));
        var sheet = (WorksheetPart)workbook.WorkbookPart!.GetPartById(workbook.WorkbookPart.Workbook.Descendants<Sheet>().First().Id!);
        var rows = sheet.Worksheet.Descendants<Row>().ToArray();
        Assert.Equal(3, rows.Length);
        Assert.Equal("12.5", rows[2].Elements<Cell>().Single(cell => cell.CellReference == "G3").CellValue?.Text);
        Assert.Contains("/api/submissions/", sheet.HyperlinkRelationships.Single().Uri.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    [InlineData("jsonl")]
    [InlineData("pdf")]
    [InlineData("pdf?layout=pages")]
    [InlineData("pdf?layout=bundle")]
    [InlineData("zip")]
    public async Task A_file_of_nothing_is_a_file(string ending)
    {
        var form = await app.NewFormAsync(new TestField("name", ColumnKind.Text));
        using var response = await _client.GetAsync($"/api/forms/{form.Id}/submissions.{ending}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData("submissions.csv?labels=names", "labels")]
    [InlineData("submissions.jsonl?f.x=1", "f.x")]
    [InlineData("submissions.xlsx?column=x", "column")]
    [InlineData("submissions.csv?column=number&column=@number", "column")]
    [InlineData("submissions.csv?separator=pipe", "separator")]
    [InlineData("submissions.csv?bom=true&bom=false", "bom")]
    [InlineData("submissions.xlsx?separator=tab", "separator")]
    [InlineData("submissions.pdf?layout=letter", "layout")]
    [InlineData("submissions.pdf?paper=a3", "paper")]
    [InlineData("submissions.pdf?charts=1", "charts")]
    [InlineData("submissions.zip?documents=yes", "documents")]
    [InlineData("submissions.csv?layout=pages", "layout")]
    public async Task What_a_file_cannot_be_asked_for_is_refused(string path, string parameter)
    {
        var form = await app.NewFormAsync();
        var problem = await _client.GetJsonAsync($"/api/forms/{form.Id}/{path}", HttpStatusCode.BadRequest);
        Assert.Equal(parameter, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task A_failure_half_way_breaks_the_connection(string ending)
    {
        // Pieces of 250 rows; the last, oldest row holds a number that no cell can.
        var form = await app.NewFormAsync([.. Enumerable.Range(0, 1000).Select(i => new TestField($"n{i}", ColumnKind.Number))]);
        for (var i = 0; i < 260; i++)
        {
            await form.AddAsync(new TestSubmission { SubmittedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(i) });
        }

        await app.Database.ExecuteAsync($"UPDATE data.f{form.Id} SET {form.Fields[0].ColumnName} = 1e40 WHERE number = 1");
        using var response = await _client.GetAsync($"/api/forms/{form.Id}/submissions.{ending}", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Assert.ThrowsAnyAsync<IOException>(async () => await (await response.Content.ReadAsStreamAsync()).CopyToAsync(Stream.Null));
    }

    private async Task<List<string[]>> CsvAsync(string path) => CsvRows.Of((await _client.GetStringAsync(path)).TrimStart('\uFEFF'));
}
