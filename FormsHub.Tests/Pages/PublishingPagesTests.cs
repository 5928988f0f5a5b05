using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Support;
using Microsoft.Playwright;

namespace FormsHub.Tests.Pages;

public class PublishingPagesTests(FormsHubApplication application) : IClassFixture<FormsHubApplication>
{
    private static readonly byte[] Pdf = PdfFormWriter.Write(SampleForm.EventRegistration);

    [Fact]
    public async Task A_start_from_nothing_offers_three_ways_and_each_is_looked_at_before_it_is_published()
    {
        await using var fresh = await FormsHubApplication.StartAsync();
        using var person = await SignedInPerson.ArriveAsync(fresh);
        var context = await Browser.OpenAsync(fresh, person, Browser.Phone);
        var page = await context.NewPageAsync();

        await page.GotoAsync("/");
        Assert.Empty(await page.EvaluateAsync<string[]>(AccessibilityTests.Check));
        await page.GetByRole(AriaRole.Button, new() { Name = "Feedback" }).ClickAsync();
        await page.WaitForURLAsync("**/forms/new/*");
        Assert.Contains("11 fields, 3 required", await page.Locator(".facts").InnerTextAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await page.WaitForURLAsync("**/");
        Assert.Equal("Publish your first form", await page.Locator(".empty h2").InnerTextAsync());

        await page.GetByLabel("Title").FillAsync("Visitors’ book");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start blank" }).ClickAsync();
        await page.WaitForURLAsync("**/forms/new/*");
        Assert.Equal("Visitors’ book", await page.GetByLabel("Title").InputValueAsync());
        Assert.Equal("Your name required name up to 80 characters", Words(await page.Locator("tbody th").InnerTextAsync()));
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();

        await page.WaitForURLAsync("**/forms/*?published");
        Assert.Equal("Visitors’ book", await page.Locator("h1").InnerTextAsync());
        Assert.Contains("The form is ready with 1 field.", await page.Locator(".notice.green").InnerTextAsync());
        await context.CloseAsync();
    }

    [Fact]
    public async Task The_menu_of_the_list_leads_to_a_sample()
    {
        using var person = await SignedInPerson.ArriveAsync(application);
        using var api = application.CreateApiClient();
        await api.PublishAsync(SampleForm.Blank);
        var context = await Browser.OpenAsync(application, person);
        var page = await context.NewPageAsync();

        await page.GotoAsync("/");
        await page.Locator("summary", new() { HasText = "New form" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Order" }).ClickAsync();
        await page.WaitForURLAsync("**/forms/new/*");

        Assert.Equal("Order", await page.GetByLabel("Title").InputValueAsync());
        Assert.Contains("No problems found.", await page.Locator(".notice.green").InnerTextAsync());
        await context.CloseAsync();
    }

    [Fact]
    public async Task A_chosen_file_is_looked_at_published_under_its_name_and_a_next_version_after_its_preview()
    {
        using var person = await SignedInPerson.ArriveAsync(application);
        var context = await Browser.OpenAsync(application, person);
        var page = await context.NewPageAsync();
        var form = new FilePayload { Name = "city_survey.pdf", MimeType = "application/pdf", Buffer = Pdf };

        await page.GotoAsync("/");
        await page.SetInputFilesAsync("input[type=file]", form);
        await page.WaitForURLAsync("**/forms/new/*");
        Assert.Equal("city survey", await page.GetByLabel("Title").InputValueAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/forms/*?published");
        Assert.Equal("city survey", await page.Locator("h1").InnerTextAsync());
        Assert.Contains("The form is ready with 15 fields.", await page.Locator(".notice.green").InnerTextAsync());

        await page.GoBackAsync();
        Assert.Equal("city survey", await page.Locator("h1").InnerTextAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Versions and fields" }).ClickAsync();
        await page.SetInputFilesAsync("input[type=file]", form);
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview version 2" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish version 2" }).ClickAsync();
        await page.WaitForURLAsync("**/versions?published=2");
        Assert.Contains("Version 2 is published.", await page.Locator(".notice.green").InnerTextAsync());
        await context.CloseAsync();
    }

    [Fact]
    public async Task A_file_may_be_dropped_and_opens_by_itself()
    {
        using var person = await SignedInPerson.ArriveAsync(application);
        var context = await Browser.OpenAsync(application, person);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");

        var drop = await page.EvaluateHandleAsync(
            "base64 => { const drop = new DataTransfer(); drop.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], 'dropped.pdf', { type: 'application/pdf' })); return drop; }",
            Convert.ToBase64String(Pdf));
        await page.DispatchEventAsync(".dropzone", "drop", new { dataTransfer = drop });

        await page.WaitForURLAsync("**/forms/new/*");
        Assert.Equal("dropped", await page.GetByLabel("Title").InputValueAsync());
        await context.CloseAsync();
    }

    [Fact]
    public async Task The_preview_shows_every_field_in_the_order_of_the_page_and_what_is_worth_a_look()
    {
        using var person = await SignedInPerson.ArriveAsync(application);
        var draft = SampleForm.EventRegistration;
        var odd = draft with { Fields = [.. draft.Fields.Select(field => field.DateFormat is null ? field : field with { DateFormat = null }), draft.Fields[0] with { Type = Jobs.Forms.FieldType.CheckBox, TextAfter = "Twin" }] };

        var page = await ReadAsync(person, await DropAsync(person, PdfFormWriter.Write(odd)));

        var rows = page.QuerySelectorAll("tbody tr").Select(row => Words(row.TextContent)).ToList();
        Assert.Equal(16, rows.Count);
        Assert.StartsWith("1 Full name required full_name up to 80 characters Text Anyone", rows[0]);
        Assert.Contains(rows, row => row.StartsWith("8 Track required track Reading and writing · Local history · Digital library List Anyone", StringComparison.Ordinal));
        Assert.Contains("full_name#checkBox", rows[15]);
        var warnings = Words(page.QuerySelector(".notice.amber")!.TextContent);
        Assert.Contains("things worth a look", warnings);
        Assert.Contains("The field “full_name” is there more than once, as text and checkBox; give each its own key.", warnings);
        Assert.Contains("The field “arrival” is a date without a format", warnings);
    }

    [Fact]
    public async Task A_published_preview_leads_to_its_form_and_publishes_nothing_more()
    {
        using var person = await SignedInPerson.ArriveAsync(application);
        var preview = await DropAsync(person, Pdf);

        using var first = await person.SendAsync(preview, preview, ("Title", "Only once"));
        using var second = await SendAsync(person, preview, await TokenAsync(person), ("Title", "Only once"));
        using var later = await person.Client.GetAsync(preview);

        Assert.EndsWith("?published", first.Headers.Location!.OriginalString);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(first.Headers.Location!.OriginalString, later.Headers.Location!.OriginalString + "?published");
        Assert.Equal(1, await application.Database.ScalarAsync<long>("SELECT count(*) FROM forms WHERE title = 'Only once'"));
    }

    [Fact]
    public async Task A_preview_is_nobody_elses_to_see_publish_or_cancel()
    {
        using var person = await SignedInPerson.ArriveAsync(application);
        using var other = await SignedInPerson.ArriveAsync(application, "Somebody Else");
        var preview = await DropAsync(person, Pdf);

        using var seen = await other.Client.GetAsync(preview);
        using var published = await SendAsync(other, preview, await TokenAsync(other), ("Title", "Stolen"));
        using var cancelled = await SendAsync(other, $"{preview}?handler=Cancel", await TokenAsync(other));
        using var kept = await person.Client.GetAsync(preview);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.OK), (seen.StatusCode, published.StatusCode, kept.StatusCode));
        Assert.Contains("It can no longer be published", await seen.Content.ReadAsStringAsync());
        Assert.Equal(0, await application.Database.ScalarAsync<long>("SELECT count(*) FROM forms WHERE title = 'Stolen'"));
    }

    [Fact]
    public async Task A_preview_whose_day_is_over_says_so_and_offers_another_try()
    {
        using var person = await SignedInPerson.ArriveAsync(application);
        var preview = await DropAsync(person, Pdf);
        await application.Database.ExecuteAsync($"UPDATE form_uploads SET created_at = now() - interval '2 days', expires_at = now() - interval '1 day' WHERE token = '{preview[^22..]}'");

        using var shown = await person.Client.GetAsync(preview);
        using var published = await SendAsync(person, preview, await TokenAsync(person), ("Title", "Too late"));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (shown.StatusCode, published.StatusCode));
        var page = await new HtmlParser().ParseDocumentAsync(await shown.Content.ReadAsStringAsync());
        Assert.Equal("/", page.QuerySelector(".dropzone")!.GetAttribute("action"));
        Assert.Equal(0, await application.Database.ScalarAsync<long>("SELECT count(*) FROM forms WHERE title = 'Too late'"));
    }

    [Fact]
    public async Task A_title_that_is_too_long_is_refused_and_stays_in_its_box()
    {
        using var person = await SignedInPerson.ArriveAsync(application);
        var preview = await DropAsync(person, Pdf);
        var title = new string('t', 301);

        using var answer = await person.SendAsync(preview, preview, ("Title", title));

        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(title, page.QuerySelector("#Title")!.GetAttribute("value"));
        Assert.Equal("A title has at most 300 characters.", page.QuerySelector("#title-problem")!.TextContent);
    }

    [Theory]
    [InlineData("%PDF-1.4 nothing", "letter.pdf", "“letter.pdf” cannot be published. This PDF has no form in it.")]
    [InlineData("a letter", "../../etc/passwd", "This is not a PDF")]
    [InlineData("", "empty.pdf", "“empty.pdf” cannot be published.")]
    public async Task A_file_that_is_no_form_is_refused_with_a_sentence(string content, string name, string sentence)
    {
        using var person = await SignedInPerson.ArriveAsync(application);

        using var answer = await DropFileAsync(person, System.Text.Encoding.Latin1.GetBytes(content), name);

        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(sentence, Words(page.QuerySelector("[role=alert]")!.TextContent));
    }

    [Theory]
    [InlineData("/", "Choose a PDF form first.")]
    [InlineData("/?handler=Starter", "There is no sample of this name.")]
    public async Task Nothing_to_start_from_is_said(string action, string sentence)
    {
        using var person = await SignedInPerson.ArriveAsync(application);

        using var answer = await person.SendAsync("/", action, ("name", "no-such-sample"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(sentence, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Nothing_is_kept_of_a_drop_that_no_page_of_ours_made()
    {
        using var person = await SignedInPerson.ArriveAsync(application);
        var preview = await DropAsync(person, Pdf);
        foreach (var action in new[] { "/", "/?handler=Blank", "/?handler=Starter", preview, $"{preview}?handler=Cancel" })
        {
            using var withoutToken = await SendAsync(person, action, null, ("Title", "Forged"));
            using var content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", await TokenAsync(person))]);
            using var withoutOrigin = await person.Client.PostAsync(action, content);

            Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Forbidden), (withoutToken.StatusCode, withoutOrigin.StatusCode));
        }

        using var kept = await person.Client.GetAsync(preview);
        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
    }

    [Theory]
    [InlineData(60, HttpStatusCode.UnprocessableEntity)]
    [InlineData(102, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_file_may_be_as_large_as_the_API_takes_and_no_larger(int megabytes, HttpStatusCode expected)
    {
        using var person = await SignedInPerson.ArriveAsync(application);

        using var answer = await DropFileAsync(person, new byte[megabytes * 1024 * 1024], "large.pdf");

        // Read to its end and found to be no PDF, or refused; not cut off by Kestrel's own 30 MB.
        Assert.Equal(expected, answer.StatusCode);
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static async Task<string> TokenAsync(SignedInPerson person) =>
        (await ReadAsync(person, "/")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    private static async Task<IDocument> ReadAsync(SignedInPerson person, string address) =>
        await new HtmlParser().ParseDocumentAsync(await person.Client.GetStringAsync(address));

    /// <summary>Drops a form that must be taken.</summary>
    /// <returns>The address of its preview.</returns>
    private static async Task<string> DropAsync(SignedInPerson person, byte[] file)
    {
        using var answer = await DropFileAsync(person, file, "form.pdf");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/forms/new/", answer.Headers.Location!.OriginalString);
        return answer.Headers.Location.OriginalString;
    }

    private static async Task<HttpResponseMessage> DropFileAsync(SignedInPerson person, byte[] file, string name)
    {
        using var content = new MultipartFormDataContent
        {
            { new StringContent(await TokenAsync(person)), "__RequestVerificationToken" },
            { new ByteArrayContent(file), "file", name },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = content };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Accept.ParseAdd("text/html");
        request.Headers.ExpectContinue = true;
        return await person.Client.SendAsync(request);
    }

    /// <param name="token">The antiforgery field; null leaves it out.</param>
    private static async Task<HttpResponseMessage> SendAsync(SignedInPerson person, string action, string? token, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(
            [.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), .. token is null ? [] : new[] { KeyValuePair.Create("__RequestVerificationToken", token) }]);
        using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = content };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return await person.Client.SendAsync(request);
    }
}
