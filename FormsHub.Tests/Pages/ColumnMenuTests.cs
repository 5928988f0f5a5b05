using FormsHub.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FormsHub.Tests.Pages;

public class ColumnMenuTests(PagesApplication application) : IClassFixture<PagesApplication>
{
    private string List => $"/forms/{application.Form.Id}";

    [Theory]
    [InlineData("Guests", "filterFrom=5", "f.Guests=gte%3A5")]
    [InlineData("Guests", "filterFrom=2,filterTo=3", "f.Guests=gte%3A2&f.Guests=lte%3A3")]
    [InlineData("Guests", "filterOp=notempty", "f.Guests=notempty")]
    [InlineData("Arrival", "filterFrom=2026-12-05", "f.Arrival=gte%3A2026-12-05")]
    [InlineData("Arrival", "filterFrom=2026-12-05,filterTo=2026-12-06", "f.Arrival=gte%3A2026-12-05&f.Arrival=lte%3A2026-12-06")]
    [InlineData("Name", "filterOp=contains,filterValue=1", "f.Name=contains%3A1")]
    [InlineData("Name", "filterOp=eq,filterValue=Respondent 7", "f.Name=eq%3ARespondent%207")]
    [InlineData("Name", "filterOp=notempty", "f.Name=notempty")]
    [InlineData("Vegetarian", "filterValue=true", "f.Vegetarian=eq%3Atrue")]
    [InlineData("Submitted", "from=2026-11-03", "from=2026-11-03")]
    [InlineData("State", "state=failed", "state=failed")]
    [InlineData("State", "review=approved", "review=approved")]
    [InlineData("State", "state=failed,state=needsAttention", "state=needsAttention&state=failed")]
    public async Task Each_column_is_filtered_by_its_kind_and_the_address_says_how(string column, string boxes, string query)
    {
        var page = await application.OpenAsync(List);
        await OpenMenuAsync(page, column);
        var menu = page.Locator(":popover-open");
        foreach (var box in boxes.Split(','))
        {
            var (name, value) = (box.Split('=')[0], box.Split('=')[1]);
            var element = menu.Locator($"[name={name}]:not([type=hidden])");
            var type = await element.First.EvaluateAsync<string>("element => element.tagName === 'SELECT' ? 'select' : element.type");
            await (type switch
            {
                "select" => element.SelectOptionAsync(value),
                "checkbox" or "radio" => menu.Locator($"[name={name}][value={value}]").CheckAsync(),
                _ => element.FillAsync(value),
            });
        }

        await page.RunAndWaitForResponseAsync(() => menu.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync(), response => response.Status == 200 && response.Url.Contains("/forms/", StringComparison.Ordinal));
        await page.WaitForLoadStateAsync();

        Assert.Equal(query, string.Join('&', new Uri(page.Url).Query.TrimStart('?').Split('&').Where(pair => !pair.EndsWith('='))));
        Assert.NotEmpty(await page.Locator(".filter-chip.on, .filter-chip[aria-current]").AllAsync());
        var button = page.Locator("th", new() { HasTextRegex = new($"^\\s*{column}\\s*$") }).Locator(".column-button");
        await Expect(button).ToHaveAttributeAsync("aria-label", $"{column}: filtered; sort, filter, hide");
        await button.ClickAsync();
        await page.Locator(":popover-open").GetByText("Clear").ClickAsync();
        await page.WaitForURLAsync($"**{List}");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_narrows_the_list_is_said_in_words_on_the_list_and_on_the_summary()
    {
        const string query = "?from=2026-11-01&to=2026-11-30&version=1&state=normalized,received&review=new,approved";
        foreach (var address in new[] { List, $"{List}/summary" })
        {
            var page = await application.OpenAsync(address + query);
            Assert.Equal(
                ["submitted from 1 Nov 2026", "submitted until 30 Nov 2026", "version 1", "Complete or Received", "New or Approved"],
                (await page.Locator(".filter-chip.on").AllInnerTextsAsync()).Select(text => text.Trim()));
            await page.Context.CloseAsync();
        }

        var roles = await application.OpenAsync($"/forms/{application.RolesForm.Id}?role=Manager");
        await roles.Locator(".filter-chip.on", new() { HasText = "as Manager" }).ClickAsync();
        await roles.WaitForURLAsync($"**/forms/{application.RolesForm.Id}");
        await roles.Context.CloseAsync();
    }

    [Theory]
    [InlineData("filterAny=Respondent%207&filterAny=a,%20%22b%22", "f.Name=in:Respondent 7,\"a, \"\"b\"\"\"", 1)]
    [InlineData("filterAny=Respondent%207", "f.Name=eq:Respondent 7", 1)]
    [InlineData("filterAny=Respondent%207&filterOp=notempty", "f.Name=notempty", 50)]
    [InlineData("filterOp=", "", 50)]
    public async Task Ticked_choices_become_one_filter_that_replaces_the_one_before(string boxes, string query, int shown)
    {
        using var answer = await application.Person.Client.GetAsync($"{List}?f.Name=eq:before&filterField=Name&filterReplaces=true&{boxes}");
        var address = answer.Headers.Location!.OriginalString;
        Assert.Equal(query, Uri.UnescapeDataString(address[List.Length..].TrimStart('?')));

        var page = await application.Person.Client.GetStringAsync(address);
        Assert.Equal(shown, page.Split("class=\"row-link\"").Length - 1);
    }

    [Fact]
    public async Task Columns_of_the_submission_and_of_fields_stand_in_the_order_of_the_address_and_the_file_takes_them()
    {
        const string Columns = "?column=Arrival&column=review&column=number&column=version&column=Name";
        var page = await application.OpenAsync($"{List}{Columns}&column=nothing");

        Assert.Equal(["Arrival", "Review", "No.", "Version", "Name"], await page.Locator("thead th .heading").AllInnerTextsAsync());
        Assert.Equal("New", await page.Locator("tbody tr:nth-child(2) td:nth-child(2)").InnerTextAsync());
        await Expect(page.Locator("[data-download]")).ToHaveAttributeAsync("action", $"{List}/reports{Columns}&handler=Make");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_menu_is_opened_walked_and_closed_with_the_keyboard()
    {
        var page = await application.OpenAsync($"{List}?column=Name&column=Guests");
        var button = page.Locator("th", new() { HasText = "Guests" }).Locator(".column-button");
        await button.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(":popover-open")).ToContainTextAsync("Smallest first");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Smallest first", await page.EvaluateAsync<string>("document.activeElement.textContent.trim()"));
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(":popover-open")).ToHaveCountAsync(0);
        await Expect(button).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**{List}?column=Name&column=Guests&sort=-Guests");
        await Expect(page.Locator("th[aria-sort=descending]")).ToContainTextAsync("Guests");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("Move left", "?column=number&column=Guests&column=Name&column=Arrival")]
    [InlineData("Move right", "?column=number&column=Name&column=Arrival&column=Guests")]
    [InlineData("Hide the column", "?column=number&column=Name&column=Arrival")]
    public async Task A_column_is_moved_and_hidden_from_its_own_menu(string act, string query)
    {
        var page = await application.OpenAsync($"{List}?column=Name&column=Guests&column=Arrival");
        await OpenMenuAsync(page, "Guests");
        await page.Locator(":popover-open").GetByText(act).ClickAsync();
        await page.WaitForURLAsync($"**{List}{query}");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Columns_are_chosen_and_put_into_order_with_buttons_and_the_keyboard()
    {
        var page = await application.OpenAsync($"{List}?column=Name&column=Guests&f.Guests=5");
        await page.Locator("summary", new() { HasText = "Columns" }).ClickAsync();
        var up = page.GetByRole(AriaRole.Button, new() { Name = "Guests further up" });
        await up.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Enter");
        await Expect(up).ToBeFocusedAsync();
        await Expect(page.Locator("[data-order-said]")).ToHaveTextAsync("Guests: place 1 of 10");
        await page.GetByLabel("Review", new() { Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show these" }).ClickAsync();

        await page.WaitForURLAsync($"**{List}?f.Guests=5&column=Guests&column=number&column=Name&column=review");
        Assert.Equal(["Guests", "No.", "Name", "Review"], await page.Locator("thead th .heading").AllInnerTextsAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_box_that_makes_no_sense_is_said_and_the_list_stays()
    {
        var page = await application.OpenAsync($"{List}?filterField=Guests&filterReplaces=true&filterFrom=many&f.Guests=3");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("“Guests” was left out. 'many' is not a number such as 12.5.");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(false, ColorScheme.Light)]
    [InlineData(false, ColorScheme.Dark)]
    [InlineData(true, ColorScheme.Light)]
    [InlineData(true, ColorScheme.Dark)]
    public async Task Every_menu_can_be_read_and_used_by_everybody(bool phone, ColorScheme theme)
    {
        var page = await application.OpenAsync($"{List}?f.Guests=gte:1&state=normalized", phone ? Browser.Phone : Browser.Wide, theme);
        var buttons = page.Locator(".column-button:visible");
        for (var i = 0; i < await buttons.CountAsync(); i++)
        {
            await buttons.Nth(i).ClickAsync();
            Assert.Empty(await page.EvaluateAsync<string[]>(AccessibilityTests.Check));
            await page.Keyboard.PressAsync("Escape");
        }

        await page.Locator("[data-menu=download] > summary").ClickAsync();
        await page.Locator("[data-options-of]:visible summary").ClickAsync();
        Assert.Empty(await page.EvaluateAsync<string[]>(AccessibilityTests.Check));
        await page.Context.CloseAsync();
    }

    private static Task OpenMenuAsync(IPage page, string column) =>
        page.Locator("th", new() { HasTextRegex = new($"^\\s*{column}\\s*$") }).Locator(".column-button").ClickAsync();
}
