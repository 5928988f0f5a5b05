using System.Net;
using System.Text;
using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Submissions;

public class SubmissionListTests(IdleApplication app) : IClassFixture<IdleApplication>
{
    private readonly HttpClient _client = app.CreateApiClient();

    [Fact]
    public async Task Each_kind_of_value_has_its_own_shape()
    {
        var form = await app.NewFormAsync(
            new("name", ColumnKind.Text), new("amount", ColumnKind.Number), new("agreed", ColumnKind.Boolean), new("day", ColumnKind.Date), new("when", ColumnKind.Timestamp),
            new("plan", ColumnKind.Choice), new("photo", ColumnKind.Blob), new("name", ColumnKind.Boolean), new("nothing", ColumnKind.Text));
        var picture = await app.KeepAsync([1, 2, 3], "image/png");
        var submission = await form.AddAsync(new TestSubmission
        {
            Submitter = "Zoë",
            Document = picture,
            Columns = form.Values(
                ("name", FieldValue.OfText("Ärger \"x\"")), ("amount", FieldValue.Of(12.50m)), ("agreed", FieldValue.Of(false)), ("day", FieldValue.OfDate(new(2026, 11, 18))),
                ("when", FieldValue.OfTimestamp(new(2026, 11, 18, 15, 30, 0))), ("plan", FieldValue.OfText("Business")),
                ("photo", FieldValue.Of(new BlobReference(picture, "image/png", 3))), ("name#checkBox", FieldValue.Of(true))),
        });

        var list = await _client.GetJsonAsync($"/api/forms/{form.Id}/submissions");

        var hex = Convert.ToHexStringLower(picture);
        using var expected = JsonDocument.Parse($$"""
            {"total": 1, "matching": 1, "next": null, "items": [{
              "id": {{submission.Id}}, "number": 1, "submittedAt": "2026-11-18T12:00:00Z", "submitter": "Zoë", "version": 1, "state": "normalized", "review": "new",
              "document": "stored", "late": false,
              "values": {"name": "Ärger \"x\"", "amount": 12.50, "agreed": false, "day": "2026-11-18", "when": "2026-11-18T15:30:00", "plan": "Business",
                "photo": {"sha256": "{{hex}}", "mediaType": "image/png", "size": 3, "url": "{{app.Address.ToString().TrimEnd('/')}}/api/submissions/{{submission.Id}}/files/{{hex}}"},
                "name#checkBox": true, "nothing": null} }]}
            """);
        Assert.True(JsonElement.DeepEquals(expected.RootElement, list), list.GetRawText());
    }

    [Fact]
    public async Task Keys_that_differ_in_case_alone_are_two_filters()
    {
        var form = await app.NewFormAsync(new("Name", ColumnKind.Text), new("name", ColumnKind.Text), new("größe +&=", ColumnKind.Text));
        foreach (var (upper, lower) in new[] { ("a", "b"), ("a", "a"), ("b", "b"), ("b", "a") })
        {
            await form.AddAsync(new TestSubmission
            {
                Columns = form.Values(("Name", FieldValue.OfText(upper)), ("name", FieldValue.OfText(lower)), ("größe +&=", FieldValue.OfText("x +&="))),
            });
        }

        Assert.Equal("1", await NumbersAsync("f.Name=a&f.name=b"));
        Assert.Equal("1", await NumbersAsync("f.name=b&f.Name=a"));
        Assert.Equal("4", await NumbersAsync("f.name=in:a,c&f.Name=b&f.name=ne:b"));
        Assert.Equal("2 1", await NumbersAsync($"f.Name=a&f.{Uri.EscapeDataString("größe +&=")}=eq:x+%2B%26%3D"));
        var twice = await _client.GetJsonAsync($"/api/forms/{form.Id}/submissions?limit=1&limit=2", HttpStatusCode.BadRequest);
        Assert.True(twice.GetProperty("errors").TryGetProperty("limit", out _));
        var shouted = await _client.GetJsonAsync($"/api/forms/{form.Id}/submissions?LIMIT=1", HttpStatusCode.BadRequest);
        Assert.True(shouted.GetProperty("errors").TryGetProperty("LIMIT", out _));

        async Task<string> NumbersAsync(string query) => string.Join(
            ' ', (await _client.GetJsonAsync($"/api/forms/{form.Id}/submissions?{query}")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("number")));
    }

