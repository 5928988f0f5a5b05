using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Support;
using Microsoft.Playwright;

namespace FormsHub.Tests.Design;

/// <summary>FormsHub with its practice editor, which saves at once when the last one leaves.</summary>
public sealed class PracticeApplication : FormsHubApplication
{
    public PracticeApplication() => WithSettings(("PracticeEditor:SaveDelaySeconds", "0"));

    public SignedInPerson Anna { get; private set; } = null!;

    public SignedInPerson Ben { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Anna = await SignedInPerson.ArriveAsync(this, "Anna Adams");
        Ben = await SignedInPerson.ArriveAsync(this, "Ben Bell");
    }

    public override async ValueTask DisposeAsync()
    {
        Anna.Dispose();
        Ben.Dispose();
        await base.DisposeAsync();
    }

    public async Task<int> FormAsync(params FieldDefinition[] fields)
    {
        using var api = CreateApiClient();
        return (await api.PublishAsync(new FormDraft { Title = "Survey", Fields = fields })).GetProperty("id").GetInt32();
    }

    public async Task PublishAsync(int form, params FieldDefinition[] fields)
    {
        using var api = CreateApiClient();
        using var answer = await api.PostFileAsync($"/api/forms/{form}/versions", DesignForm.File(fields));
        Assert.True(answer.IsSuccessStatusCode);
    }

    public async Task<IPage> OpenAsync(string address, SignedInPerson? person)
    {
        var page = await (await Browser.OpenAsync(this, person)).NewPageAsync();
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        return page;
    }

    /// <summary>The editor's own window inside a page.</summary>
    public static IFrameLocator Editor(IPage page) => page.FrameLocator("iframe.practice-editor-frame");
}

public class DesignBrowserTests(PracticeApplication application) : IClassFixture<PracticeApplication>
{
    private static readonly FieldDefinition Name = DesignForm.Field("name", label: "Name");
    private static readonly FieldDefinition Mail = DesignForm.Field("mail", label: "E-mail");
    private static readonly FieldDefinition City = DesignForm.Field("city", label: "City");

    [Fact]
    public async Task Two_authors_see_each_other_and_each_others_changes_and_publish_what_they_made()
    {
        var form = await application.FormAsync(Name);
        var anna = await application.OpenAsync($"/forms/{form}/edit", application.Anna);
        var ben = await application.OpenAsync($"/forms/{form}/edit", application.Ben);
        var (annas, bens) = (PracticeApplication.Editor(anna), PracticeApplication.Editor(ben));

        await Assertions.Expect(annas.Locator("#person")).ToHaveTextAsync("Anna Adams, Ben Bell");
        await Assertions.Expect(bens.Locator("#person")).ToHaveTextAsync("Anna Adams, Ben Bell");
        await Assertions.Expect(anna.Locator("[data-presence]")).ToHaveTextAsync("Anna Adams and Ben Bell are editing now");
        await Assertions.Expect(annas.Locator("#person")).ToHaveAttributeAsync("title", "Known to the storage: Anna Adams, Ben Bell");
        await Assertions.Expect(annas.Locator("header")).ToContainTextAsync("practice editor", new() { IgnoreCase = true });

        await bens.GetByRole(AriaRole.Button, new() { Name = "Number", Exact = true }).ClickAsync();
        await bens.Locator("[data-key=number_1]").GetByLabel("Label").FillAsync("Guests");
        await Assertions.Expect(annas.Locator("[data-key=number_1]").GetByLabel("Label")).ToHaveValueAsync("Guests");
        await Assertions.Expect(annas.Locator("[data-key=number_1] .badge")).ToHaveTextAsync("changed by Ben Bell");
        await annas.Locator("[data-key=name]").GetByLabel("Help text").FillAsync("As in your passport");
        await Assertions.Expect(bens.Locator("[data-key=name]").GetByLabel("Help text")).ToHaveValueAsync("As in your passport");

        await annas.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await anna.GetByRole(AriaRole.Link, new() { Name = "Preview and publish" }).ClickAsync();
        await anna.GetByRole(AriaRole.Button, new() { Name = "Publish version 2" }).ClickAsync();
        await anna.WaitForURLAsync("**/versions?published=2");

        Assert.Contains("New: Guests.", await anna.Locator(".notice.green").InnerTextAsync(), StringComparison.Ordinal);
        await Assertions.Expect(anna.Locator("[data-presence]")).ToHaveTextAsync("Ben Bell is editing now");
        await anna.Context.CloseAsync();
        await ben.Context.CloseAsync();
    }

