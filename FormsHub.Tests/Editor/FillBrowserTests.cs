using System.Text.RegularExpressions;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.PracticeEditor;
using FormsHub.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FormsHub.Tests.Editor;

/// <summary>The respondent's way in a real browser with the practice editor.</summary>
public sealed class FillBrowserTests(FillBrowserApplication application) : IClassFixture<FillBrowserApplication>
{
    [Fact]
    public async Task Whoever_leaves_and_comes_back_goes_on_with_what_was_entered_and_is_told_so()
    {
        var (id, link) = await application.PublishAsync();
        var page = await OpenAsync(link);
        var session = page.Url;
        await Expect(page.Locator("#resumed")).ToHaveCountAsync(0);
        await EnterAsync(page, "Ada Lovelace");
        await page.GotoAsync("/sign-in");
        await application.RetiredAsync(id);

        await page.GotoAsync(session);

        await Expect(page.Locator("#resumed")).ToContainTextAsync("You left this form on");
        await Expect(page.Locator("#resumed")).ToContainTextAsync("Your answers are still here.");
        await Expect(Editor(page).GetByLabel("Name")).ToHaveValueAsync("Ada Lovelace");
        await SubmitAsync(page);
        await Expect(Received(page)).ToBeVisibleAsync();
        Assert.Equal(2, await application.Database.ScalarAsync<long>($"SELECT count(*) FROM document_keys WHERE form_id = {id}"));
    }

