using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Submissions;

public class SubmissionDetailTests(IdleApplication app) : IClassFixture<IdleApplication>
{
    private readonly HttpClient _client = app.CreateApiClient();

    [Fact]
    public async Task Texts_are_what_the_editor_sent_values_what_became_of_them()
    {
        var form = await app.NewFormAsync(new("amount", ColumnKind.Number), new("day", ColumnKind.Date), new("empty", ColumnKind.Text), new("extra", null));
        var formData = """
            {"formsdata": [{"key": "amount", "value": "a dozen", "type": "text"}, {"key": "day", "value": "18.11.2026", "type": "dateTime", "format": "DD.MM.YYYY"},
              {"key": "extra", "value": "first", "type": "text"}, {"key": "extra", "value": "second", "type": "text"}]}
            """;
        var submission = await form.AddAsync(new TestSubmission
        {
            State = SubmissionState.NeedsAttention,
            Reason = "One value does not fit.",
            FormData = await app.KeepAsync(Encoding.UTF8.GetBytes(formData), "application/json"),
            Columns = form.Values(("day", FieldValue.OfDate(new(2026, 11, 18)))),
        });
        await AddEntryAsync(submission.Id, form.Field("amount").Id, 0, "a dozen", "It is no number.");
        await AddEntryAsync(submission.Id, form.Field("extra").Id, 0, "first", null);
        await AddEntryAsync(submission.Id, form.Field("extra").Id, 1, "second", null);

        var detail = await _client.GetJsonAsync($"/api/submissions/{submission.Id}");

        var values = detail.GetProperty("values").EnumerateArray().Select(value => (
            value.GetProperty("key").GetString(), value.GetProperty("text").GetString(), value.GetProperty("value").GetString(), value.GetProperty("problem").GetString()));
        Assert.Equal(
            [("amount", "a dozen", "a dozen", "It is no number."), ("day", "18.11.2026", "2026-11-18", null), ("empty", null, null, null), ("extra", "first", "first", null), ("extra", "second", "second", null)],
            values);
        Assert.Equal("One value does not fit.", detail.GetProperty("reason").GetString());
        Assert.Equal("needsAttention", detail.GetProperty("state").GetString());
        Assert.Equal("missing", detail.GetProperty("document").GetString());
        Assert.Equal(JsonValueKind.Null, detail.GetProperty("links").GetProperty("document").ValueKind);
        Assert.Equal("submission", Assert.Single(detail.GetProperty("timeline").EnumerateArray()).GetProperty("outcome").GetString());
        Assert.Equal(Convert.ToHexStringLower(submission.FormData!), detail.GetProperty("hashes").GetProperty("formData").GetString());
    }

    [Fact]
    public async Task A_submission_is_shown_before_its_values_are_made()
    {
        var form = await app.NewFormAsync(new TestField("name", ColumnKind.Text));
        var formData = await app.KeepAsync("""[{"key": "name", "value": "Anna", "type": "text"}]"""u8.ToArray(), "application/json");
        var submission = await form.AddAsync(new TestSubmission { State = SubmissionState.Received, FormData = formData });

        var value = Assert.Single((await _client.GetJsonAsync($"/api/submissions/{submission.Id}")).GetProperty("values").EnumerateArray());
        Assert.Equal("Anna", value.GetProperty("text").GetString());
        Assert.Equal(JsonValueKind.Null, value.GetProperty("value").ValueKind);
    }