    [Fact]
    public async Task Leaving_the_editor_makes_a_draft_and_the_next_author_goes_on_from_it()
    {
        var form = await application.FormAsync(Name);
        var page = await application.OpenAsync($"/forms/{form}/edit", application.Anna);
        await PracticeApplication.Editor(page).GetByRole(AriaRole.Button, new() { Name = "Date", Exact = true }).ClickAsync();
        await PracticeApplication.Editor(page).Locator("[data-key=dateTime_1]").WaitForAsync();

        await PracticeApplication.Editor(page).GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/versions");
        await Deadline.WaitAsync(async () =>
        {
            await page.ReloadAsync();
            return await page.Locator("#draft-title").InnerTextAsync() == "Draft 2";
        });
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit form" }).ClickAsync();

        await PracticeApplication.Editor(page).Locator("[data-key=dateTime_1]").WaitForAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_history_shows_three_versions_and_an_old_one_is_restored()
    {
        var form = await application.FormAsync(Name);
        await application.PublishAsync(form, Name, Mail);
        await application.PublishAsync(form, Name, City);
        var page = await application.OpenAsync($"/forms/{form}/edit", application.Anna);
        var editor = PracticeApplication.Editor(page);
        await editor.Locator("[data-key=city]").WaitForAsync();

        await editor.GetByRole(AriaRole.Button, new() { Name = "History", Exact = true }).ClickAsync();
        await Assertions.Expect(editor.Locator("[data-version]")).ToHaveCountAsync(3);
        await Assertions.Expect(editor.Locator("[data-version='3'] .badge")).ToHaveTextAsync("current");
        await editor.Locator("[data-version='2']").ClickAsync();
        await Assertions.Expect(editor.Locator("#history-shown [data-key=mail]")).ToBeVisibleAsync();
        await editor.GetByRole(AriaRole.Button, new() { Name = "Restore version 2" }).ClickAsync();

        await Assertions.Expect(page.Locator("#notice")).ToContainTextAsync("Restored as draft 4.");
        await Assertions.Expect(editor.Locator("[data-version]")).ToHaveCountAsync(4);
        await editor.GetByRole(AriaRole.Button, new() { Name = "Close history" }).ClickAsync();
        await Assertions.Expect(editor.Locator(".design-card[data-key=mail]")).ToBeVisibleAsync();
        await Assertions.Expect(editor.Locator(".design-card[data-key=city]")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Changes_between_two_states_are_fetched_with_the_token_of_the_history()
    {
        var form = await application.FormAsync(Name);
        var page = await application.OpenAsync($"/forms/{form}/edit", application.Anna);
        var editor = PracticeApplication.Editor(page);
        await editor.GetByRole(AriaRole.Button, new() { Name = "Text", Exact = true }).ClickAsync();
        await editor.Locator("[data-key=text_1]").WaitForAsync();
        await editor.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Preview and publish" }).WaitForAsync();

        await editor.GetByRole(AriaRole.Button, new() { Name = "History", Exact = true }).ClickAsync();

        await Assertions.Expect(editor.Locator("[data-version='2']")).ToContainTextAsync("Anna Adams");
        await Assertions.Expect(editor.Locator("[data-changes]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("Changes since the state before it: [0-9,]+ bytes"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_key_that_was_saved_meanwhile_is_refreshed_without_a_reload()
    {
        var form = await application.FormAsync(Name);
        var late = await (await Browser.OpenAsync(application, application.Ben)).NewPageAsync();
        var gate = new TaskCompletionSource();
        await late.RouteAsync("**/api.js", async route =>
        {
            await gate.Task;
            await route.ContinueAsync();
        });
        await late.GotoAsync($"/forms/{form}/edit", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        var ended = await late.Locator("#editor-config").InnerTextAsync();
        var early = await application.OpenAsync($"/forms/{form}/edit", application.Anna);
        await PracticeApplication.Editor(early).GetByRole(AriaRole.Button, new() { Name = "Check box", Exact = true }).ClickAsync();
        await PracticeApplication.Editor(early).Locator("[data-key=checkBox_1]").WaitForAsync();
        await early.Context.CloseAsync();
        await Deadline.WaitAsync(async () =>
            await application.Database.ScalarAsync<long>($"SELECT count(*) FROM document_keys WHERE form_id = {form} AND retired_at IS NOT NULL") == 1);

        gate.SetResult();

        await PracticeApplication.Editor(late).Locator("[data-key=checkBox_1]").WaitForAsync();
        Assert.Equal(ended, await late.Locator("#editor-config").InnerTextAsync());
        await late.Context.CloseAsync();
    }

    [Fact]
    public async Task A_renamed_field_is_confirmed_on_the_way_to_its_version()
    {
        var form = await application.FormAsync(Name, Mail);
        var page = await application.OpenAsync($"/forms/{form}/edit", application.Anna);
        var card = PracticeApplication.Editor(page).Locator(".design-card").Nth(1);
        await card.GetByLabel("Key").FillAsync("email");
        await Assertions.Expect(PracticeApplication.Editor(page).Locator("#state")).ToHaveTextAsync("All changes saved");
        await PracticeApplication.Editor(page).GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Preview and publish" }).ClickAsync();

        await page.GetByLabel("Where the answers of E-mail go").SelectOptionAsync(new SelectOptionValue { Label = "into the column of “E-mail” (mail)" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish version 2" }).ClickAsync();

        await page.WaitForURLAsync("**/versions?published=2");
        Assert.Contains("earlier mail", await page.Locator(".data-table").InnerTextAsync(), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_respondent_looks_at_what_was_filled_before()
    {
        var form = await application.FormAsync(Name);
        using var api = application.CreateApiClient();
        var link = new Uri((await api.OpenSessionAsync(form)).GetProperty("fillUrl").GetString()!).AbsolutePath;
        var first = await application.OpenAsync(link, null);
        await PracticeApplication.Editor(first).GetByLabel("Name").FillAsync("Ada");
        await Assertions.Expect(PracticeApplication.Editor(first).Locator("#state")).ToHaveTextAsync("All changes saved");
        await first.CloseAsync();
        await Deadline.WaitAsync(async () =>
            await application.Database.ScalarAsync<long>($"SELECT count(*) FROM document_keys WHERE form_id = {form} AND retired_at IS NOT NULL") == 1);

        var again = await application.OpenAsync(link, null);
        var editor = PracticeApplication.Editor(again);
        await editor.GetByRole(AriaRole.Button, new() { Name = "History", Exact = true }).ClickAsync();

        await Assertions.Expect(editor.Locator("[data-version]")).ToHaveCountAsync(2);
        await Assertions.Expect(editor.Locator("#history-shown").GetByLabel("Name")).ToHaveValueAsync("Ada");
        await Assertions.Expect(editor.GetByRole(AriaRole.Button, new() { Name = "Restore version 1" })).ToHaveCountAsync(0);
        await first.Context.CloseAsync();
        await again.Context.CloseAsync();
    }
}
