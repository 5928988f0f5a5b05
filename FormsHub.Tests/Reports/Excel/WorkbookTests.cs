using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Excel.Pictures;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Reports.Pdf;
using FormsHub.Tests.Submissions;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Reports.Excel;

/// <summary>The workbook as people download it: its sheets, its charts, its pictures, and what it says of itself.</summary>
public class WorkbookTests(IdleApplication app) : IClassFixture<IdleApplication>
{
    private readonly HttpClient _client = app.CreateApiClient();

    [Fact]
    public async Task A_workbook_has_the_data_first_then_summary_choices_and_what_it_is()
    {
        var form = await app.GuestsAsync(60);
        await app.TitleAsync(form, "Summary");

        var workbook = ExcelReader.Read(await FileAsync(form, ""));

        Assert.Equal(["Summary", "Summary 2", "Choices", "About this report", "Chart data"], workbook.Sheets.Select(sheet => sheet.Name));
        Assert.Equal(61, workbook.Sheets[0].Rows.Count);
        Assert.NotNull(workbook.Sheet("Choices").TableRange);
        Assert.DoesNotContain(workbook.Parts, part => part.Contains("externalLink", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_chart_shows_cells_that_hold_what_it_remembers()
    {
        var form = await app.GuestsAsync(80);

        var file = await FileAsync(form, "");

        var workbook = ExcelReader.Read(file);
        var charts = ExcelCharts.Of(file);
        // Over time, two choices, an age, a check box and a date; texts have none.
        Assert.Equal(6, charts.Count);
        Assert.All(charts, chart => Assert.Equal(chart.Remembered, chart.Cells(workbook)));
        Assert.All(charts, chart => Assert.InRange(chart.Remembered.Sum(point => point.Count), 1, 80));
    }

    [Fact]
    public async Task The_options_of_a_choice_are_listed_with_what_is_stored_and_how_often_and_add_up()
    {
        var form = await app.GuestsAsync(50);

        var rows = ExcelReader.Read(await FileAsync(form, "summary=false")).Sheet("Choices").Rows;

        var rooms = rows.Skip(1).Where(row => row[1].Value.Equals("rooms")).ToList();
        Assert.Equal(["Single room", "Double room", "Suite with a view of the lake", "No room", "(other answers)", "(no answer)"], rooms.Select(row => row[2].Value));
        Assert.Equal(["1", "2", "3", "0", "", ""], rooms.Select(row => row[3].Value));
        Assert.Equal(50m, rooms.Sum(row => (decimal)row[4].Value));
        Assert.Equal(50m, rows.Skip(1).Where(row => row[1].Value.Equals("track")).Sum(row => (decimal)row[4].Value));
    }

    [Fact]
    public async Task It_says_what_it_holds_and_anybody_can_check_it()
    {
        var form = await app.GuestsAsync(30);
        await app.TitleAsync(form, "Guests & hosts");
        await form.AddAsync(new TestSubmission { Version = 3, Columns = form.Values(("name", FieldValue.OfText(new string('x', 40_000))), ("city", FieldValue.OfText("Berlin"))) });
        const string Query = "f.city=Berlin&version=1,3&sort=number&column=name&column=city&column=@submittedAt";

        var about = ExcelReader.Read(await FileAsync(form, Query + "&choices=split")).Sheet("About this report");

        Assert.Equal("Guests & hosts", about.Beside("Form"));
        Assert.StartsWith("The form's version is 1 or 3.\nГород is “Berlin”.\n", about.Beside("Which submissions"), StringComparison.Ordinal);
        Assert.Equal("By number, the lowest first.", about.Beside("Order"));
        Assert.StartsWith("3 chosen of 14: name, Город, Submitted (UTC).", about.Beside("Columns"), StringComparison.Ordinal);
        Assert.StartsWith("31,", about.Beside("Submissions in the form"), StringComparison.Ordinal);
        Assert.EndsWith("3 (1)", about.Beside("Versions of the form"), StringComparison.Ordinal);
        Assert.Contains("1 text is longer than a cell", about.Beside("How to read it"), StringComparison.Ordinal);
        var csv = await _client.GetByteArrayAsync($"/api/forms/{form.Id}/submissions.csv?{Query}&labels=keys&bom=false&quote=all&guard=false");
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(csv)), about.Beside("Fingerprint of the data"));
        var address = new Uri(about.Beside("How to check it").Split(' ').Single(word => word.StartsWith("http", StringComparison.Ordinal)));
        Assert.Equal(csv, await _client.GetByteArrayAsync(address.PathAndQuery));
    }

    [Fact]
    public async Task Without_a_summary_it_says_so()
    {
        var form = await app.GuestsAsync(3);

        var workbook = ExcelReader.Read(await FileAsync(form, "summary=false"));

        Assert.Equal(["Choices", "About this report"], workbook.Sheets.Skip(1).Select(sheet => sheet.Name));
        Assert.Equal("It was not asked for.", workbook.Sheet("About this report").Beside("Summary"));
    }

    [Fact]
    public async Task A_form_without_fields_or_submissions_has_a_workbook_too()
    {
        var form = await app.NewFormAsync();

        Assert.Equal(["Summary", "About this report"], ExcelReader.Read(await FileAsync(form, "")).Sheets.Skip(1).Select(sheet => sheet.Name));
    }

    [Fact]
    public async Task Each_picture_leads_to_the_submission_it_belongs_to()
    {
        var form = await app.NewFormAsync(new TestField("photo", ColumnKind.Blob));
        var picture = new BlobReference(await app.KeepAsync(Png.Of(4, 4), "image/png"), "image/png", 1);
        var ids = new List<long>();
        for (var i = 0; i < 130; i++)
        {
            ids.Add((await form.AddAsync(new TestSubmission { Columns = form.Values(("photo", FieldValue.Of(picture))) })).Id);
        }

        var sheet = ExcelReader.Read(await FileAsync(form, "sort=number&column=photo")).Sheets[0];

        Assert.Equal(ids.Select(id => $"{app.Address.GetLeftPart(UriPartial.Authority)}/api/submissions/{id}/files/{picture.Hex}"), sheet.Column(0));
        Assert.Equal(ids.Count, sheet.Links.Count);
    }

    [Fact]
    public async Task Pictures_stand_in_their_cells_each_different_one_kept_once()
    {
        var form = await app.NewFormAsync(new("photo", ColumnKind.Blob), new("sign", ColumnKind.Blob));
        var small = new BlobReference(await app.KeepAsync(Png.Of(40, 20), "image/png"), "image/png", 1);
        var wide = new BlobReference(await app.KeepAsync(Png.Of(500, 100), "image/png"), "image/png", 1);
        var gif = new BlobReference(await app.KeepAsync([.. "GIF89a"u8, 1, 2, 3], "image/gif"), "image/gif", 1);
        await form.AddAsync(new TestSubmission { Columns = form.Values(("photo", FieldValue.Of(small)), ("sign", FieldValue.Of(wide))) });
        await form.AddAsync(new TestSubmission { Columns = form.Values(("photo", FieldValue.Of(small)), ("sign", FieldValue.Of(gif))) });

        var file = await FileAsync(form, "pictures=thumbnails&sort=number&column=photo&column=sign");

        var workbook = ExcelReader.Read(file);
        Assert.Equal(["xl/media/image1.png", "xl/media/image2.png"], workbook.Parts.Where(part => part.StartsWith("xl/media/", StringComparison.Ordinal)));
        using var zip = new ZipArchive(new MemoryStream(file));
        using var drawing = new StreamReader(zip.GetEntry("xl/drawings/drawing1.xml")!.Open());
        Assert.Equal(3, (await drawing.ReadToEndAsync()).Split("<xdr:pic>").Length - 1);
        // Behind a picture its address is still there.
        Assert.Equal((";;;", "49"), (workbook.Sheets[0].Rows[1][0].Format, workbook.Sheets[0].Rows[2][1].Format));
        Assert.EndsWith(small.Hex, (string)workbook.Sheets[0].Rows[1][0].Value, StringComparison.Ordinal);
        Assert.Equal("B3", Assert.Single(workbook.Sheets[0].Links).Key);
        Assert.StartsWith("3 stand in their cells; a click on one leads to the whole picture.\n1 are links", workbook.Sheet("About this report").Beside("Pictures and signatures"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beyond_so_many_pictures_the_rest_are_links()
    {
        var form = await app.NewFormAsync(new TestField("photo", ColumnKind.Blob));
        var picture = new BlobReference(await app.KeepAsync(Png.Of(5, 5), "image/png"), "image/png", 1);
        for (var i = 0; i < Thumbnails.MostPictures + 3; i++)
        {
            await form.AddAsync(new TestSubmission { Columns = form.Values(("photo", FieldValue.Of(picture))) });
        }

        var workbook = ExcelReader.Read(await FileAsync(form, "pictures=thumbnails&column=photo&summary=false"));

        Assert.Equal(3, workbook.Sheets[0].Links.Count);
        Assert.Contains("3 are links", workbook.Sheet("About this report").Beside("Pictures and signatures"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_pictures_their_kinds_and_sizes_stand_in_the_cells()
    {
        var form = await app.NewFormAsync(new TestField("photo", ColumnKind.Blob));
        var bytes = Png.Of(5, 5);
        await form.AddAsync(new TestSubmission { Columns = form.Values(("photo", FieldValue.Of(new BlobReference(await app.KeepAsync(bytes, "image/png"), "image/png", 1)))) });

        var sheet = ExcelReader.Read(await FileAsync(form, "pictures=none&column=photo")).Sheets[0];

        Assert.Equal($"image/png, {bytes.Length} bytes", sheet.Rows[1][0].Value);
        Assert.Empty(sheet.Links);
    }

    [Fact]
    public async Task More_columns_than_a_sheet_holds_are_refused_with_advice()
    {
        var form = await app.NewFormAsync([.. Enumerable.Range(0, 170).Select(number => new TestField($"c{number}", ColumnKind.Choice))]);
        var options = string.Join(',', Enumerable.Range(0, 99).Select(number => $$"""{"label": "o{{number}}", "value": "{{number}}"}"""));
        await app.Database.ExecuteAsync($$"""UPDATE form_version_fields SET definition = definition || '{"options": [{{options}}]}'::jsonb WHERE field_id IN (SELECT id FROM form_fields WHERE form_id = {{form.Id}})""");

        var problem = await _client.GetJsonAsync($"/api/forms/{form.Id}/submissions.xlsx?choices=split", HttpStatusCode.UnprocessableEntity);

        Assert.Equal("The file would have 17,006 columns; an Excel sheet holds 16,384. Choose fewer columns, keep each choice in one, or take CSV or JSON Lines.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Split_choices_are_truth_values()
    {
        var form = await app.NewFormAsync(new TestField("plan", ColumnKind.Choice));
        await form.AddAsync(new TestSubmission { Columns = form.Values(("plan", FieldValue.OfText("Pro"))) });
        await form.AddAsync(new TestSubmission { Columns = form.Values(("plan", FieldValue.OfText("Else"))) });
        await app.OfferAsync(form, "plan", ("Basic", "b"), ("Pro", "p"));

        var sheet = ExcelReader.Read(await FileAsync(form, "choices=split&sort=number&column=plan")).Sheets[0];

        Assert.Equal(["plan: Basic", "plan: Pro", "plan: other"], sheet.TableColumns);
        Assert.Equal([false, true], sheet.Rows[1].Values.Select(cell => cell.Value));
        Assert.Equal([false, false, "Else"], sheet.Rows[2].Values.Select(cell => cell.Value));
    }

    private async Task<byte[]> FileAsync(TestForm form, string query)
    {
        var file = await _client.GetByteArrayAsync($"/api/forms/{form.Id}/submissions.xlsx?{query}");
        PackageCheck.IsValid(file);
        return file;
    }
}