    [Fact]
    public async Task Stored_bytes_come_as_they_are_whole_in_part_or_not_again()
    {
        var form = await app.NewFormAsync();
        var pdf = Encoding.ASCII.GetBytes("%PDF-1.7 and so on");
        var submission = await form.AddAsync(new TestSubmission { Document = await app.KeepAsync(pdf, "application/pdf") });
        var path = $"/api/submissions/{submission.Id}/document";

        using var whole = await _client.GetAsync(path);
        Assert.Equal(pdf, await whole.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/pdf", whole.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", whole.Content.Headers.ContentDisposition?.DispositionType);
        Assert.EndsWith("-1.pdf", whole.Content.Headers.ContentDisposition?.FileName?.Trim('"'), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(whole.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("default-src 'none'; sandbox", Assert.Single(whole.Headers.GetValues("Content-Security-Policy")));

        using var part = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Range = new RangeHeaderValue(1, 3) } };
        using var partial = await _client.SendAsync(part);
        Assert.Equal((HttpStatusCode.PartialContent, "PDF"), (partial.StatusCode, await partial.Content.ReadAsStringAsync()));

        using var again = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { whole.Headers.ETag! } } };
        using var unchanged = await _client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task A_picture_is_given_only_where_it_belongs()
    {
        var form = await app.NewFormAsync(new("photo", ColumnKind.Blob), new("seen", null, FieldType.Picture));
        var png = await app.KeepAsync([0x89, 0x50, 0x4E, 0x47, 1], "image/png");
        var svg = await app.KeepAsync("<svg/>"u8.ToArray(), "image/svg+xml");
        var first = await form.AddAsync(new TestSubmission { Columns = form.Values(("photo", FieldValue.Of(new BlobReference(png, "image/png", 5)))) });
        var second = await form.AddAsync(new TestSubmission { Ledger = [new LedgerEntry { SubmissionId = 0, FieldId = form.Field("seen").Id, Text = "picture", Blob = svg }] });

        using var shown = await _client.GetAsync($"/api/submissions/{first.Id}/files/{Convert.ToHexStringLower(png)}");
        Assert.Equal(("image/png", null), (shown.Content.Headers.ContentType?.MediaType, shown.Content.Headers.ContentDisposition));
        Assert.Contains("sandbox", Assert.Single(shown.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);

        using var saved = await _client.GetAsync($"/api/submissions/{second.Id}/files/{Convert.ToHexString(svg)}");
        Assert.Equal(("application/octet-stream", "attachment"), (saved.Content.Headers.ContentType?.MediaType, saved.Content.Headers.ContentDisposition?.DispositionType));

        await _client.GetJsonAsync($"/api/submissions/{second.Id}/files/{Convert.ToHexStringLower(png)}", HttpStatusCode.NotFound);
        await _client.GetJsonAsync($"/api/submissions/{first.Id}/files/{new string('z', 64)}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_a_reviewer_decides_is_kept_and_written_down()
    {
        var form = await app.NewFormAsync();
        var submission = await form.AddAsync(new TestSubmission());
        using var response = await _client.PatchAsJsonAsync($"/api/submissions/{submission.Id}", new { review = "approved", note = "Looks fine" });
        var detail = await response.ReadAsync(HttpStatusCode.OK);
        Assert.Equal(("approved", "Looks fine", false), (detail.GetProperty("review").GetString(), detail.GetProperty("note").GetString(), detail.GetProperty("trashed").GetBoolean()));

        using var cleared = await _client.PatchAsync($"/api/submissions/{submission.Id}", JsonContent.Create(new Dictionary<string, object?> { ["note"] = null }));
        detail = await cleared.ReadAsync(HttpStatusCode.OK);
        Assert.Equal(("approved", JsonValueKind.Null), (detail.GetProperty("review").GetString(), detail.GetProperty("note").ValueKind));
        Assert.Equal("bootstrap key", await app.Database.ScalarAsync<string>($"SELECT actor FROM audit_log WHERE subject = 'submission {submission.Id}' AND details->>'review' = 'approved'"));
        Assert.Equal(0, await app.Database.ScalarAsync<long>("SELECT count(*) FROM audit_log WHERE details::text LIKE '%Looks fine%'"));
    }

    [Theory]
    [InlineData(SubmissionState.Normalized)]
    [InlineData(SubmissionState.Received)]
    public async Task What_is_in_the_trash_is_out_of_the_list_until_it_is_taken_back(SubmissionState state)
    {
        var form = await app.NewFormAsync();
        var submission = await form.AddAsync(new TestSubmission { State = state });
        async Task<(int, int)> CountsAsync() => (
            (await _client.GetJsonAsync($"/api/forms/{form.Id}/submissions")).GetProperty("total").GetInt32(),
            (await _client.GetJsonAsync($"/api/forms/{form.Id}/submissions?trashed=true")).GetProperty("items").GetArrayLength());

        Assert.Equal((1, 0), await CountsAsync());
        (await _client.PatchAsJsonAsync($"/api/submissions/{submission.Id}", new { trashed = true })).EnsureSuccessStatusCode();
        Assert.Equal((0, 1), await CountsAsync());
        (await _client.PatchAsJsonAsync($"/api/submissions/{submission.Id}", new { trashed = false })).EnsureSuccessStatusCode();
        Assert.Equal((1, 0), await CountsAsync());
    }

    [Theory]
    [InlineData("""{"review": "maybe"}""", "review")]
    [InlineData("""{"review": 1}""", "review")]
    [InlineData("""{"note": 5}""", "note")]
    [InlineData("""{"trashed": "yes"}""", "trashed")]
    [InlineData("""{"state": "normalized"}""", "state")]
    [InlineData("""[]""", "body")]
    public async Task A_change_that_cannot_be_understood_changes_nothing(string body, string parameter)
    {
        var form = await app.NewFormAsync();
        var submission = await form.AddAsync(new TestSubmission());
        using var response = await _client.PatchAsync($"/api/submissions/{submission.Id}", new StringContent(body, Encoding.UTF8, "application/json"));
        var problem = await response.ReadAsync(HttpStatusCode.BadRequest);
        Assert.Equal(parameter, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
        Assert.Equal(0, await app.Database.ScalarAsync<long>($"SELECT count(*) FROM audit_log WHERE subject = 'submission {submission.Id}'"));
    }

    private Task AddEntryAsync(long submissionId, int fieldId, int ordinal, string text, string? problem) =>
        app.Database.ExecuteAsync($"INSERT INTO field_values (submission_id, field_id, ordinal, text, problem) VALUES ({submissionId}, {fieldId}, {ordinal}, '{text}', {(problem is null ? "NULL" : $"'{problem}'")})");
}
