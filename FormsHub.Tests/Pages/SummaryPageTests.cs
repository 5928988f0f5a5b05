using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FormsHub.Jobs.Forms;
using FormsHub.Tests.Support;
using Microsoft.Playwright;

namespace FormsHub.Tests.Pages;

public class SummaryPageTests(PagesApplication application) : IClassFixture<PagesApplication>
{
    private string Summary => $"/forms/{application.Form.Id}/summary";

    [Fact]
    public async Task Every_field_has_a_figure_of_all_that_match()
    {
        var page = await ReadAsync($"{Summary}?review=approved");

        Assert.Equal(["Submissions per day", "Name Text", "Guests Number", "Arrival Date", "Vegetarian Check box"], page.QuerySelectorAll(".figure h2").Select(Text));
        Assert.Contains("Over the 12 that match, of 60", Text(page.QuerySelector(".list-note")), StringComparison.Ordinal);
        Assert.Equal(["Lowest0", "Median3.5", "Mean3.33", "Highest6"], Figure(page, "Guests").QuerySelectorAll(".key-figures div").Select(Text));
        Assert.Equal("12 answers", Text(Figure(page, "Vegetarian").QuerySelector("p")));
        Assert.Equal("No answer was given twice.", Text(Figure(page, "Name").QuerySelector("p:last-of-type")));
    }

    [Fact]
    public async Task Every_number_leads_to_the_list_of_exactly_so_many()
    {
        var page = await ReadAsync($"{Summary}?f.Guests=lte:5");
        var rows = page.QuerySelectorAll(".figure tbody tr").Where(row => row.QuerySelector("a") is not null).ToList();
        Assert.True(rows.Count > 20);

        foreach (var row in rows)
        {
            var list = await ReadAsync(row.QuerySelector("a")!.GetAttribute("href")!);
            Assert.Equal(Text(row.QuerySelector("td")), Text(list.QuerySelector(".pager span strong:nth-of-type(2)")));
        }
    }

    [Fact]
    public async Task List_and_summary_keep_the_same_question()
    {
        var list = await ReadAsync($"/forms/{application.Form.Id}?f.Guests=gte:3&sort=number&column=Arrival");
        var tab = list.QuerySelectorAll(".tabs a").Single(link => Text(link) == "Summary").GetAttribute("href")!;
        Assert.Equal($"{Summary}?f.Guests=gte%3A3&sort=number", tab);

        var page = await ReadAsync(tab);
        Assert.Contains("Guests is at least 3", page.QuerySelectorAll(".filter-chip.on").Select(Text));
        Assert.StartsWith($"/forms/{application.Form.Id}?f.Guests=gte%3A3", page.QuerySelectorAll(".tabs a")[0].GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_yet_nothing_that_matches_and_a_wrong_address_are_three_different_answers()
    {
        var empty = await ReadAsync($"/forms/{application.SampleForm.Id}/summary");
        Assert.Equal("Nothing to sum up yet", Text(empty.QuerySelector(".empty h2")));

        var none = await ReadAsync($"{Summary}?q=nowhere");
        Assert.Equal("No submission matches", Text(none.QuerySelector(".empty h2")));

        using var wrong = await application.Person.Client.GetAsync($"{Summary}?f.Guests=gte:many");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var missing = await application.Person.Client.GetAsync("/forms/999999/summary");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Of_very_many_the_page_comes_first_and_fetches_its_figures()
    {
        // The form's table is written directly: 20,001 submissions take a second that way.
        var form = await TestForm.CreateAsync(application.Database.DataSource, new TestField("Guests", ColumnKind.Number));
        await form.AddManyAsync(20_001);

        var page = await application.OpenAsync($"/forms/{form.Id}/summary");
        await page.Locator(".figure").First.WaitForAsync();
        Assert.Equal(2, await page.Locator(".figure").CountAsync());
        Assert.Equal("false", await page.Locator("[data-load]").GetAttributeAsync("aria-busy"));
        Assert.Empty(await page.EvaluateAsync<string[]>(AccessibilityTests.Check));

        await page.RouteAsync("**/summary?handler=Figures", route => route.FulfillAsync(new() { Status = 500 }));
        await page.ReloadAsync();
        await page.GetByText("The figures did not come.").WaitForAsync();
        await page.UnrouteAsync("**/summary?handler=Figures");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await page.Locator(".figure").First.WaitForAsync();
        await page.Context.CloseAsync();

        var plain = await ReadAsync($"/forms/{form.Id}/summary?figures=now");
        Assert.Equal(2, plain.QuerySelectorAll(".figure").Length);
    }

    private static IElement Figure(IDocument page, string label) => page.QuerySelectorAll(".figure").Single(figure => Text(figure.QuerySelector(".heading")) == label);

    private async Task<IDocument> ReadAsync(string address) =>
        await new HtmlParser().ParseDocumentAsync(await application.Person.Client.GetStringAsync(address));

    private static string Text(IElement? element) => string.Join(' ', (element?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
