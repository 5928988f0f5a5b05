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
        var action = page.QuerySelector("[data-menu=download] form")!.GetAttribute("action")!;
        Assert.StartsWith($"{List}/reports?q=Respondent&f.Guests=gte%3A5&sort=-Guests&review=new&column=number&column=submittedAt&", action);
        foreach (var format in page.QuerySelectorAll("[data-menu=download] input[name=format]").Select(choice => choice.GetAttribute("value")!))
        {
            using var sent = await application.Person.SendAsync(List, action, ("format", format), ("rows", "matching"), ("columns", "shown"));
            Assert.StartsWith($"/api{List}/submissions.{format}?q=Respondent&f.Guests=gte%3A5&sort=-Guests&review=new&column=number&", sent.Headers.Location!.OriginalString);
            using var file = await application.Person.Client.GetAsync(sent.Headers.Location);
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

        Assert.Equal(["No.", "Arrival"], page.QuerySelectorAll("thead th").Select(Text));
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

    [Theory]
    [InlineData("?q=Respondent&f.Guests=gte%3Amany&column=Guests")]
    [InlineData("?q=Respondent&filterField=Guests&filterOp=gte&filterValue=many&column=Guests")]
    public async Task A_filter_that_makes_no_sense_goes_back_into_its_boxes_and_the_others_hold(string query)
    {
        using var answer = await application.Person.Client.GetAsync(List + query);
        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("“Guests” was left out. 'many' is not a number such as 12.5.", Text(page.QuerySelector("[role=alert]")));
        Assert.True(page.QuerySelector("#filter-value")!.Closest("details")!.HasAttribute("open"));
        Assert.Equal(
            ("Guests", "gte", "many", "true", "'many' is not a number such as 12.5."),
            (Chosen(page, "#filter-field"), Chosen(page, "#filter-op"), page.QuerySelector("#filter-value")!.GetAttribute("value"),
                page.QuerySelector("#filter-value")!.GetAttribute("aria-invalid"), Text(page.QuerySelector("#filter-problem"))));
        Assert.Equal(["has “Respondent”"], page.QuerySelectorAll(".filter-chip.on").Select(Text));
        Assert.Equal(["No.", "Guests"], page.QuerySelectorAll("thead th").Select(Text));
        Assert.DoesNotContain("many", page.QuerySelector("[data-menu=download] form")!.GetAttribute("action"));
    }

    [Fact]
    public async Task A_filter_in_order_leaves_the_menu_closed_and_its_boxes_empty()
    {
        var page = await ReadAsync($"{List}?f.Guests=gte:5");

        Assert.False(page.QuerySelector("#filter-value")!.Closest("details")!.HasAttribute("open"));
        Assert.Null(page.QuerySelector("#filter-value")!.GetAttribute("aria-invalid"));
        Assert.Equal("", Text(page.QuerySelector("#filter-problem")));
    }

    [Fact]
    public async Task A_submission_opened_from_a_list_says_its_place_and_knows_its_neighbours_there()
    {
        const string Query = "?f.Guests=gte%3A5&f.Guests=lt%3A7&sort=-Guests&column=Name";
        var list = await ReadAsync(List + Query);
        var ids = list.QuerySelectorAll("tbody .row-link").Select(link => link.GetAttribute("href")!).ToList();

        var page = await ReadAsync(ids[2]);

        Assert.StartsWith($"3 of {ids.Count} matching", Text(page.QuerySelector("nav[aria-label=Neighbours]")));
        Assert.Equal((ids[1], ids[3]), (page.QuerySelector("a[rel=prev]")!.GetAttribute("href"), page.QuerySelector("a[rel=next]")!.GetAttribute("href")));
        Assert.EndsWith(Query, ids[3]);
        Assert.Equal($"{List}{Query}#s{ids[2][(ids[2].LastIndexOf('/') + 1)..ids[2].IndexOf('?', StringComparison.Ordinal)]}", page.QuerySelector(".breadcrumb")!.GetAttribute("href"));

        // Two filters of one name: none of them is lost on the way through a form.
        Assert.All(page.QuerySelectorAll("main form").Select(form => form.GetAttribute("action")), action => Assert.Contains("f.Guests=gte%3A5&f.Guests=lt%3A7&", action));
        Assert.All(page.QuerySelectorAll("button[formaction]").Select(button => button.GetAttribute("formaction")), action => Assert.Contains("f.Guests=gte%3A5&f.Guests=lt%3A7&", action));
    }

    [Fact]
    public async Task A_review_that_takes_a_submission_out_of_its_list_says_so_and_the_way_goes_on()
    {
        const string Query = "?review=new&f.Guests=3&sort=number";
        var before = (await ReadAsync(List + Query)).QuerySelectorAll("tbody .row-link").Select(link => link.GetAttribute("href")!).ToList();
        var address = before[1];

        using var answer = await application.Person.SendAsync(address, $"{address}&handler=Review", ("review", "OnHold"), ("was", "New"));
        var after = await ReadAsync(answer.Headers.Location!.OriginalString);
        using var undone = await application.Person.SendAsync(address, $"{address}&handler=Review", ("review", "New"));

        Assert.StartsWith($"No longer in this list: {before.Count - 1} matching", Text(after.QuerySelector("nav[aria-label=Neighbours]")));
        Assert.Equal((before[0], before[2]), (after.QuerySelector("a[rel=prev]")!.GetAttribute("href"), after.QuerySelector("a[rel=next]")!.GetAttribute("href")));
    }

    [Fact]
    public async Task Without_a_list_the_neighbours_are_those_of_all_submissions_newest_first()
    {
        var page = await ReadAsync($"/submissions/{application.Odd.Id}");

        Assert.Equal($"/submissions/{application.Odd.Id + 1}", page.QuerySelector("a[rel=prev]")!.GetAttribute("href"));
        Assert.Equal($"/submissions/{application.Odd.Id - 1}", page.QuerySelector("a[rel=next]")!.GetAttribute("href"));
        Assert.DoesNotContain("matching", Text(page.QuerySelector("nav[aria-label=Neighbours]")));
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
        Assert.Equal($"{List}?state=normalized#s{application.Odd.Id - 10}", after.QuerySelector(".breadcrumb")!.GetAttribute("href"));
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
            Assert.Equal($"{PagesApplication.Submissions - 1}", Text(trash.QuerySelector(".tabs .count")));
            Assert.Equal($"{PagesApplication.Submissions - 1}", Text((await ReadAsync($"{List}/versions")).QuerySelector(".tabs .count")));
            Assert.Contains($"Summer school {PagesApplication.Submissions - 1}", Text((await ReadAsync("/operations")).QuerySelector("#forms-list")));
            Assert.StartsWith("1 of 1 in the trash", Text((await ReadAsync($"{address}?trashed=true")).QuerySelector("nav[aria-label=Neighbours]")));
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

    [Theory]
    [InlineData("closed", "The form takes no respondents now.")]
    [InlineData("open", "What they submit appears here within seconds.")]
    public async Task An_empty_list_says_what_to_do(string state, string sentence)
    {
        var form = application.FormWithoutFields.Id;
        await application.Database.ExecuteAsync($"UPDATE forms SET state = '{state}' WHERE id = {form}");

        var page = await ReadAsync($"/forms/{form}");

        Assert.Equal("No submissions yet", Text(page.QuerySelector(".empty h2")));
        Assert.Contains(sentence, Text(page.QuerySelector(".empty")));
        await application.Database.ExecuteAsync($"UPDATE forms SET state = 'open' WHERE id = {form}");
    }

    [Fact]
    public async Task A_form_without_fields_says_so_instead_of_an_empty_table()
    {
        var page = await ReadAsync($"/forms/{application.FormWithoutFields.Id}/versions");

        Assert.Equal("No fields yet", Text(page.QuerySelector(".empty h2")));
        Assert.Empty(page.QuerySelectorAll("table"));
    }

    private static string? Chosen(IDocument page, string selector) => page.QuerySelector($"{selector} option[selected]")?.GetAttribute("value");

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
