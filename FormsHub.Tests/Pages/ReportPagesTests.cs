using System.Net;
using FormsHub.Jobs.Reports.Runs;
using FormsHub.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FormsHub.Tests.Pages;

public class ReportPagesTests(ReportPagesFixture fixture) : IClassFixture<ReportPagesFixture>
{
    [Fact]
    public async Task A_large_file_is_asked_for_with_the_keyboard_followed_live_and_downloaded()
    {
        var page = await fixture.OpenAsync(fixture.List);
        await page.Keyboard.PressAsync("e");
        Assert.Equal("rows", await page.EvaluateAsync<string>("document.activeElement.name"));
        var button = page.Locator("[data-download] button");
        await Expect(button).ToHaveTextAsync($"Prepare {PagesApplication.Submissions} as Excel");

        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(button).ToHaveTextAsync($"Prepare {PagesApplication.Submissions} as CSV");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**{fixture.List}/reports?done=asked&run=*");
        var id = new Uri(page.Url).Fragment[1..];
        await Expect(page.Locator($"#{id} .badge")).ToHaveTextAsync("Waits");

        await fixture.DrainAsync<MakeReports>();
        await Expect(page.Locator($"#{id} .badge")).ToHaveTextAsync("Ready");
        await Expect(page.Locator("[data-runs-said]")).ToHaveTextAsync("CSV of Summer school: Ready");
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator($"#{id} a.button").ClickAsync());
        Assert.EndsWith(".csv", download.SuggestedFilename, StringComparison.Ordinal);
        Assert.Equal(PagesApplication.Submissions + 1, (await File.ReadAllLinesAsync((await download.PathAsync())!)).Length);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_small_file_comes_at_once_and_the_list_stays()
    {
        var page = await fixture.OpenAsync($"{fixture.List}?f.Guests=5&column=Guests&column=Name");
        await page.Locator("[data-menu=download] summary").First.ClickAsync();
        await page.GetByLabel("CSV", new() { Exact = true }).CheckAsync();
        await page.GetByText("How the CSV file is made").ClickAsync();
        await page.GetByLabel("Between two cells").SelectOptionAsync("A semicolon");
        await page.Locator("#option-csv-labels").SelectOptionAsync("By their keys, for programs");
        var button = page.Locator("[data-download] button");
        await Expect(button).ToHaveTextAsync("Download 8 as CSV");

        var download = await page.RunAndWaitForDownloadAsync(() => button.ClickAsync());

        var lines = await File.ReadAllLinesAsync((await download.PathAsync())!);
        Assert.Equal("number;Guests;Name", lines[0].TrimStart('\uFEFF'));
        Assert.Equal(9, lines.Length);
        Assert.Contains("f.Guests=5", page.Url);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_summary_is_downloaded_or_prepared_as_what_it_shows()
    {
        var page = await fixture.OpenAsync($"{fixture.List}/summary?f.Guests=5");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByText("Download as PDF").ClickAsync());
        Assert.Equal("%PDF-"u8.ToArray(), (await File.ReadAllBytesAsync((await download.PathAsync())!))[..5]);

        await page.GotoAsync($"{fixture.List}/summary?q=nowhere");
        await Expect(page.GetByText("as PDF")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Of_what_was_read_to_its_end_the_rest_is_not_said_to_be_done()
    {
        var id = await fixture.AskAsync();
        await fixture.Application.Database.ExecuteAsync(
            $"UPDATE report_runs SET state = 'running', claim = gen_random_uuid(), worker = 1, lease_until = now() + interval '1 hour', started_at = now(), done = 60, total = 60 WHERE id = {id}");
        var page = await fixture.OpenAsync("/reports");

        await Expect(page.Locator($"#run-{id}")).ToContainTextAsync("All 60 are read, the file is being finished");
        Assert.Equal(-1, await page.Locator($"#run-{id} progress").EvaluateAsync<double>("bar => bar.position"));
        Assert.DoesNotContain("100 %", await page.Locator($"#run-{id}").InnerTextAsync());
        await page.Context.CloseAsync();
        await fixture.Application.Database.ExecuteAsync($"DELETE FROM report_runs WHERE id = {id}");
    }

    [Fact]
    public async Task Everything_works_without_a_script()
    {
        var browser = await Browser.OpenAsync(fixture.Application, fixture.Application.Person);
        var context = await browser.Browser!.NewContextAsync(new() { BaseURL = fixture.Application.Address.ToString(), JavaScriptEnabled = false, StorageState = await browser.StorageStateAsync() });
        await browser.CloseAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(fixture.List);
        await page.Locator("[data-menu=download] summary").First.ClickAsync();
        await page.Locator("input[value=jsonl]").CheckAsync();
        await page.Locator("[data-download] button").ClickAsync();
        await page.WaitForURLAsync($"**{fixture.List}/reports?done=asked&run=*");
        var run = page.Locator($"{new Uri(page.Url).Fragment}");
        await run.GetByText("Cancel").ClickAsync();
        await Expect(page.GetByText("Cancelled. Nothing of it is kept.")).ToBeVisibleAsync();

        await page.GotoAsync($"{fixture.List}?column=Name&column=Guests");
        await page.Locator("th", new() { HasText = "Guests" }).Locator(".column-button").ClickAsync();
        await page.Locator(":popover-open input[name=filterFrom]").FillAsync("6");
        await page.Locator(":popover-open button").ClickAsync();
        await page.WaitForURLAsync($"**{fixture.List}?f.Guests=gte%3A6&column=Name&column=Guests");
        await context.CloseAsync();
    }

    [Fact]
    public async Task A_link_is_made_copied_once_followed_by_a_stranger_and_ended()
    {
        var id = await fixture.AskAsync();
        await fixture.DrainAsync<MakeReports>();
        var page = await fixture.OpenAsync("/reports");
        await page.Locator($"#run-{id} summary").ClickAsync();
        await page.GetByLabel("A link that works for").SelectOptionAsync("3 days");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        var link = await page.GetByLabel("Link to the file").InputValueAsync();
        Assert.StartsWith($"{fixture.Application.Address}r/", link, StringComparison.Ordinal);
        Assert.DoesNotContain(link.Split('/')[^1], page.Url);

        using var stranger = fixture.Application.CreateAnonymousClient();
        using (var file = await stranger.GetAsync(link))
        {
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        }

        await page.ReloadAsync();
        await Expect(page.GetByText("The link was shown once and is not kept.")).ToBeVisibleAsync();
        await Expect(page.Locator($"#run-{id}")).ToContainTextAsync("1 download by link");
        await page.Locator($"#run-{id} summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "End 1 link" }).ClickAsync();
        await Expect(page.GetByText("The links lead nowhere any more.")).ToBeVisibleAsync();
        using var after = await stranger.GetAsync(link);
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_report_is_made_again_about_what_is_there_now_and_removed()
    {
        var id = await fixture.AskAsync(query: "?sort=number");
        await fixture.DrainAsync<MakeReports>();
        var page = await fixture.OpenAsync($"{fixture.List}/reports");
        await page.Locator($"#run-{id}").GetByText("Make it again").ClickAsync();
        await page.WaitForURLAsync("**/reports?done=asked&run=*");
        var again = new Uri(page.Url).Fragment;
        Assert.NotEqual($"#run-{id}", again);

        await page.Locator($"#run-{id}").GetByText("Remove").ClickAsync();
        await Expect(page.GetByText("The report, its file and its links are gone.")).ToBeVisibleAsync();
        await Expect(page.Locator($"#run-{id}")).ToHaveCountAsync(0);
        Assert.Equal(
            "[[\"sort\", \"number\"]]",
            await fixture.Application.Database.ScalarAsync<string>($"SELECT pairs::text FROM report_runs WHERE id = {again["#run-".Length..]}"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_cannot_be_asked_for_is_said_on_the_page()
    {
        using var answer = await fixture.Application.Person.SendAsync(fixture.List, $"{fixture.List}/reports?handler=Make", ("format", "doc"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("A format is one of xlsx, csv, jsonl", await answer.Content.ReadAsStringAsync());
        using var nowhere = await fixture.Application.Person.Client.GetAsync("/forms/999999/reports");
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    [Theory]
    [InlineData(false, ColorScheme.Light)]
    [InlineData(false, ColorScheme.Dark)]
    [InlineData(true, ColorScheme.Light)]
    [InlineData(true, ColorScheme.Dark)]
    public async Task The_pages_of_reports_can_be_read_and_used_by_everybody(bool phone, ColorScheme theme)
    {
        await fixture.AskAsync();
        await fixture.DrainAsync<MakeReports>();
        var ids = new List<long>();
        for (var i = 0; i < 4; i++)
        {
            ids.Add(await fixture.AskAsync(query: "?f.Guests=gte:0"));
        }

        // As a node that works on them would have left them.
        await fixture.Application.Database.ExecuteAsync(
            $"""
            UPDATE report_runs SET state = 'running', claim = gen_random_uuid(), worker = 1, lease_until = now() + interval '1 hour', started_at = now() - interval '1 minute', done = 20, total = 60 WHERE id = {ids[0]};
            UPDATE report_runs SET state = 'failed', last_error = 'There is no room left on the disk where FormsHub keeps files.' WHERE id = {ids[1]};
            UPDATE report_runs SET state = 'cancelled' WHERE id = {ids[2]};
            UPDATE report_runs SET last_error = 'The database could not be reached while it was made.', next_attempt_at = now() + interval '1 minute' WHERE id = {ids[3]};
            """);
        foreach (var address in new[] { "/reports", $"{fixture.List}/reports", $"/forms/{fixture.Application.SampleForm.Id}/reports", "/reports?state=expired" })
        {
            var page = await fixture.OpenAsync(address, phone, theme);
            Assert.Empty(await page.EvaluateAsync<string[]>(AccessibilityTests.Check));
            if (await page.Locator(".run summary").CountAsync() > 0)
            {
                await page.Locator(".run summary").First.ClickAsync();
                Assert.Empty(await page.EvaluateAsync<string[]>(AccessibilityTests.Check));
            }

            await page.Context.CloseAsync();
        }

        await fixture.Application.Database.ExecuteAsync($"DELETE FROM report_runs WHERE id IN ({string.Join(',', ids)})");
    }

    [Fact]
    public async Task A_form_without_reports_says_what_to_do()
    {
        var page = await fixture.OpenAsync($"/forms/{fixture.Application.SampleForm.Id}/reports");
        await page.GetByText("Go to the submissions").ClickAsync();
        await page.WaitForURLAsync($"**/forms/{fixture.Application.SampleForm.Id}");
        await page.Context.CloseAsync();
    }
}
