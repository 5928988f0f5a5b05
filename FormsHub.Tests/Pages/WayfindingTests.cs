using FormsHub.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FormsHub.Tests.Pages;

/// <summary>After each act a person stands where they expect: in the same list, at what they changed, with what they typed.</summary>
public class WayfindingTests(PagesApplication application) : IClassFixture<PagesApplication>
{
    private string List => $"/forms/{application.Form.Id}";

    private string Settings => $"/forms/{application.SampleForm.Id}/settings";

    [Fact]
    public async Task Whoever_goes_back_from_a_submission_is_at_the_page_and_the_row_it_was_opened_from()
    {
        var page = await application.OpenAsync($"{List}?sort=number&column=Name");
        await page.Locator("a[rel=next]").ClickAsync();
        await page.WaitForURLAsync("**cursor=*");
        var (address, last) = (page.Url, page.Locator("tbody .row-link").Last);
        var number = await last.InnerTextAsync();

        await last.ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync($"Submission no. {number}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hold" }).ClickAsync();
        await Expect(page.Locator(".notice.green")).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await page.Locator("a[rel=prev]").ClickAsync();
        await Expect(page.Locator("h1")).Not.ToHaveTextAsync($"Submission no. {number}");
        var before = (await page.Locator("h1").InnerTextAsync())["Submission no. ".Length..];
        await page.Locator(".breadcrumb").ClickAsync();

        await Expect(page.Locator("tr.current .row-link")).ToHaveTextAsync(before);
        Assert.Equal(address, page.Url.Split('#')[0]);
        Assert.True(await page.Locator("tr.current").EvaluateAsync<bool>("row => row.getBoundingClientRect().bottom <= innerHeight"));
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator("tr.current .row-link")).ToHaveTextAsync(number);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("settings", "Settings")]
    [InlineData("versions", "Versions and fields")]
    public async Task On_a_phone_the_tab_that_is_open_is_in_sight(string address, string name)
    {
        var page = await application.OpenAsync($"{List}/{address}", Browser.Phone);

        var box = await page.Locator(".tabs").GetByRole(AriaRole.Link, new() { Name = name }).BoundingBoxAsync();

        Assert.InRange(box!.X, 0, Browser.Phone.Width - box.Width);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_was_saved_is_said_where_it_was_saved()
    {
        var page = await application.OpenAsync(Settings);
        await page.GetByLabel("Shown after it has closed").FillAsync("Come back next year.");

        await page.Locator("#times button").ClickAsync();

        await Expect(page.Locator("#times .notice.green")).ToHaveTextAsync("When it is open is saved.");
        await Expect(page.Locator("#times .notice.green")).ToBeInViewportAsync();
        await Expect(page.GetByLabel("Shown after it has closed")).ToHaveValueAsync("Come back next year.");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_was_refused_is_said_at_its_box_which_has_the_focus()
    {
        var page = await application.OpenAsync(Settings);
        await page.GetByLabel("Addresses of the sites").FillAsync("https://*.example");

        await page.Locator("#pages button").ClickAsync();

        await Expect(page.Locator("#pages .notice.red")).ToContainTextAsync("Nothing was saved.");
        await Expect(page.GetByLabel("Addresses of the sites")).ToBeFocusedAsync();
        await Expect(page.Locator("#origins-problem")).ToContainTextAsync("“https://*.example” is not the address of a site.");
        Assert.Empty(await page.EvaluateAsync<string[]>(AccessibilityTests.Check));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Whoever_saves_one_part_is_asked_before_what_was_typed_into_another_is_lost()
    {
        var page = await application.OpenAsync(Settings);
        var asked = new TaskCompletionSource<string>();
        page.Dialog += async (_, dialog) =>
        {
            asked.TrySetResult(dialog.Type);
            await dialog.DismissAsync();
        };
        await page.GetByLabel("Who is asking").FillAsync("City library");
        await Expect(page.Locator("#texts [data-unsaved-word]")).ToHaveTextAsync("Not saved yet");

        await page.Locator("#times button").ClickAsync();
        Assert.Equal("beforeunload", await asked.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        await Expect(page.GetByLabel("Who is asking")).ToHaveValueAsync("City library");

        await page.Locator("#texts button").ClickAsync();
        await Expect(page.Locator("#texts .notice.green")).ToBeVisibleAsync();
        await Expect(page.Locator("#texts [data-unsaved-word]")).ToHaveTextAsync("");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task On_a_phone_the_link_is_copied_by_its_button_and_not_shown()
    {
        var page = await application.OpenAsync(List, Browser.Phone);
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

        await Expect(page.Locator("#fill-link")).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy link" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Copied" })).ToBeVisibleAsync();
        Assert.Contains("/f/", await page.EvaluateAsync<string>("navigator.clipboard.readText()"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }
}