    [Fact]
    public async Task After_the_submit_the_receipt_and_the_copy_can_be_taken_along()
    {
        var (_, link) = await application.PublishAsync("allow_copy = true, asked_by = 'City Library', purpose = 'We plan the rooms with it.', result_message = 'See you on Monday.'");
        var page = await OpenAsync(link);
        await Expect(page.Locator("#about")).ToContainTextAsync("Asked by City Library");
        await Expect(page.Locator("#purpose")).ToHaveTextAsync("We plan the rooms with it.");
        await Expect(page.Locator("#about")).ToContainTextAsync(new Regex("Reference [0-9A-F]{4}-[0-9A-F]{4}"));
        await EnterAsync(page, "Ada");
        await SubmitAsync(page);

        await Expect(Received(page)).ToBeVisibleAsync();
        await Expect(page.Locator("#received")).ToContainTextAsync("See you on Monday.");
        await Expect(page).ToHaveTitleAsync(new Regex("^Submission no. 1 received"));
        await Expect(page.Locator("#code")).ToHaveAttributeAsync("href", new Regex("/verify/.+"));
        foreach (var (button, name) in new[] { ("Download receipt", "-1-receipt.pdf"), ("Download your copy", "-1.pdf") })
        {
            var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = button }).ClickAsync());
            Assert.EndsWith(name, download.SuggestedFilename, StringComparison.Ordinal);
            Assert.Equal("%PDF-"u8.ToArray(), (await File.ReadAllBytesAsync(await download.PathAsync()))[..5]);
        }
    }

    [Fact]
    public async Task Who_submits_after_the_form_closed_is_received_and_told_that_it_is_late()
    {
        var (id, link) = await application.PublishAsync();
        var page = await OpenAsync(link);
        await EnterAsync(page, "Ada");
        await application.Database.ExecuteAsync($"UPDATE forms SET state = 'closed' WHERE id = {id}");

        await SubmitAsync(page);

        await Expect(Received(page)).ToBeVisibleAsync();
        await Expect(page.Locator("#late")).ToContainTextAsync("They are received all the same and marked as late");
    }

    [Fact]
    public async Task On_a_phone_the_header_folds_the_editor_is_the_mobile_one_and_everything_can_be_hit()
    {
        var (_, link) = await application.PublishAsync("asked_by = 'City Library'");
        var page = await OpenAsync(link, Browser.Phone);

        var config = await page.EvaluateAsync<string>("fetch(location.pathname + '?type=mobile').then(answer => answer.text())");
        Assert.Contains("\"type\":\"mobile\"", config, StringComparison.Ordinal);
        await Expect(page.Locator("#purpose")).ToBeHiddenAsync();
        await page.GetByText("About this form").ClickAsync();
        await Expect(page.Locator("#purpose")).ToBeVisibleAsync();
        Assert.True((await page.GetByText("About this form").BoundingBoxAsync())!.Height >= 44);
        await page.GetByText("About this form").ClickAsync();
        Assert.True((await page.Locator("iframe").BoundingBoxAsync())!.Height >= 844 * 0.7);
        await EnterAsync(page, "Ada");
        await Editor(page).Locator("#submit-below").ClickAsync();

        await Expect(Received(page)).ToBeVisibleAsync();
        foreach (var button in await page.Locator("#received a.button").AllAsync())
        {
            Assert.True((await button.BoundingBoxAsync())!.Height >= 44);
        }

        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
    }

    [Fact]
    public async Task The_whole_way_can_be_gone_with_the_keyboard_alone()
    {
        var (_, link) = await application.PublishAsync();
        var page = await OpenAsync(link);
        await Expect(Editor(page).GetByLabel("Name")).ToBeVisibleAsync();

        await TabToAsync(page, "Name");
        await page.Keyboard.TypeAsync("Ada");
        await TabToAsync(page, "I agree");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "Complete & Submit");
        await page.Keyboard.PressAsync("Enter");

        await Expect(Received(page)).ToBeVisibleAsync();
        await Expect(page.Locator("#received-title")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Download receipt" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Leaving_warns_from_the_first_entry_until_the_answers_are_received()
    {
        var (_, link) = await application.PublishAsync();
        var page = await OpenAsync(link);
        var dialogs = new List<string>();
        page.Dialog += (_, dialog) =>
        {
            dialogs.Add(dialog.Type);
            _ = dialog.DismissAsync();
        };
        await EnterAsync(page, "Ada");

        await page.CloseAsync(new() { RunBeforeUnload = true });
        await Deadline.WaitAsync(() => Task.FromResult(dialogs.Count == 1));
        Assert.Equal("beforeunload", dialogs[0]);

        await SubmitAsync(page);
        await Expect(Received(page)).ToBeVisibleAsync();
        await page.GotoAsync("/sign-in");
        Assert.Single(dialogs);
    }

    [Fact]
    public async Task Closing_the_document_says_that_the_answers_are_kept_and_leads_back_into_them()
    {
        var (id, link) = await application.PublishAsync();
        var page = await OpenAsync(link);
        await EnterAsync(page, "Ada");

        await Editor(page).GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your answers are kept" })).ToBeFocusedAsync();
        await application.RetiredAsync(id);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue filling in" }).ClickAsync();

        await Expect(Editor(page).GetByLabel("Name")).ToHaveValueAsync("Ada");
    }

    [Fact]
    public async Task What_was_typed_right_before_closing_is_kept_too()
    {
        var (id, link) = await application.PublishAsync();
        var page = await OpenAsync(link);
        await Editor(page).GetByLabel("Name").FillAsync("Ada");

        await Editor(page).GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your answers are kept" })).ToBeFocusedAsync();
        await application.RetiredAsync(id);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue filling in" }).ClickAsync();

        await Expect(Editor(page).GetByLabel("Name")).ToHaveValueAsync("Ada");
    }

    [Fact]
    public async Task A_submit_that_nobody_stored_is_said_plainly_with_advice_and_the_page_keeps_asking()
    {
        var (_, link) = await application.PublishAsync();
        var page = await OpenAsync(link);
        var isSwallowed = true;
        await page.RouteAsync("**/state", route => isSwallowed
            ? route.FulfillAsync(new() { ContentType = "application/json", Body = """{"submitted":false,"number":null,"at":null}""" })
            : route.ContinueAsync());
        await EnterAsync(page, "Ada");
        await SubmitAsync(page);

        await Expect(page.Locator("#notice")).ToContainTextAsync("not received yet", new() { Timeout = 30_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit again" }).ClickAsync(new() { Timeout = 40_000 });
        await Expect(page.Locator("#notice")).ToContainTextAsync("Press Complete & Submit in the document once more");
        isSwallowed = false;

        await Expect(Received(page)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_document_that_was_saved_meanwhile_is_opened_again_under_its_new_key_without_a_reload()
    {
        var (id, link) = await application.PublishAsync();
        var elsewhere = await OpenAsync(link);
        var session = elsewhere.Url;
        var here = await (await Browser.OpenAsync(application)).NewPageAsync();
        var gate = new TaskCompletionSource();
        var loads = 0;
        here.DOMContentLoaded += (_, _) => loads++;
        await here.RouteAsync("**/api.js", async route =>
        {
            await gate.Task;
            await route.ContinueAsync();
        });
        await here.GotoAsync(session, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await EnterAsync(elsewhere, "Ada");
        await elsewhere.CloseAsync();
        await application.RetiredAsync(id);

        gate.SetResult();

        await Expect(Editor(here).GetByLabel("Name")).ToHaveValueAsync("Ada");
        await Expect(here.Locator("#notice")).ToBeHiddenAsync();
        Assert.Equal(1, loads);
    }

    [Fact]
    public async Task An_editor_that_cannot_open_the_form_says_why_in_a_sentence()
    {
        var (_, link) = await application.PublishAsync();
        var page = await (await Browser.OpenAsync(application)).NewPageAsync();
        await page.RouteAsync("**/doc/open", route => route.FulfillAsync(new() { ContentType = "application/json", Body = """{"error":-21}""" }));

        await page.GotoAsync(link);

        await Expect(page.Locator("#notice")).ToContainTextAsync("The page has become too old to open the form.");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Reload" })).ToBeVisibleAsync();
    }

    private static IFrameLocator Editor(IPage page) => page.FrameLocator("iframe[name=frameEditor]");

    private static ILocator Received(IPage page) => page.GetByRole(AriaRole.Heading, new() { Name = "Submission no. 1 received" });

    private static Task SubmitAsync(IPage page) => Editor(page).Locator("#submit").ClickAsync();

    private static async Task EnterAsync(IPage page, string name)
    {
        await Editor(page).GetByLabel("Name").FillAsync(name);
        await Expect(Editor(page).Locator("#state")).ToHaveTextAsync("All changes saved");
    }

    private static async Task TabToAsync(IPage page, string label)
    {
        var frame = page.Frames.Single(frame => frame.Name == "frameEditor");
        for (var press = 0; press < 30; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focused = await frame.EvaluateAsync<string>("[...(document.activeElement.labels ?? [])].map(one => one.textContent).join(' ') || document.activeElement.textContent");
            if (focused.Contains(label, StringComparison.Ordinal) && focused.Length < 100)
            {
                return;
            }
        }

        Assert.Fail($"The Tab key does not lead to \"{label}\".");
    }

    private async Task<IPage> OpenAsync(string link, ViewportSize? viewport = null)
    {
        var page = await (await Browser.OpenAsync(application, viewport: viewport)).NewPageAsync();
        await page.GotoAsync(link);
        await Expect(Editor(page).GetByLabel("Name")).ToBeVisibleAsync();
        return page;
    }
}

/// <summary>FormsHub with a practice editor that saves as soon as the last one has left.</summary>
public sealed class FillBrowserApplication : FormsHubApplication
{
    public FillBrowserApplication() => WithSettings(("PracticeEditor:SaveDelaySeconds", "0"));

    /// <param name="settings">Columns of the form's row that an author would set.</param>
    public async Task<(int Id, string Link)> PublishAsync(string? settings = null)
    {
        using var api = CreateApiClient();
        var form = await api.PublishAsync(PracticeEditorFixture.Draft);
        var id = form.GetProperty("id").GetInt32();
        if (settings is not null)
        {
            await Database.ExecuteAsync($"UPDATE forms SET {settings} WHERE id = {id}");
        }

        return (id, new Uri(form.GetProperty("fillUrl").GetString()!).AbsolutePath);
    }

    /// <summary>Waits for the final save of the form's one document.</summary>
    public Task RetiredAsync(int formId) =>
        Deadline.WaitAsync(async () => await Database.ScalarAsync<long>($"SELECT count(*) FROM document_keys WHERE form_id = {formId} AND retired_at IS NOT NULL") > 0);
}
