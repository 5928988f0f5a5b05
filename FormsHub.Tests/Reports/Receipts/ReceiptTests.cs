using System.Net;
using System.Text;
using FormsHub.Jobs;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Receipts;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Reports.Pdf;
using FormsHub.Tests.Submissions;
using FormsHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.Reports.Receipts;

public class ReceiptTests(IdleApplication app) : IClassFixture<IdleApplication>
{
    private readonly HttpClient _client = app.CreateApiClient();

    [Fact]
    public async Task A_receipt_says_who_answered_what_when_and_how_to_check_it()
    {
        var form = await app.NewFormAsync(new("Name", ColumnKind.Text), new("Guests", ColumnKind.Number), new("Vegetarian", ColumnKind.Boolean), new("Arrival", ColumnKind.Date), new("الاسم", ColumnKind.Text), new("Comment", ColumnKind.Text));
        await app.Database.ExecuteAsync($"UPDATE forms SET title = 'Summer school', asked_by = 'City of Plymouth', time_zone = 'Europe/London' WHERE id = {form.Id}");
        var document = await app.KeepAsync(Encoding.ASCII.GetBytes("%PDF-1.7 filled"), "application/pdf");
        var formData = """
            {"formsdata": [{"key": "Name", "value": "Anna Adams", "type": "text"}, {"key": "Guests", "value": "1,200", "type": "text"}, {"key": "Vegetarian", "value": true, "type": "checkBox"},
              {"key": "Arrival", "value": "18/11/2026", "type": "dateTime"}, {"key": "الاسم", "value": "مرحبا", "type": "text"}]}
            """;
        var submission = await form.AddAsync(new TestSubmission
        {
            Number = 1234,
            SubmittedAt = new(2026, 6, 18, 14, 5, 9, DateTimeKind.Utc),
            Submitter = "Anna Adams",
            Document = document,
            FormData = await app.KeepAsync(Encoding.UTF8.GetBytes(formData), "application/json"),
            Columns = form.Values(("Name", FieldValue.OfText("Anna Adams")), ("Guests", FieldValue.Of(1200)), ("Vegetarian", FieldValue.Of(true)), ("Arrival", FieldValue.OfDate(new(2026, 11, 18))), ("الاسم", FieldValue.OfText("مرحبا"))),
        });

        using var response = await _client.GetAsync(Path(submission));
        var pdf = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal(("application/pdf", "attachment"), (response.Content.Headers.ContentType?.MediaType, response.Content.Headers.ContentDisposition?.DispositionType));
        Assert.EndsWith("-1234-receipt.pdf", response.Content.Headers.ContentDisposition?.FileName?.Trim('"'), StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl?.NoStore);
        var page = Assert.Single(PdfReader.Pages(pdf, "-layout"));
        var code = await app.Services.GetRequiredService<VerificationCodes>().OfAsync(submission.Id, default);
        Assert.All(
            ["City of Plymouth", "Receipt", "Summer school", "No. 1,234", "18 June 2026, 15:05:09", "Europe/London (UTC+01:00)", "Anna Adams", "1,200", "Yes", "18/11/2026", "مرحبا", "Comment", code, Convert.ToHexStringLower(document), "Page 1 of 1"],
            text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.Equal([$"{app.Address.ToString().TrimEnd('/')}/verify/{code}"], PdfReader.Links(pdf).Distinct());
        Assert.Equal(("Receipt no. 1,234: Summer school", "City of Plymouth"), (PdfReader.Info(pdf)["Title"], PdfReader.Info(pdf)["Author"]));
        PdfReader.Check(pdf);
    }

    [Fact]
    public async Task Of_a_choice_its_words_are_said_and_not_the_code_that_was_sent()
    {
        var form = await app.NewFormAsync(new TestField("Meal", ColumnKind.Text, FieldType.Radio));
        await app.Database.ExecuteAsync(
            $$"""UPDATE form_version_fields SET definition = definition || '{"options": [{"label": "With meat", "value": "meat"}]}' WHERE field_id = {{form.Field("Meal").Id}}""");
        var submission = await form.AddAsync(new TestSubmission
        {
            FormData = await app.KeepAsync("""{"formsdata": [{"key": "Meal", "value": "meat", "type": "radio"}]}"""u8.ToArray(), "application/json"),
            Columns = form.Values(("Meal", FieldValue.OfText("With meat"))),
        });

        foreach (var file in new[] { "receipt", "report" })
        {
            Assert.Contains("With meat", PdfReader.Text(await _client.GetByteArrayAsync($"/api/submissions/{submission.Id}/{file}.pdf")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_square_code_on_it_is_that_of_its_address()
    {
        var form = await app.NewFormAsync(new TestField("Name", ColumnKind.Text));
        var submission = await form.AddAsync(new TestSubmission());
        var pdf = await _client.GetByteArrayAsync(Path(submission));
        var expected = QrCode.Of(PdfReader.Links(pdf)[0]);
        const int scale = 4;
        var page = PdfReader.Render(pdf, dotsPerInch: 72 * scale);

        // The page's only black is the code's; its border is white.
        var modules = expected.GetLength(0);
        var (left, top) = FirstBlack(page);
        var module = 104.0 * scale / modules;
        for (var row = 0; row < modules - 8; row++)
        {
            for (var column = 0; column < modules - 8; column++)
            {
                var isDark = page.At((int)(left + ((column + 0.5) * module)), (int)(top + ((row + 0.5) * module))).Green < 128;
                Assert.True(isDark == expected[row + 4, column + 4], $"module {row}, {column}");
            }
        }
    }

    [Fact]
    public async Task Pictures_are_in_their_place_and_what_cannot_be_shown_is_named()
    {
        var form = await app.NewFormAsync(new("Photo", ColumnKind.Blob), new("Animation", ColumnKind.Blob), new("Signature", ColumnKind.Blob, FieldType.Signature));
        var png = Png.Of(600, 200);
        var photo = new BlobReference(await app.KeepAsync(png, "image/png"), "image/png", png.Length);
        var gif = new BlobReference(await app.KeepAsync("GIF89a and so on"u8.ToArray(), "image/gif"), "image/gif", 16);
        var submission = await form.AddAsync(new TestSubmission { Columns = form.Values(("Photo", FieldValue.Of(photo)), ("Animation", FieldValue.Of(gif)), ("Signature", FieldValue.Of(photo))) });

        var pdf = await _client.GetByteArrayAsync(Path(submission));

        var text = PdfReader.Text(pdf, "-raw").Replace("\n", "", StringComparison.Ordinal);
        Assert.Contains("image/gif, 16 bytes", text, StringComparison.Ordinal);
        Assert.Contains(gif.Hex, text, StringComparison.Ordinal);
        var words = PdfWords.Of(pdf);
        var (photoTop, next) = (words.First(word => word.Text == "Photo").Top, words.First(word => word.Text == "Animation").Top);
        Assert.InRange(PdfReader.Render(pdf).Ink(205, photoTop, 545, next), 20_000, 60_000);
        Assert.InRange(next - photoTop, 90, 190);
        // A signature is small.
        var signature = words.First(word => word.Text == "Signature").Top;
        Assert.InRange(PdfReader.Render(pdf).Ink(205, signature, 545, signature + 75), 8_000, 12_000);
    }

    [Fact]
    public async Task Many_empty_answers_are_named_together()
    {
        var form = await app.NewFormAsync([.. Enumerable.Range(1, 12).Select(number => new TestField($"Question {number}", ColumnKind.Text, Ready: true))]);
        var submission = await form.AddAsync(new TestSubmission { Columns = form.Values(("Question 3", FieldValue.OfText("An answer"))) });

        var text = PdfReader.Text(await _client.GetByteArrayAsync(Path(submission)));

        Assert.Contains("An answer", text, StringComparison.Ordinal);
        Assert.Contains("Left empty: Question 1 · Question 2 · Question 4", text.Replace('\n', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_submission_that_wants_to_break_it_has_a_receipt_of_some_pages()
    {
        var form = await app.NewFormAsync(new TestField("Name", ColumnKind.Text));
        var label = string.Concat(Enumerable.Repeat("<b>\u202e\u0007 very long label ", 2_000));
        await app.Database.ExecuteAsync($"UPDATE forms SET title = '{label[..200]}', asked_by = '{label[..200]}' WHERE id = {form.Id}; UPDATE form_fields SET label = '{label}' WHERE form_id = {form.Id}");
        var submission = await form.AddAsync(new TestSubmission { Submitter = label, Columns = form.Values(("Name", FieldValue.OfText(new string('x', 500_000)))) });

        var pdf = await _client.GetByteArrayAsync(Path(submission));

        Assert.InRange(PdfReader.Pages(pdf).Length, 3, 20);
        Assert.Contains("(480,000 more characters)", PdfReader.Text(pdf).Replace('\n', ' '), StringComparison.Ordinal);
        PdfReader.Check(pdf);
    }

    [Theory]
    [InlineData(SubmissionState.Failed, "The answers could not be read")]
    [InlineData(SubmissionState.Received, "Anna")]
    [InlineData(SubmissionState.NeedsAttention, "a dozen")]
    public async Task Whatever_its_state_a_submission_has_a_receipt(SubmissionState state, string text)
    {
        var form = await app.NewFormAsync(new("Name", ColumnKind.Text), new("Guests", ColumnKind.Number));
        var formData = state == SubmissionState.Failed ? "no json" : """[{"key": "Name", "value": "Anna", "type": "text"}, {"key": "Guests", "value": "a dozen", "type": "text"}]""";
        var submission = await form.AddAsync(new TestSubmission { State = state, FormData = await app.KeepAsync(Encoding.UTF8.GetBytes(formData), "application/json") });

        var page = PdfReader.Text(await _client.GetByteArrayAsync(Path(submission)));

        Assert.Contains(text, page, StringComparison.Ordinal);
        Assert.Contains("The document itself has not arrived yet", page, StringComparison.Ordinal);
        Assert.Contains("Anonymous", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_may_see_a_submission_gets_its_receipt()
    {
        var form = await app.NewFormAsync();
        var submission = await form.AddAsync(new TestSubmission());
        using var stranger = app.CreateAnonymousClient();

        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(Path(submission))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync("/api/submissions/999999999/receipt.pdf")).StatusCode);
        Assert.False(await app.Services.GetRequiredService<Jobs.Reports.Receipts.Receipts>().WriteAsync(999999999, Stream.Null, default));
    }

    [Fact]
    public async Task The_paper_is_a_setting()
    {
        await using var american = await FormsHubApplication.StartAsync(("Jobs:Enabled", "false"), ($"Reports:{nameof(ReportsOptions.Paper)}", "Letter"), ("FormsHub:PublicUrl", "https://forms.example.org/sub/"));
        var submission = await (await american.NewFormAsync()).AddAsync(new TestSubmission());
        using var client = american.CreateApiClient();

        var pdf = await client.GetByteArrayAsync(Path(submission));

        Assert.Equal("612 x 792 pts (letter)", PdfReader.Info(pdf)["Page size"]);
        Assert.StartsWith("https://forms.example.org/sub/verify/", PdfReader.Links(pdf)[0], StringComparison.Ordinal);
    }

    private static string Path(TestSubmission submission) => $"/api/submissions/{submission.Id}/receipt.pdf";

    private static (int X, int Y) FirstBlack(PagePicture page)
    {
        for (var y = 0; y < page.Height; y++)
        {
            for (var x = 0; x < page.Width; x++)
            {
                if (page.At(x, y) == (0, 0, 0))
                {
                    return (x, y);
                }
            }
        }

        throw new InvalidOperationException("Nothing on the page is black.");
    }
}
