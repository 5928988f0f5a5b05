using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Forms;

public class FormChangeTests(IdleApplication application) : IClassFixture<IdleApplication>
{
    [Fact]
    public async Task Every_member_is_kept_and_shown_and_the_password_is_neither_shown_nor_stored()
    {
        using var api = application.CreateApiClient();
        var id = await PublishAsync(api);

        var form = await PatchAsync(api, id, """
            {"title":" Summer fair ","askedBy":"City library","purpose":"To plan seats.\nKept for a year.","allowCopy":true,"resultMessage":"Thank you","timeZone":"Europe/Berlin",
             "opensAt":"2026-11-18T15:30:00+01:00","closesAt":"2027-01-01T00:00:00Z","maxSubmissions":500,"notYetOpenMessage":"Soon","closedMessage":"Over","fullMessage":"Full",
             "publicLink":false,"onePerPerson":true,"password":"open sesame","embedOrigins":["https://www.example.org","https://WWW.example.org/","http://intranet:8080","https://bücher.example"]}
            """);

        Assert.Equal("Summer fair", form.GetProperty("title").GetString());
        Assert.Equal("City library", form.GetProperty("askedBy").GetString());
        Assert.Equal("To plan seats.\nKept for a year.", form.GetProperty("purpose").GetString());
        Assert.True(form.GetProperty("allowCopy").GetBoolean());
        Assert.Equal("Europe/Berlin", form.GetProperty("timeZone").GetString());
        Assert.Equal(new DateTimeOffset(2026, 11, 18, 14, 30, 0, TimeSpan.Zero), form.GetProperty("opensAt").GetDateTimeOffset());
        Assert.Equal(("Soon", "Over", "Full"), (form.GetProperty("notYetOpenMessage").GetString(), form.GetProperty("closedMessage").GetString(), form.GetProperty("fullMessage").GetString()));
        Assert.Equal((false, true, true), (form.GetProperty("publicLink").GetBoolean(), form.GetProperty("onePerPerson").GetBoolean(), form.GetProperty("hasPassword").GetBoolean()));
        Assert.Equal(["https://www.example.org", "http://intranet:8080", "https://xn--bcher-kva.example"], form.GetProperty("embedOrigins").EnumerateArray().Select(origin => origin.GetString()));
        Assert.DoesNotContain("sesame", form.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", await application.Database.ScalarAsync<string>($"SELECT password_hash FROM forms WHERE id = {id}"), StringComparison.Ordinal);

        var cleared = await PatchAsync(api, id, """{"password":null,"opensAt":null,"askedBy":"","closedMessage":"  ","embedOrigins":[]}""");
        Assert.Equal((false, JsonValueKind.Null, JsonValueKind.Null, JsonValueKind.Null), (cleared.GetProperty("hasPassword").GetBoolean(),
            cleared.GetProperty("opensAt").ValueKind, cleared.GetProperty("askedBy").ValueKind, cleared.GetProperty("closedMessage").ValueKind));
        Assert.Equal(("Summer fair", 500), (cleared.GetProperty("title").GetString(), cleared.GetProperty("maxSubmissions").GetInt32()));
    }

    [Fact]
    public async Task Changes_of_different_members_at_once_all_hold()
    {
        using var api = application.CreateApiClient();
        var id = await PublishAsync(api);
        string[] changes =
        [
            """{"title":"Renamed"}""", """{"askedBy":"Somebody"}""", """{"maxSubmissions":7}""", """{"timeZone":"Asia/Tokyo"}""", """{"closedMessage":"Over"}""",
            """{"onePerPerson":true}""", """{"embedOrigins":["https://a.example"]}""", """{"closesAt":"2030-01-01T00:00:00Z"}""",
        ];

        for (var round = 0; round < 5; round++)
        {
            await application.Database.ExecuteAsync(
                $"UPDATE forms SET title = 'x', asked_by = NULL, max_submissions = NULL, time_zone = 'UTC', closed_message = NULL, one_per_person = false, embed_origins = '{{}}', closes_at = NULL WHERE id = {id}");
            await Task.WhenAll(changes.Select(change => PatchAsync(api, id, change)));

            var form = await api.GetFromJsonAsync<JsonElement>($"/api/forms/{id}");
            Assert.Equal(
                ("Renamed", "Somebody", 7, "Asia/Tokyo", "Over", true, 1, 2030),
                (form.GetProperty("title").GetString(), form.GetProperty("askedBy").GetString(), form.GetProperty("maxSubmissions").GetInt32(), form.GetProperty("timeZone").GetString(),
                    form.GetProperty("closedMessage").GetString(), form.GetProperty("onePerPerson").GetBoolean(), form.GetProperty("embedOrigins").GetArrayLength(),
                    form.GetProperty("closesAt").GetDateTimeOffset().Year));
        }
    }

    [Theory]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    [InlineData("9990-12-31T23:59:59-14:00")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1900-01-01T00:00:00+14:00")]
    public async Task A_time_at_the_ends_of_the_calendar_is_refused_because_nobody_could_read_it_back(string time)
    {
        using var api = application.CreateApiClient();
        var id = await PublishAsync(api);

        foreach (var member in (string[])["opensAt", "closesAt"])
        {
            using var answer = await api.PatchAsJsonAsync($"/api/forms/{id}", new Dictionary<string, string> { [member] = time });
            Assert.Contains(member, (await answer.ReadAsync(HttpStatusCode.BadRequest)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal(JsonValueKind.Null, (await api.GetFromJsonAsync<JsonElement>($"/api/forms/{id}")).GetProperty("closesAt").ValueKind);
        using var forms = await api.GetAsync("/api/forms");
        Assert.Equal(HttpStatusCode.OK, forms.StatusCode);
    }

    [Fact]
    public async Task Opening_and_closing_times_that_cross_are_refused_however_they_meet()
    {
        using var api = application.CreateApiClient();
        var id = await PublishAsync(api);
        await PatchAsync(api, id, """{"closesAt":"2027-01-01T00:00:00Z"}""");

        var problem = await PatchAsync(api, id, """{"opensAt":"2027-01-02T00:00:00Z"}""", HttpStatusCode.BadRequest);

        Assert.Equal("closesAt: The closing time must be later than the opening time.", problem.GetProperty("detail").GetString());
        Assert.Equal(JsonValueKind.Null, (await api.GetFromJsonAsync<JsonElement>($"/api/forms/{id}")).GetProperty("opensAt").ValueKind);
    }

    [Theory]
    [InlineData("""{"timeZone":"Berlin"}""", "timeZone")]
    [InlineData("""{"timeZone":null}""", "timeZone")]
    [InlineData("""{"publicLink":"yes"}""", "publicLink")]
    [InlineData("""{"allowCopy":null}""", "allowCopy")]
    [InlineData("""{"password":"short"}""", "password")]
    [InlineData("""{"password":7}""", "password")]
    [InlineData("""{"embedOrigins":"https://a.example"}""", "embedOrigins")]
    [InlineData("""{"embedOrigins":["https://*.example"]}""", "embedOrigins")]
    [InlineData("""{"embedOrigins":["*"]}""", "embedOrigins")]
    [InlineData("""{"embedOrigins":["https://a.example/path"]}""", "embedOrigins")]
    [InlineData("""{"embedOrigins":["https://a.example; script-src *"]}""", "embedOrigins")]
    [InlineData("""{"embedOrigins":["javascript:alert(1)"]}""", "embedOrigins")]
    [InlineData("""{"embedOrigins":["https://user@a.example"]}""", "embedOrigins")]
    [InlineData("""{"embedOrigins":[null]}""", "embedOrigins")]
    [InlineData("""{"title":"Fine","purpose":5}""", "purpose")]
    public async Task A_wrong_member_is_named_and_nothing_changes(string change, string member)
    {
        using var api = application.CreateApiClient();
        var id = await PublishAsync(api);
        var before = await api.GetStringAsync($"/api/forms/{id}");

        var problem = await PatchAsync(api, id, change, HttpStatusCode.BadRequest);

        Assert.StartsWith($"{member}: ", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(before, await api.GetStringAsync($"/api/forms/{id}"));
    }

    [Fact]
    public async Task Fifty_one_pages_are_one_too_many()
    {
        using var api = application.CreateApiClient();
        var id = await PublishAsync(api);
        string Origins(int count) => JsonSerializer.Serialize(new { embedOrigins = Enumerable.Range(1, count).Select(number => $"https://p{number}.example") });

        await PatchAsync(api, id, Origins(51), HttpStatusCode.BadRequest);
        await PatchAsync(api, id, Origins(50));
    }

    private static async Task<int> PublishAsync(HttpClient api) => (await api.PublishAsync(SampleForm.Blank)).GetProperty("id").GetInt32();

    private static async Task<JsonElement> PatchAsync(HttpClient api, int id, string change, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await api.PatchAsync($"/api/forms/{id}", new StringContent(change, Encoding.UTF8, "application/json"));
        return await response.ReadAsync(expected);
    }
}
