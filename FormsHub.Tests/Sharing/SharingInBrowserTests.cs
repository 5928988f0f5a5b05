using System.Net.Http.Json;
using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FormsHub.Tests.Sharing;

/// <summary>In a real browser with the practice editor: a document goes from role to role, and a form is filled inside another page.</summary>
public sealed class SharingInBrowserTests : IAsyncLifetime
{
    private readonly FormsHubApplication _application = new FormsHubApplication().WithSettings(("PracticeEditor:SaveDelaySeconds", "1"));

    public Task InitializeAsync() => _application.InitializeAsync();

    public async Task DisposeAsync() => await _application.DisposeAsync();

    [Fact]
    public async Task Two_roles_fill_one_document_one_after_the_other()
    {
        using var api = _application.CreateApiClient();
        var form = (await api.PublishAsync(SharingFixture.TwoRoles)).GetProperty("id").GetInt32();
        using var person = await SignedInPerson.ArriveAsync(_application);
        var author = await (await Browser.OpenAsync(_application, person)).NewPageAsync();
        await author.GotoAsync($"/forms/{form}/invite");
        await author.GetByLabel("Paste the list").FillAsync("Case;Applicant;Manager\nA-17;Ada Lovelace;Grace Hopper");
        await author.GetByRole(AriaRole.Button, new() { Name = "Check the list" }).ClickAsync();
        await author.GetByRole(AriaRole.Button, new() { Name = "Make 2 personal links" }).ClickAsync();
        await Expect(author.Locator("tbody td .badge")).ToHaveTextAsync(["Has it now", "Waits for Applicant"]);
        var links = await author.Locator("[data-copy-text]").EvaluateAllAsync<string[]>("buttons => buttons.map(button => button.dataset.copyText)");

        var manager = await (await Browser.OpenAsync(_application)).NewPageAsync();
        await manager.GotoAsync(links[1]);
        await Expect(manager.Locator("main")).ToContainTextAsync("It is not your turn yet");

        var applicant = await (await Browser.OpenAsync(_application)).NewPageAsync();
        await applicant.GotoAsync(links[0]);
        var editor = applicant.FrameLocator("iframe[name=frameEditor]");
        await editor.GetByLabel("Days of leave").FillAsync("12");
        await Expect(editor.GetByLabel("Decision")).ToBeDisabledAsync();
        await editor.Locator("#submit").ClickAsync();
        await Expect(applicant.GetByRole(AriaRole.Heading, new() { Name = "Submission no. 1 received" })).ToBeVisibleAsync();

        // The save of the applicant's document comes a little later; until then the page waits and looks again by itself.
        await manager.GotoAsync(links[1]);
        editor = manager.FrameLocator("iframe[name=frameEditor]");
        await Expect(editor.GetByLabel("Days of leave")).ToHaveValueAsync("12", new() { Timeout = 60_000 });
        await Expect(editor.GetByLabel("Days of leave")).ToBeDisabledAsync();
        await editor.GetByLabel("Decision").FillAsync("Granted");
        await editor.Locator("#submit").ClickAsync();
        await Expect(manager.GetByRole(AriaRole.Heading, new() { Name = "Submission no. 2 received" })).ToBeVisibleAsync();

        await Deadline.WaitAsync(async () => (await ItemsAsync(api, form)).TrueForAll(item => item.GetProperty("state").GetString() != "received"));
        var items = await ItemsAsync(api, form);
        Assert.Equal([("Applicant", "Ada Lovelace", "12", ""), ("Manager", "Grace Hopper", "12", "Granted")], items.Select(item => (
            item.GetProperty("role").GetString(), item.GetProperty("submitter").GetString(), item.GetProperty("values").GetProperty("days").GetString() ?? "",
            item.GetProperty("values").GetProperty("decision").GetString() ?? "")));
        await author.GotoAsync($"/forms/{form}");
        await Expect(author.Locator("thead")).ToContainTextAsync("Case");
        await author.GotoAsync($"/submissions/{items[1].GetProperty("id").GetInt64()}");
        await Expect(author.Locator(".facts")).ToContainTextAsync("as Manager");
    }

    [Fact]
    public async Task A_page_that_may_shows_the_form_and_another_shows_nothing()
    {
        using var api = _application.CreateApiClient();
        var form = await api.PublishAsync(new FormDraft { Title = "Framed", Fields = [new() { Key = "name", Type = FieldType.Text, Label = "Name", SuggestedLabel = "Name" }] });
        await using var host = await SomebodysPageAsync(form.GetProperty("fillUrl").GetString()!);
        var stranger = new Uri(host.Urls.First());
        var friend = new UriBuilder(stranger) { Host = "localhost" }.Uri;
        using var changed = await api.PatchAsJsonAsync($"/api/forms/{form.GetProperty("id").GetInt32()}", new { embedOrigins = new[] { friend.GetLeftPart(UriPartial.Authority) } });
        await changed.ReadAsync(System.Net.HttpStatusCode.OK);
        var page = await (await Browser.OpenAsync(_application)).NewPageAsync();

        await page.GotoAsync(stranger.ToString());
        await Deadline.WaitAsync(() => Task.FromResult(page.Frames.Count > 1 && page.Frames[1].Url.StartsWith("chrome-error://", StringComparison.Ordinal)));
        await Expect(page.FrameLocator("iframe").Locator("body")).Not.ToContainTextAsync("Framed");

        await page.GotoAsync(friend.ToString());
        var framed = page.FrameLocator("iframe");
        await framed.FrameLocator("iframe[name=frameEditor]").GetByLabel("Name").FillAsync("Ada");
        await framed.FrameLocator("iframe[name=frameEditor]").Locator("#submit").ClickAsync();
        await Expect(framed.GetByRole(AriaRole.Heading, new() { Name = "Submission no. 1 received" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_authors_own_time_zone_stands_first_and_is_chosen_where_none_was()
    {
        using var api = _application.CreateApiClient();
        var form = (await api.PublishAsync(SampleForm.Blank)).GetProperty("id").GetInt32();
        using var person = await SignedInPerson.ArriveAsync(_application);
        var page = await (await Browser.OpenAsync(_application, person)).NewPageAsync();

        await page.GotoAsync($"/forms/{form}/settings");
        await Expect(page.Locator("#timeZone option").First).ToHaveAttributeAsync("value", "Europe/Berlin");
        await Expect(page.Locator("#timeZone")).ToHaveValueAsync("Europe/Berlin");
        await page.Locator("#opensAt").FillAsync("2026-07-01T12:00");
        await page.Locator("#times button").ClickAsync();

        await Expect(page.Locator("#opens-help")).ToHaveTextAsync("1 July 2026, 10:00 UTC.");
        await Expect(page.Locator("#opensAt")).ToHaveValueAsync("2026-07-01T12:00");
    }

    /// <summary>A server that is not FormsHub's, with one page that shows the form in a frame.</summary>
    private static async Task<WebApplication> SomebodysPageAsync(string fillUrl)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var host = builder.Build();
        host.MapGet("/", () => Results.Content(
            $"""<!DOCTYPE html><title>Somebody's page</title><iframe src="{fillUrl}" width="800" height="700"></iframe>""", "text/html"));
        await host.StartAsync();
        return host;
    }

    private static async Task<List<JsonElement>> ItemsAsync(HttpClient api, int form) =>
        [.. (await api.GetFromJsonAsync<JsonElement>($"/api/forms/{form}/submissions?sort=number")).GetProperty("items").EnumerateArray()];
}
