using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Reports.Excel;
using FormsHub.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FormsHub.Tests;

/// <summary>The whole way in a real browser: a form is published, its link opened, every kind of field filled, submitted and read back.</summary>
public sealed class EndToEndTests(FormsHubApplication application) : IClassFixture<FormsHubApplication>
{
    private const string OnePixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Fact]
    public async Task What_a_respondent_enters_is_what_the_author_reads()
    {
        using var api = application.CreateApiClient();
        var form = await api.PublishAsync(SampleForm.EventRegistration);
        var page = await (await Browser.OpenAsync(application)).NewPageAsync();
        var troubles = new ConcurrentQueue<string>();
        page.PageError += (_, error) => troubles.Enqueue(error);

        await page.GotoAsync(form.GetProperty("fillUrl").GetString()!);
        var editor = page.FrameLocator("iframe[name=frameEditor]");
        await Expect(editor.Locator("body")).ToContainTextAsync("practice editor");
        await FillAsync(page, editor);
        await editor.Locator("#submit").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Submission no. 1 received" })).ToBeVisibleAsync();
        await Expect(page.Locator("iframe")).ToHaveCountAsync(0);
        await ValuesArriveAsync(api, form.GetProperty("id").GetInt32());
        Assert.Empty(troubles);

        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Submission no. 1 received" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_whole_way_in_the_browser_ends_with_the_right_cells_in_Excel()
    {
        using var person = await SignedInPerson.ArriveAsync(application);
        var author = await (await Browser.OpenAsync(application, person)).NewPageAsync();
        await author.GotoAsync("/");
        await author.SetInputFilesAsync(
            "input[type=file]", new FilePayload { Name = "whole_way.pdf", MimeType = "application/pdf", Buffer = PdfFormWriter.Write(SampleForm.EventRegistration) });
        await author.WaitForURLAsync("**/forms/new/*");
        await author.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await author.WaitForURLAsync("**/forms/*?published");
        var link = await author.GetByRole(AriaRole.Link, new() { Name = "Open form" }).GetAttributeAsync("href");

        var respondent = await (await Browser.OpenAsync(application)).NewPageAsync();
        await respondent.GotoAsync(link!);
        var editor = respondent.FrameLocator("iframe[name=frameEditor]");
        await FillAsync(respondent, editor);
        await editor.Locator("#submit").ClickAsync();
        await Expect(respondent.GetByRole(AriaRole.Heading, new() { Name = "Submission no. 1 received" })).ToBeVisibleAsync();
        using var api = application.CreateApiClient();
        await ValuesArriveAsync(api, int.Parse(new Uri(author.Url).Segments[^1], CultureInfo.InvariantCulture));

        await author.GotoAsync(new Uri(author.Url).AbsolutePath);
        await Expect(author.GetByRole(AriaRole.Table)).ToContainTextAsync("Ada Lovelace");
        await author.Locator("[data-menu=download] > summary").ClickAsync();
        var download = await author.RunAndWaitForDownloadAsync(() => author.GetByRole(AriaRole.Button, new() { Name = "Download 1 as Excel" }).ClickAsync());
        AssertCells(ExcelReader.Read(await File.ReadAllBytesAsync(await download.PathAsync())).Sheets[0]);
    }

    [Fact]
    public async Task Nothing_is_sent_before_what_is_required_is_there()
    {
        using var api = application.CreateApiClient();
        var form = await api.PublishAsync(SampleForm.EventRegistration);
        var page = await (await Browser.OpenAsync(application, viewport: Browser.Phone)).NewPageAsync();

        await page.GotoAsync(form.GetProperty("fillUrl").GetString()!);
        var editor = page.FrameLocator("iframe[name=frameEditor]");
        await editor.GetByLabel("E-mail").FillAsync("not an address");
        await editor.GetByLabel("Postal code").PressSequentiallyAsync("1a2b3c45");
        await editor.Locator("#submit").ClickAsync();

        await Expect(editor.GetByRole(AriaRole.Alert)).ToContainTextAsync("7 fields need your attention");
        await Expect(editor.GetByLabel("Full name")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(editor.Locator("#message")).ToContainTextAsync("E-mail: this does not have the form that is asked for");
        await Expect(editor.GetByLabel("Postal code")).ToHaveValueAsync("12345");
        await Expect(page.Locator("#received")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task What_was_entered_and_left_is_there_when_the_respondent_comes_back()
    {
        using var api = application.CreateApiClient();
        var form = await api.PublishAsync(SampleForm.EventRegistration);
        var page = await (await Browser.OpenAsync(application)).NewPageAsync();
        await page.GotoAsync(form.GetProperty("fillUrl").GetString()!);
        var session = page.Url;
        var editor = page.FrameLocator("iframe[name=frameEditor]");
        await editor.GetByLabel("Full name").FillAsync("Ada Lovelace");
        await Expect(editor.Locator("#state")).ToHaveTextAsync("All changes saved");

        await page.GotoAsync(session);

        await Expect(editor.GetByLabel("Full name")).ToHaveValueAsync("Ada Lovelace");
    }

    private static async Task FillAsync(IPage page, IFrameLocator editor)
    {
        await editor.GetByLabel("Full name").FillAsync("Ada Lovelace");
        await editor.GetByLabel("Organisation").FillAsync("=SUM(1) Größe & Söhne 日本語");
        await editor.GetByLabel("E-mail").FillAsync("ada@example.org");
        await editor.GetByLabel("Telephone").FillAsync("+44 20 7946 0958");
        await editor.GetByLabel("Postal code").PressSequentiallyAsync("0a1234");
        await editor.GetByLabel("Number of guests").PressSequentiallyAsync("3x");
        await editor.GetByRole(AriaRole.Textbox, new() { Name = "Date of arrival" }).FillAsync("12.09.2026");
        await editor.GetByLabel("Track").SelectOptionAsync("Local history");
        await editor.GetByLabel("Country").FillAsync("Latvia");
        await editor.GetByLabel("With meat").CheckAsync();
        await editor.GetByLabel("Remarks").FillAsync("Line one\nLine two");
        await editor.Locator("[data-key=photo] input[type=file]").SetInputFilesAsync(
            new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = Convert.FromBase64String(OnePixel) });
        await SignAsync(page, editor.Locator("canvas"));
        await editor.GetByLabel("I agree that my details").CheckAsync();
    }

    private static void AssertCells(ExcelSheet sheet)
    {
        var header = sheet.TableColumns.ToList();
        var cells = Assert.Single(sheet.Rows.Skip(1));
        object Cell(string label) => cells[header.IndexOf(label)].Value;

        Assert.Equal("Ada Lovelace", Cell("Full name"));
        Assert.Equal("=SUM(1) Größe & Söhne 日本語", Cell("Organisation"));
        Assert.Equal("01234", Cell("Postal code"));
        Assert.Equal(3d, Convert.ToDouble(Cell("Number of guests"), CultureInfo.InvariantCulture));
        Assert.Equal("Local history", Cell("Track"));
        Assert.Equal("Latvia", Cell("Country"));
        Assert.Equal("Line one Line two", Cell("Remarks"));
        Assert.Equal(true, Cell("I agree that my details are kept for this event"));
        Assert.Equal(false, Cell("Send me the newsletter twice a year"));
    }

    private static async Task SignAsync(IPage page, ILocator board)
    {
        await board.ScrollIntoViewIfNeededAsync();
        var box = (await board.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 40, box.Y + 100);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + 140, box.Y + 40, new() { Steps = 5 });
        await page.Mouse.MoveAsync(box.X + 240, box.Y + 110, new() { Steps = 5 });
        await page.Mouse.UpAsync();
    }

    private static async Task ValuesArriveAsync(HttpClient api, int form)
    {
        JsonElement item = default;
        await Deadline.WaitAsync(async () =>
        {
            var list = await api.GetFromJsonAsync<JsonElement>(string.Create(CultureInfo.InvariantCulture, $"/api/forms/{form}/submissions"));
            item = Assert.Single(list.GetProperty("items").EnumerateArray());
            return item.GetProperty("state").GetString() != "received";
        });
        Assert.Equal(("normalized", "stored"), (item.GetProperty("state").GetString(), item.GetProperty("document").GetString()));
        var values = item.GetProperty("values");
        Assert.Equal("Ada Lovelace", values.GetProperty("full_name").GetString());
        Assert.Equal("=SUM(1) Größe & Söhne 日本語", values.GetProperty("organisation").GetString());
        Assert.Equal("+44 20 7946 0958", values.GetProperty("phone").GetString());
        Assert.Equal("01234", values.GetProperty("postal_code").ToString());
        Assert.Equal(3, values.GetProperty("guests").GetInt32());
        Assert.Equal("2026-09-12", values.GetProperty("arrival").GetString());
        Assert.Equal("Local history", values.GetProperty("track").GetString());
        Assert.Equal("Latvia", values.GetProperty("country").GetString());
        Assert.Equal("With meat", values.GetProperty("meal").GetString());
        Assert.Equal("Line one Line two", values.GetProperty("remarks").GetString());
        Assert.Equal(Convert.FromBase64String(OnePixel).Length, values.GetProperty("photo").GetProperty("size").GetInt32());
        Assert.Equal("image/png", values.GetProperty("signature").GetProperty("mediaType").GetString());
        Assert.False(values.GetProperty("newsletter").GetBoolean());
        Assert.True(values.GetProperty("terms").GetBoolean());
        var document = await api.GetByteArrayAsync($"/api/submissions/{item.GetProperty("id").GetInt64()}/document");
        Assert.Equal("%PDF-"u8.ToArray(), document[..5]);
    }
}
