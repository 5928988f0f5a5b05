using System.Net;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Reports.Pdf;
using FormsHub.Tests.Submissions;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Reports.Paper;

public class RegisterTests(IdleApplication app) : IClassFixture<IdleApplication>
{
    private readonly HttpClient _client = app.CreateApiClient();

    [Fact]
    public async Task A_register_says_what_was_asked_what_the_answers_say_and_lists_all_of_them()
    {
        var form = await app.NewFormAsync(new("Name", ColumnKind.Text), new("Amount", ColumnKind.Number), new("Year", ColumnKind.Number), new("Plan", ColumnKind.Choice));
        await app.Database.ExecuteAsync($"UPDATE forms SET title = 'Garden plots', asked_by = 'City of Plymouth', time_zone = 'Europe/Berlin' WHERE id = {form.Id}");
        for (var i = 0; i < 3; i++)
        {
            await form.AddAsync(new TestSubmission
            {
                Submitter = $"Person {i}", Review = i == 0 ? ReviewState.Approved : ReviewState.New, SubmittedAt = new DateTime(2026, 11, 17 + i, 23, 30, 0, DateTimeKind.Utc),
                Columns = form.Values(("Name", FieldValue.OfText($"Name {i}")), ("Amount", FieldValue.Of(1000.5m + i)), ("Year", FieldValue.Of(2026)), ("Plan", FieldValue.OfText(i == 2 ? "Large" : "Small"))),
            });
        }

        using var response = await _client.GetAsync($"/api/forms/{form.Id}/submissions.pdf?sort=number&f.Amount=gte:1001");
        var pdf = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal("application/pdf", response.Content.Headers.ContentType?.MediaType);
        PdfReader.Check(pdf);
        var (text, info) = (PdfReader.Text(pdf, "-layout"), PdfReader.Info(pdf));
        Assert.All(
            ["Garden plots", "City of Plymouth", "Register of submissions", "Amount is at least 1001", "of 3", "19 Nov 2026, 00:30", "20 Nov 2026, 00:30", "Person 1", "1001.5", "Name 2", "Large", "At a glance", "Times are in Europe/Berlin", "Page 1 of"],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.Contains("Sum 2,004", text, StringComparison.Ordinal);
        Assert.Contains("Mean 1,002", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Sum 4,052", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Name 0", text, StringComparison.Ordinal);
        Assert.Equal(("Garden plots: register of submissions", "City of Plymouth"), (info["Title"], info["Author"]));
        Assert.Contains("Amount is at least 1001", info["Subject"], StringComparison.Ordinal);
        Assert.DoesNotContain("At a glance", PdfReader.Text(await _client.GetByteArrayAsync($"/api/forms/{form.Id}/submissions.pdf?charts=false")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_too_many_for_a_page_go_on_in_further_tables_of_the_same_rows()
    {
        var form = await app.NewFormAsync([.. Enumerable.Range(1, 25).Select(number => new TestField($"Question {number}", ColumnKind.Text))]);
        for (var i = 0; i < 40; i++)
        {
            await form.AddAsync(new TestSubmission { Columns = form.Values([.. Enumerable.Range(1, 25).Select(number => ($"Question {number}", FieldValue.OfText($"a{i}q{number}")))]) });
        }

        var pdf = await _client.GetByteArrayAsync($"/api/forms/{form.Id}/submissions.pdf?sort=number&charts=false");

        var text = PdfReader.Text(pdf, "-layout");
        Assert.Contains("The submissions, columns 1 to", text, StringComparison.Ordinal);
        Assert.Contains("of 31", text, StringComparison.Ordinal);
        var words = PdfWords.Of(pdf).Select(word => word.Text).Where(word => word.StartsWith('a') && word.Contains('q')).ToList();
        Assert.Equal(40 * 25, words.Count);
        Assert.Equal(40 * 25, words.Distinct().Count());
        Assert.Equal("841.89 x 595.276 pts (A4)", PdfReader.Info(pdf)["Page size"]);
        PdfReader.Check(pdf);
    }

    [Fact]
    public async Task Few_columns_stand_upright_on_the_paper_that_was_asked_for()
    {
        var form = await app.NewFormAsync(new TestField("Name", ColumnKind.Text));
        await form.AddAsync(new TestSubmission());

        var pdf = await _client.GetByteArrayAsync($"/api/forms/{form.Id}/submissions.pdf?column=number&column=Name&paper=letter");

        Assert.Equal("612 x 792 pts (letter)", PdfReader.Info(pdf)["Page size"]);
    }

    [Fact]
    public async Task More_columns_than_paper_holds_are_refused_with_advice()
    {
        var form = await app.NewFormAsync([.. Enumerable.Range(1, 60).Select(number => new TestField($"q{number}", ColumnKind.Text, Ready: false))]);

        var problem = await _client.GetJsonAsync($"/api/forms/{form.Id}/submissions.pdf", HttpStatusCode.UnprocessableEntity);

        Assert.Contains("at most 60 columns, and 66 were asked for. Choose fewer columns", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync($"/api/forms/{form.Id}/submissions.pdf?layout=pages")).StatusCode);
    }

    [Theory]
    [InlineData("الاسم الكامل", "محمد علي", "ar")]
    [InlineData("שם מלא", "אנה", "he")]
    [InlineData("お名前", "山田太郎", "ja")]
    [InlineData("नाम", "अनीता शर्मा", "hi")]
    [InlineData("ชื่อ", "สมชาย", "th")]
    [InlineData("Имя", "Анна", "en")]
    public async Task Every_script_can_be_read_from_it(string label, string value, string language)
    {
        var form = await app.NewFormAsync(new TestField(label, ColumnKind.Text));
        await app.Database.ExecuteAsync($"UPDATE forms SET title = '{label}' WHERE id = {form.Id}");
        await form.AddAsync(new TestSubmission { Submitter = value, Columns = form.Values((label, FieldValue.OfText(value))) });

        foreach (var layout in (string[])["register", "pages", "bundle"])
        {
            var pdf = await _client.GetByteArrayAsync($"/api/forms/{form.Id}/submissions.pdf?layout={layout}");
            var text = PdfReader.Text(pdf).Normalize(System.Text.NormalizationForm.FormKC);
            Assert.Contains(value.Split(' ')[0], text, StringComparison.Ordinal);
            Assert.Equal(language, PdfReader.Catalog(pdf).GetProperty("/Lang").GetString()?.Replace("u:", "", StringComparison.Ordinal));
            Assert.Equal(0, PdfReader.Fonts(pdf).Count(font => !font.IsWhole));
            PdfReader.Check(pdf);
        }

        // Where a form runs from right to left its first column stands on the right.
        var words = PdfWords.Of(await _client.GetByteArrayAsync($"/api/forms/{form.Id}/submissions.pdf?charts=false&column=number&column=review"));
        Assert.Equal(language is "ar" or "he", words.Last(word => word.Text == "Number").Left > words.Last(word => word.Text == "Review").Left);
    }
}
