using Microsoft.Playwright;

namespace FormsHub.Tests.Pages;

public class KeyboardAndThemeTests(PagesApplication application) : IClassFixture<PagesApplication>
{
    private string List => $"/forms/{application.Form.Id}";

    [Fact]
    public async Task The_first_stop_of_the_Tab_key_leads_past_the_top_bar()
    {
        var page = await application.OpenAsync(List);

        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await FocusedAsync(page));
        await page.Keyboard.PressAsync("Enter");

        Assert.Equal("main", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Rows_are_walked_and_opened_and_neighbours_visited_without_a_mouse()
    {
        var page = await application.OpenAsync(List);

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("k");
        Assert.Equal($"{PagesApplication.Submissions}", await FocusedAsync(page));
        await page.Keyboard.PressAsync("o");
        await page.WaitForURLAsync("**/submissions/*");
        Assert.Equal($"Submission no. {PagesApplication.Submissions}", await page.Locator("h1").InnerTextAsync());

        await page.Keyboard.PressAsync("n");
        await page.WaitForFunctionAsync($"document.querySelector('h1').textContent.endsWith('{PagesApplication.Submissions - 1}')");
        await page.Keyboard.PressAsync("p");
        await page.WaitForFunctionAsync($"document.querySelector('h1').textContent.endsWith('{PagesApplication.Submissions}')");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_next_key_stays_in_the_list_that_was_opened_and_a_link_leads_back_to_it()
    {
        var page = await application.OpenAsync($"{List}?f.Guests=5&sort=number&column=Guests");
        var numbers = (await page.Locator("tbody .row-link").AllInnerTextsAsync()).ToList();
        await page.Locator("tbody .row-link").First.ClickAsync();

        for (var at = 0; at < 3; at++)
        {
            await page.WaitForFunctionAsync($"document.querySelector('h1')?.textContent.endsWith('no. {numbers[at]}')");
            Assert.Contains($"{at + 1} of {numbers.Count} matching", await page.Locator("nav[aria-label=Neighbours]").InnerTextAsync());
            await page.Keyboard.PressAsync("n");
        }

        await page.WaitForFunctionAsync($"document.querySelector('h1').textContent.endsWith('no. {numbers[3]}')");
        await page.Locator(".breadcrumb").ClickAsync();
        await page.WaitForURLAsync($"**{List}?f.Guests=5&sort=number&column=Guests#s*");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_slash_finds_any_form_and_Escape_leads_back()
    {
        var page = await application.OpenAsync("/operations");

        await page.Keyboard.PressAsync("/");
        Assert.Equal("forms-search", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal("SUMMARY", await page.EvaluateAsync<string>("document.activeElement.tagName"));

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("summer");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**/forms/{application.Form.Id}");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_theme_follows_the_system_until_somebody_chooses_and_then_stays()
    {
        var page = await application.OpenAsync("/", theme: ColorScheme.Dark);
        Assert.Equal("rgb(17, 20, 22)", await GroundAsync(page));

        await page.Locator("summary", new() { HasText = "Ana Costa" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Light" }).ClickAsync();
        Assert.Equal("rgb(251, 251, 249)", await GroundAsync(page));
        await page.ReloadAsync();

        Assert.Equal("rgb(251, 251, 249)", await GroundAsync(page));
        Assert.Equal("light", await page.Locator("html").GetAttributeAsync("data-theme"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Times_are_shown_in_the_readers_zone_with_the_whole_time_in_the_title()
    {
        var page = await application.OpenAsync($"/submissions/{application.Odd.Id}");

        var time = page.Locator(".facts time");
        Assert.Contains("CET", await time.InnerTextAsync());
        Assert.Contains("CET", await time.GetAttributeAsync("title"));
        await page.Context.CloseAsync();
    }

    private static Task<string> FocusedAsync(IPage page) => page.EvaluateAsync<string>("document.activeElement.textContent.trim()");

    private static Task<string> GroundAsync(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
