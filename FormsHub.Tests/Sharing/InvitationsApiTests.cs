using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Sharing;

public class InvitationsApiTests(IdleApplication application) : IClassFixture<IdleApplication>
{
    [Fact]
    public async Task One_person_gets_one_link()
    {
        using var api = application.CreateApiClient();
        var form = await PublishAsync(api);

        var made = await PostAsync(api, form, new { name = " Ada ", email = "ada@example.org", reference = "1815" });

        Assert.Equal(("Ada", "ada@example.org", "1815", true, "notOpened"), (Text(made, "name"), Text(made, "email"), Text(made, "reference"), made.GetProperty("singleUse").GetBoolean(), Text(made, "state")));
        Assert.Matches("/i/[A-Za-z0-9_-]{22}$", Text(made, "url"));
    }

    [Fact]
    public async Task A_list_gets_links_in_its_order_and_is_listed_page_by_page_with_the_newest_list_first()
    {
        using var api = application.CreateApiClient();
        var form = await PublishAsync(api);
        await PostAsync(api, form, Enumerable.Range(1, 5).Select(number => new { name = $"Old {number}" }));
        await PostAsync(api, form, Enumerable.Range(1, 5).Select(number => new { name = $"New {number}" }));

        var names = new List<string?>();
        for (var cursor = ""; ;)
        {
            var page = await api.GetFromJsonAsync<JsonElement>($"/api/forms/{form}/invitations?limit=4{cursor}");
            Assert.Equal(10, page.GetProperty("total").GetInt32());
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(item => Text(item, "name")));
            if (page.GetProperty("next").ValueKind == JsonValueKind.Null)
            {
                break;
            }

            cursor = $"&cursor={page.GetProperty("next").GetInt64()}";
        }

        Assert.Equal([.. Enumerable.Range(1, 5).Select(number => $"New {number}"), .. Enumerable.Range(1, 5).Select(number => $"Old {number}")], names);
    }

    [Fact]
    public async Task A_request_that_comes_twice_makes_its_links_once()
    {
        using var api = application.CreateApiClient();
        var form = await PublishAsync(api);
        var key = Guid.NewGuid();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostAsync(api, form, new[] { new { name = "Ada" }, new { name = "Grace" } }, key)));

        Assert.Single(answers.Select(answer => answer.GetProperty("items").GetRawText()).Distinct());
        Assert.Equal(2, await application.Database.ScalarAsync<long>($"SELECT count(*) FROM invitations WHERE form_id = {form}"));
    }

    [Theory]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("5", HttpStatusCode.BadRequest)]
    [InlineData("[5]", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":5}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":"\ud800"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"email":"nobody"}""", HttpStatusCode.BadRequest)]
    [InlineData("""[{"name":"Ada"},{"email":"nobody"}]""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":"Ada","role":"Clerk"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":"Ada","case":"A-17"}""", HttpStatusCode.BadRequest)]
    public async Task A_wrong_request_makes_no_link(string body, HttpStatusCode status)
    {
        using var api = application.CreateApiClient();
        var form = await PublishAsync(api);

        using var response = await api.PostAsync($"/api/forms/{form}/invitations", new StringContent(body, Encoding.UTF8, "application/json"));

        await response.ReadAsync(status);
        Assert.Equal(0, await application.Database.ScalarAsync<long>($"SELECT count(*) FROM invitations WHERE form_id = {form}"));
    }

    [Fact]
    public async Task Ten_thousand_are_taken_at_once_and_no_more()
    {
        using var api = application.CreateApiClient();
        var form = await PublishAsync(api);

        await PostAsync(api, form, Enumerable.Range(1, 10_001).Select(number => new { name = $"Person {number}" }), expected: HttpStatusCode.BadRequest);
        await PostAsync(api, form, Enumerable.Range(1, 10_000).Select(number => new { name = $"Person {number}" }));

        var rows = (await api.GetStringAsync($"/api/forms/{form}/invitations.csv")).TrimEnd().Split("\r\n");
        Assert.Equal(10_001, rows.Length);
        Assert.Contains("Person 10000", rows[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exported_formulas_are_guarded_and_what_a_search_leaves_is_what_is_exported()
    {
        using var api = application.CreateApiClient();
        var form = await PublishAsync(api);
        await PostAsync(api, form, new[] { new { name = "=1+1", reference = "@cmd" }, new { name = "+49 170", reference = "-x" }, new { name = "100%_sure", reference = "-5" } });

        var bytes = await api.GetByteArrayAsync($"/api/forms/{form}/invitations.csv");
        var all = Encoding.UTF8.GetString(bytes);
        var some = await api.GetStringAsync($"/api/forms/{form}/invitations.csv?q=100%25_s");

        Assert.StartsWith("\uFEFFName,E-mail,Reference,Link,State,", all, StringComparison.Ordinal);
        Assert.Contains("\n'=1+1,,'@cmd,http", all, StringComparison.Ordinal);
        Assert.Contains("\n'+49 170,,'-x,http", all, StringComparison.Ordinal);
        Assert.Contains("\n100%_sure,,-5,http", all, StringComparison.Ordinal);
        Assert.Equal(2, some.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task A_link_is_withdrawn_by_its_own_form_only_and_twice_is_no_harm()
    {
        using var api = application.CreateApiClient();
        var (form, other) = (await PublishAsync(api), await PublishAsync(api));
        var id = (await PostAsync(api, form, new { name = "Ada" })).GetProperty("id").GetInt64();

        using var foreign = await api.DeleteAsync($"/api/forms/{other}/invitations/{id}");
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        for (var time = 0; time < 2; time++)
        {
            using var revoked = await api.DeleteAsync($"/api/forms/{form}/invitations/{id}");
            Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        }

        var list = await api.GetFromJsonAsync<JsonElement>($"/api/forms/{form}/invitations?state=revoked");
        Assert.Equal("revoked", Text(list.GetProperty("items")[0], "state"));
    }

    [Theory]
    [InlineData("GET", "/api/forms/1/invitations")]
    [InlineData("GET", "/api/forms/1/invitations.csv")]
    [InlineData("POST", "/api/forms/1/invitations")]
    [InlineData("DELETE", "/api/forms/1/invitations/1")]
    [InlineData("GET", "/forms/1/share/qr.svg")]
    public async Task Strangers_learn_nothing(string method, string address)
    {
        using var client = application.CreateAnonymousClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), address);

        using var response = await client.SendAsync(request);

        Assert.True(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Redirect, $"{response.StatusCode}");
    }

    [Fact]
    public async Task The_QR_code_comes_as_SVG_and_PNG()
    {
        using var api = application.CreateApiClient();
        var form = await PublishAsync(api);

        var svg = await api.GetStringAsync($"/forms/{form}/share/qr.svg");
        var png = await api.GetByteArrayAsync($"/forms/{form}/share/qr.png");

        Assert.StartsWith("<svg ", svg, StringComparison.Ordinal);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], png[..4]);
    }

    private static async Task<int> PublishAsync(HttpClient api) => (await api.PublishAsync(SampleForm.Blank)).GetProperty("id").GetInt32();

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static async Task<JsonElement> PostAsync(HttpClient api, int form, object body, Guid? key = null, HttpStatusCode expected = HttpStatusCode.Created)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/forms/{form}/invitations") { Content = JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key.ToString());
        }

        using var response = await api.SendAsync(request);
        return await response.ReadAsync(expected);
    }
}
