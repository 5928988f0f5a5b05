using System.Net;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Reports.Pdf;
using FormsHub.Tests.Submissions;
using FormsHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.Reports.Paper;

public class SubmissionPaperTests(IdleApplication app) : IClassFixture<IdleApplication>
{
    private readonly HttpClient _client = app.CreateApiClient();

    [Fact]
    public async Task A_submission_as_PDF_says_all_that_those_who_work_with_it_need()
    {
        var form = await app.NewFormAsync(new("Name", ColumnKind.Text), new("Guests", ColumnKind.Number), new("extra", null));
        await app.Database.ExecuteAsync($"UPDATE forms SET title = 'Summer school', time_zone = 'Europe/London' WHERE id = {form.Id}");
        var document = await app.KeepAsync("%PDF-1.7 filled"u8.ToArray(), "application/pdf");
        var data = await app.KeepAsync("""[{"key": "Name", "value": "Ada", "type": "text"}, {"key": "Guests", "value": "a dozen", "type": "text"}]"""u8.ToArray(), "application/json");
        var submission = await form.AddAsync(new TestSubmission
        {
            Number = 12, Submitter = "Ada Lovelace", State = SubmissionState.NeedsAttention, Review = ReviewState.OnHold, Reason = "One answer is no number.", Late = true, Document = document, FormData = data,
            Columns = form.Values(("Name", FieldValue.OfText("Ada"))), SubmittedAt = new(2026, 6, 18, 14, 5, 9, DateTimeKind.Utc),
            Ledger = [new LedgerEntry { SubmissionId = 0, FieldId = form.Field("Guests").Id, Text = "a dozen", Problem = "It is no number." }],
        });
        await app.Database.ExecuteAsync($"UPDATE submissions SET note = 'Ask her again.' WHERE id = {submission.Id}");

        using var response = await _client.GetAsync($"/api/submissions/{submission.Id}/report.pdf");
        var pdf = await response.Content.ReadAsByteArrayAsync();

        Assert.EndsWith("-12.pdf", response.Content.Headers.ContentDisposition?.FileName?.Trim('"'), StringComparison.Ordinal);
        var text = PdfReader.Text(pdf, "-layout");
        var code = await app.Services.GetRequiredService<VerificationCodes>().OfAsync(submission.Id, default);
        Assert.All(
            ["Summer school", "No. 12", "18 Jun 2026", "15:05:09", "Europe/London (UTC+01:00)", "Ada Lovelace", "On hold", "Needs attention", "One answer is no number.", "after the form was closed", "Ask her again.", "a dozen", "It is no number.", code, Convert.ToHexStringLower(document), Convert.ToHexStringLower(data)],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.Contains($"/verify/{code}", PdfReader.Links(pdf)[0], StringComparison.Ordinal);
        PdfReader.Check(pdf);
    }

    [Fact]
    public async Task Answers_stand_with_those_of_the_same_role()
    {
        var form = await app.NewFormAsync(new("First", ColumnKind.Text), new("Second", ColumnKind.Text), new("Third", ColumnKind.Text));
        foreach (var (key, role) in new[] { ("First", "Applicant"), ("Second", "Clerk"), ("Third", "Applicant") })
        {
            await app.Database.ExecuteAsync(
                $$"""
                UPDATE form_version_fields SET definition = '{"key": "{{key}}", "type": "text", "suggestedLabel": "{{key}}", "role": "{{role}}"}' WHERE field_id = {{form.Field(key).Id}}
                """);
        }

        var submission = await form.AddAsync(new TestSubmission { Columns = form.Values(("First", FieldValue.OfText("one")), ("Second", FieldValue.OfText("two")), ("Third", FieldValue.OfText("three"))) });

        var words = PdfWords.Of(await _client.GetByteArrayAsync($"/api/submissions/{submission.Id}/report.pdf")).OrderBy(word => word.Top).Select(word => word.Text).ToList();

        Assert.Equal(["Applicant", "one", "three", "Clerk", "two"], words.Where(word => word is "Applicant" or "Clerk" or "one" or "two" or "three"));
    }

    [Fact]
    public async Task Pages_of_many_begin_a_page_and_a_bookmark_for_each()
    {
        var form = await app.NewFormAsync(new("Name", ColumnKind.Text), new("Secret", ColumnKind.Text));
        for (var i = 1; i <= 3; i++)
        {
            await form.AddAsync(new TestSubmission { Submitter = $"Person {i}", Columns = form.Values(("Name", FieldValue.OfText($"Name {i}")), ("Secret", FieldValue.OfText("hidden"))) });
        }

        var pdf = await _client.GetByteArrayAsync($"/api/forms/{form.Id}/submissions.pdf?layout=pages&sort=number&column=Name");

        var pages = PdfReader.Pages(pdf);
        Assert.Equal(3, pages.Length);
        Assert.All(pages, (page, index) => Assert.Contains($"Name {index + 1}", page, StringComparison.Ordinal));
        Assert.All(pages, (page, index) => Assert.Contains($"Page {index + 1} of 3", page, StringComparison.Ordinal));
        Assert.DoesNotContain("hidden", string.Concat(pages), StringComparison.Ordinal);
        var bookmarks = PdfReader.Outlines(pdf).EnumerateArray().ToArray();
        Assert.Equal(["No. 1 · Person 1", "No. 2 · Person 2", "No. 3 · Person 3"], bookmarks.Select(bookmark => bookmark.GetProperty("title").GetString()));
        Assert.Equal([1, 2, 3], bookmarks.Select(bookmark => bookmark.GetProperty("destpageposfrom1").GetInt32()));
        PdfReader.Check(pdf);
    }

    [Fact]
    public async Task Only_who_may_see_a_submission_gets_its_pages()
    {
        var submission = await (await app.NewFormAsync()).AddAsync(new TestSubmission());
        using var stranger = app.CreateAnonymousClient();

        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync($"/api/submissions/{submission.Id}/report.pdf")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync("/api/submissions/999999999/report.pdf")).StatusCode);
    }
}
