using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Pages;

public class SubmissionPagesTests(PagesApplication application) : IClassFixture<PagesApplication>
{
    private string List => $"/forms/{application.Form.Id}";

    [Fact]
    public async Task The_list_says_how_many_are_shown_and_how_many_there_are()
    {
        var page = await ReadAsync(List);

        Assert.Equal(50, page.QuerySelectorAll("tbody tr").Length);
        Assert.Equal($"50 shown · {PagesApplication.Submissions} in all", Counts(page));
        Assert.Contains($"Download {PagesApplication.Submissions}", Text(page.QuerySelector("[data-menu=download] summary")));
    }

    [Fact]
    public async Task The_next_page_has_the_rest()
    {
        var page = await ReadAsync(List);

        var next = await ReadAsync(page.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        Assert.Equal(PagesApplication.Submissions - 50, next.QuerySelectorAll("tbody tr").Length);
        Assert.Empty(Numbers(page).Intersect(Numbers(next)));
        Assert.Null(next.QuerySelector("a[rel=next]"));
    }

    [Fact]
    public async Task Search_filter_and_sort_live_in_the_address_and_the_downloads_ask_the_same()
    {
        var page = await ReadAsync($"{List}?q=Respondent&f.Guests=gte:5&sort=-Guests&review=new");

        var chips = page.QuerySelectorAll(".filter-chip.on").Select(Text).ToList();
        Assert.Contains("Guests is at least 5", chips);
        Assert.Contains("has “Respondent”", chips);
        Assert.Equal("descending", page.QuerySelectorAll("th[aria-sort]").Single().GetAttribute("aria-sort"));
        Assert.Matches("^[0-9]+ shown · [0-9]+ matching · 60 in all$", Counts(page));
        foreach (var download in page.QuerySelectorAll("[data-menu=download] a").Take(3))
        {
            Assert.EndsWith("?q=Respondent&f.Guests=gte%3A5&sort=-Guests&review=new", download.GetAttribute("href"));
            using var file = await application.Person.Client.GetAsync(download.GetAttribute("href"));
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        }
    }

    [Fact]
    public async Task A_filter_from_the_menu_becomes_the_word_that_programs_use()
    {
        using var answer = await application.Person.Client.GetAsync($"{List}?q=x&filterField=Guests&filterOp=gte&filterValue=5");

        Assert.Equal($"{List}?q=x&f.Guests=gte%3A5", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_chip_takes_its_filter_away_and_nothing_else()
    {
        var page = await ReadAsync($"{List}?q=x&f.Guests=gte:5&f.Guests=lt:7");

        var chip = page.QuerySelectorAll(".filter-chip.on").Single(chip => Text(chip) == "Guests is at least 5");

        Assert.Equal($"{List}?q=x&f.Guests=lt%3A7", chip.GetAttribute("href"));
    }

    [Fact]
    public async Task Chosen_columns_are_shown_and_no_others()
    {
        var page = await ReadAsync($"{List}?column=Arrival");

        Assert.Equal(["No.", "Submitted", "Submitter", "State", "Arrival"], page.QuerySelectorAll("thead th").Select(Text));
    }

    [Fact]
    public async Task None_yet_none_that_matches_and_a_wrong_address_are_three_different_answers()
    {
        var none = await ReadAsync($"/forms/{application.SampleForm.Id}");
        var noMatch = await ReadAsync($"{List}?q=nowhere");
        using var wrong = await application.Person.Client.GetAsync($"{List}?f.Nonsense=1");

        Assert.Equal("No submissions yet", Text(none.QuerySelector(".empty h2")));
        Assert.Equal("No submission matches", Text(noMatch.QuerySelector(".empty h2")));
        Assert.Equal(List, noMatch.QuerySelector(".empty a")!.GetAttribute("href"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("The form has no field &#x27;Nonsense&#x27;", await wrong.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_submission_shows_its_values_what_did_not_fit_and_why()
    {
        var page = await ReadAsync($"/submissions/{application.Odd.Id}");

        var values = Text(page.QuerySelector(".detail-list"));
        Assert.Contains("Respondent 59", values);
        Assert.Contains("twelve", values);
        Assert.Contains("“twelve” is no number.", values);
        Assert.Contains("One value does not fit its field.", Text(page.QuerySelector(".notice.amber")));
    }

    [Fact]
    public async Task A_review_is_kept_shown_and_undone_and_the_list_it_came_from_is_not_forgotten()
    {
        var address = $"/submissions/{application.Odd.Id - 10}";
        var query = "?state=normalized";

        using var approved = await application.Person.SendAsync(address + query, $"{address}{query}&handler=Review", ("review", "Approved"), ("was", "New"));
        var after = await ReadAsync(approved.Headers.Location!.OriginalString);
        using var undone = await application.Person.SendAsync(address, $"{address}?handler=Review", ("review", "New"));

        Assert.Equal($"{address}?state=normalized&done=review&was=New", approved.Headers.Location!.OriginalString);
        Assert.Contains("Approved", Text(after.QuerySelector(".title")));
        Assert.Equal("Undo", Text(after.QuerySelector(".notice.green button")));
        Assert.Equal($"{List}?state=normalized", after.QuerySelector(".breadcrumb")!.GetAttribute("href"));
        Assert.Contains("New", Text((await ReadAsync(address)).QuerySelector(".title")));
    }

    [Fact]
    public async Task What_is_moved_to_the_trash_leaves_the_list_and_comes_back()
    {
        var address = $"/submissions/{application.Odd.Id - 20}";

        using (await application.Person.SendAsync(address, $"{address}?handler=Trash", ("trashed", "true")))
        {
            var trash = await ReadAsync($"{List}?trashed=true");
            Assert.Single(Numbers(trash));
        }

        using (await application.Person.SendAsync(address, $"{address}?handler=Trash", ("trashed", "false")))
        {
            var trash = await ReadAsync($"{List}?trashed=true");
            Assert.Equal("The trash is empty", Text(trash.QuerySelector(".empty h2")));
        }
    }

    [Fact]
    public async Task Values_are_text_and_never_markup()
    {
        var submission = await application.Form.AddAsync(new()
        {
            Columns = new Dictionary<int, Jobs.Submissions.FieldValue>
            {
                [application.Form.Field("Name").Id] = Jobs.Submissions.FieldValue.OfText("<script>alert(1)</script><img src=x onerror=alert(2)>"),
            },
            Trashed = true,
        });

        var page = await ReadAsync($"/submissions/{submission.Id}");

        Assert.Contains("<script>alert(1)</script>", Text(page.QuerySelector(".detail-list")));
        Assert.Empty(page.QuerySelectorAll(".detail-list script, .detail-list img"));
        await application.Database.ExecuteAsync($"DELETE FROM submissions WHERE id = {submission.Id}; DELETE FROM data.f{application.Form.Id} WHERE submission_id = {submission.Id}");
    }

    [Fact]
    public async Task Operations_show_what_failed_and_why_and_run_it_again()
    {
        var page = await ReadAsync("/operations");
        var failed = application.Odd.Id + 1;
        Assert.Contains("The form data ends after 12 characters.", Text(page.QuerySelector("table")));
        Assert.Contains("1 failed", Text(page.QuerySelector(".topbar")));

        using var answer = await application.Person.SendAsync("/operations", "/operations?handler=RunAgain", ("id", $"{failed}"));

        Assert.Equal("/operations?again=1", answer.Headers.Location!.OriginalString);
        Assert.Equal((short)0, await application.Database.ScalarAsync<short>($"SELECT state FROM submissions WHERE id = {failed}"));
        await application.Database.ExecuteAsync($"UPDATE submissions SET state = 3 WHERE id = {failed}");
    }

    private static string Counts(IDocument page) => Text(page.QuerySelector(".pager > span")).Split(" · times in")[0];

    private static IEnumerable<string> Numbers(IDocument page) => page.QuerySelectorAll("tbody .row-link").Select(Text);

    private static string Text(IElement? element) => string.Join(' ', element!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task<IDocument> ReadAsync(string address)
    {
        using var answer = await application.Person.Client.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
    }
}