    [Fact]
    public async Task Pages_put_together_are_the_whole_list()
    {
        var form = await app.NewFormAsync(new TestField("amount", ColumnKind.Number));
        for (var i = 0; i < 7; i++)
        {
            await form.AddAsync(new TestSubmission { Columns = i % 3 == 0 ? form.Values() : form.Values(("amount", FieldValue.Of(i % 2))) });
        }

        var numbers = new List<int>();
        for (string? next = ""; next is not null;)
        {
            var page = await _client.GetJsonAsync($"/api/forms/{form.Id}/submissions?limit=2&sort=-amount&cursor={next}");
            Assert.Equal(7, page.GetProperty("total").GetInt32());
            numbers.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("number").GetInt32()));
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal([6, 2, 5, 3, 7, 4, 1], numbers);
    }

    [Fact]
    public async Task A_request_that_cannot_be_understood_says_what_is_wrong_with_which_parameter()
    {
        var form = await app.NewFormAsync(new TestField("amount", ColumnKind.Number));
        var problem = await _client.GetJsonAsync(
            $"/api/forms/{form.Id}/submissions?limit=1001&cursor=xyz&f.amount=gt:many&f.other=1&state=lost&page=2", HttpStatusCode.BadRequest);
        var errors = problem.GetProperty("errors").EnumerateObject().Select(error => error.Name);
        Assert.Equal(["f.amount", "f.other", "limit", "page", "state"], errors.Order(StringComparer.Ordinal));

        var cursor = await _client.GetJsonAsync($"/api/forms/{form.Id}/submissions?cursor=xyz", HttpStatusCode.BadRequest);
        Assert.Equal("cursor", Assert.Single(cursor.GetProperty("errors").EnumerateObject()).Name);
    }

    [Theory]
    [InlineData("/api/forms/999999/submissions")]
    [InlineData("/api/forms/999999/submissions.csv")]
    [InlineData("/api/submissions/999999")]
    [InlineData("/api/submissions/999999/document")]
    [InlineData("/api/submissions/999999/form-data")]
    public async Task What_does_not_exist_is_not_found(string path)
    {
        var problem = await _client.GetJsonAsync(path, HttpStatusCode.NotFound);
        Assert.Contains("999999", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/forms/1/submissions")]
    [InlineData("/api/forms/1/submissions.xlsx")]
    [InlineData("/api/submissions/1")]
    [InlineData("/api/submissions/1/document")]
    [InlineData("/api/submissions/1/files/0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Strangers_see_nothing(string path)
    {
        using var response = await app.CreateAnonymousClient().GetAsync(path);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("%FF%FE")]
    [InlineData("%ED%A0%80")]
    [InlineData("'%22%5C%25_;--")]
    public async Task No_text_in_an_address_breaks_the_list(string text)
    {
        var form = await app.NewFormAsync(new TestField("name", ColumnKind.Text));
        foreach (var parameter in (string[])["q", "f.name", "sort", "cursor", "state", text])
        {
            using var response = await _client.GetAsync($"/api/forms/{form.Id}/submissions?{parameter}={text}");
            Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{parameter}: {response.StatusCode}");
        }
    }

    [Fact]
    public async Task A_list_is_not_kept_by_anyone_on_its_way()
    {
        var form = await app.NewFormAsync();
        using var response = await _client.GetAsync($"/api/forms/{form.Id}/submissions");
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Equal(Encoding.UTF8.WebName, response.Content.Headers.ContentType?.CharSet);
    }
}
