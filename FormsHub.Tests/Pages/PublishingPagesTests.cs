using System.Net;
using AngleSharp.Html.Parser;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Support;
using Microsoft.Playwright;

namespace FormsHub.Tests.Pages;

public class PublishingPagesTests(FormsHubApplication application) : IClassFixture<FormsHubApplication>
{
    [Fact]
    public async Task A_start_from_nothing_offers_a_sample_form_and_one_button_publishes_it()
    {
        await using var fresh = await FormsHubApplication.StartAsync();
        using var person = await SignedInPerson.ArriveAsync(fresh);
        var context = await Browser.OpenAsync(fresh, person);
        var page = await context.NewPageAsync();

        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish the sample form" }).ClickAsync();

        await page.WaitForURLAsync("**/forms/*?published");
        Assert.Equal("Event registration", await page.Locator("h1").InnerTextAsync());
        Assert.Contains("15 fields are ready", await page.Locator(".notice.green").InnerTextAsync());
        await context.CloseAsync();
    }

    [Fact]
    public async Task A_chosen_file_is_published_under_its_name_and_a_next_version_after_its_preview()
    {
        using var person = await SignedInPerson.ArriveAsync(application);
        var context = await Browser.OpenAsync(application, person);
        var page = await context.NewPageAsync();
        var form = new FilePayload { Name = "city_survey.pdf", MimeType = "application/pdf", Buffer = PdfFormWriter.Write(SampleForm.EventRegistration) };

        await page.GotoAsync("/");
        await page.SetInputFilesAsync("input[type=file]", form);
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/forms/*?published");
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
    public async Task A_file_that_is_no_form_is_refused_with_a_sentence_and_the_typed_title_stays()
    {
        using var person = await SignedInPerson.ArriveAsync(application);
        var context = await Browser.OpenAsync(application, person);
        var page = await context.NewPageAsync();

        await page.GotoAsync("/");
        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "letter.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.4 nothing"u8.ToArray() });
        await page.FillAsync("#Title", "My title");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();

        Assert.Contains("“letter.pdf” was not published.", await page.Locator("[role=alert]").InnerTextAsync());
        Assert.Equal("My title", await page.Locator("#Title").InputValueAsync());
        await context.CloseAsync();
    }

    [Fact]
    public async Task A_file_may_be_as_large_as_the_API_takes()
    {
        using var person = await SignedInPerson.ArriveAsync(application);
        using var page = await person.Client.GetAsync("/");
        var shown = await new HtmlParser().ParseDocumentAsync(await page.Content.ReadAsStringAsync());
        using var content = new MultipartFormDataContent
        {
            { new StringContent(shown.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new ByteArrayContent(new byte[60 * 1024 * 1024]), "file", "large.pdf" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = content };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        using var answer = await person.Client.SendAsync(request);

        // Read to its end and found to be no PDF; not cut off by Kestrel's own 30 MB.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }
}
