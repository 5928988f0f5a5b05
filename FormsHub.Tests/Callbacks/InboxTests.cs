using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Tests.Callbacks;

public class InboxTests(CallbackFixture hub) : IClassFixture<CallbackFixture>
{
    [Fact]
    public async Task Callbacks_are_listed_newest_first_and_in_pages()
    {
        var key = await hub.SessionAsync();
        for (var count = 0; count < 3; count++)
        {
            await hub.PostAsync(CallbackBody.Editing(key, [], null));
        }

        await hub.PostAsync(CallbackBody.ClosedWithNoChanges(key, null));

        var first = await GetAsync($"/api/callbacks?documentKey={key}&limit=3");
        var second = await GetAsync($"/api/callbacks?documentKey={key}&limit=3&cursor={first.GetProperty("next").GetString()}");

        Assert.Equal([4, 1, 1], first.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("status").GetInt32()));
        var last = Assert.Single(second.GetProperty("items").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Equal((key, "presenceUpdated"), (last.GetProperty("documentKey").GetString(), last.GetProperty("outcome").GetString()));
        Assert.Equal(JsonValueKind.Null, last.GetProperty("error").ValueKind);
        Assert.True(last.GetProperty("durationMs").GetInt32() >= 0);
        Assert.Equal(hub.Now.Now, last.GetProperty("receivedAt").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        Assert.Equal(TimeSpan.Zero, last.GetProperty("receivedAt").GetDateTimeOffset().Offset);
    }

    [Fact]
    public async Task Callbacks_are_narrowed_by_status_and_outcome()
    {
        var key = await hub.SessionAsync();
        await hub.PostAsync(CallbackBody.Editing(key, [], null));
        await hub.PostAsync(CallbackBody.Editing("other", [], null), toKey: key);

        Assert.Single((await GetAsync($"/api/callbacks?documentKey={key}&outcome=refusedKey")).GetProperty("items").EnumerateArray());
        Assert.Equal(2, (await GetAsync($"/api/callbacks?documentKey={key}&status=1")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await GetAsync($"/api/callbacks?documentKey={key}&status=2")).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("/api/callbacks?limit=0")]
    [InlineData("/api/callbacks?limit=1001")]
    [InlineData("/api/callbacks?cursor=x")]
    [InlineData("/api/callbacks?outcome=nothing")]
    public async Task Questions_that_make_no_sense_are_explained(string address)
    {
        using var client = hub.CreateApiClient();

        using var answer = await client.GetAsync(address);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("GET", "/api/callbacks")]
    [InlineData("POST", "/api/callbacks/1/replay")]
    [InlineData("GET", "/api/forms/1/saves")]
    [InlineData("GET", "/api/fill-sessions/00000000-0000-0000-0000-000000000001")]
    public async Task Only_administrators_look_into_it(string verb, string address)
    {
        using var client = hub.CreateAnonymousClient();

        using var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(verb), address));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_replay_makes_the_values_of_its_submission_again_also_for_a_repeat()
    {
        var key = await hub.SessionAsync();
        var submit = hub.DocumentServer.Convert(key, Bytes.Pdf("a"), formData: Bytes.FormData("x")).Submit(key);
        await hub.PostAsync(submit);
        var first = await hub.OfAsync<long>("callback_events", "id", key);
        await hub.PostAsync(submit);
        var repeat = await hub.OfAsync<long>("callback_events", "id", key);

        foreach (var id in new[] { first, repeat })
        {
            await hub.Database.ExecuteAsync($"UPDATE submissions SET state = 1, attempts = 2 WHERE document_key = '{key}'");
            Assert.Equal(HttpStatusCode.Accepted, await ReplayAsync(id));
            Assert.Equal((0, 0), (await hub.OfAsync<short>("submissions", "state", key), await hub.OfAsync<short>("submissions", "attempts", key)));
        }
    }

    [Fact]
    public async Task A_callback_whose_bytes_never_arrived_cannot_be_replayed_and_says_so()
    {
        var key = await hub.SessionAsync();
        await hub.PostAsync(CallbackBody.Editing(key, [], null));

        Assert.Equal(HttpStatusCode.Conflict, await ReplayAsync(await hub.OfAsync<long>("callback_events", "id", key)));
        Assert.Equal(HttpStatusCode.NotFound, await ReplayAsync(long.MaxValue));
    }

    [Fact]
    public async Task Saves_of_a_form_are_listed_with_what_they_made()
    {
        var form = await hub.FormAsync();
        var key = await hub.SessionAsync(form);
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a"), Bytes.Zip("b")).Draft(key, hub.Now.Now.AddSeconds(-5)));
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a")).Final(key, notModified: true));

        var saves = (await GetAsync($"/api/forms/{form}/saves")).GetProperty("items").EnumerateArray().ToArray();

        Assert.Equal(["unchanged", "draft"], saves.Select(save => save.GetProperty("kind").GetString()));
        Assert.Equal((2, 6, 1, "pdf"), (saves[0].GetProperty("status").GetInt32(), saves[1].GetProperty("status").GetInt32(), saves[1].GetProperty("version").GetInt32(), saves[1].GetProperty("fileType").GetString()));
        Assert.Equal(Bytes.Pdf("a").Length, saves[1].GetProperty("documentSize").GetInt32());
        Assert.True(saves[0].GetProperty("notModified").GetBoolean());
    }

    [Fact]
    public async Task A_session_that_was_filled_and_never_submitted_says_so()
    {
        var key = await hub.SessionAsync(name: "Ada");
        var id = await hub.KeyAsync<Guid>("fill_session_id", key);
        Assert.Equal("opened", (await GetAsync($"/api/fill-sessions/{id}")).GetProperty("state").GetString());
        await hub.PostAsync(CallbackBody.Editing(key, ["u-1"], null));
        Assert.Equal("editing", (await GetAsync($"/api/fill-sessions/{id}")).GetProperty("state").GetString());

        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a")).Final(key));
        var filled = await GetAsync($"/api/fill-sessions/{id}");

        Assert.Equal(("filledNotSubmitted", "Ada", JsonValueKind.Null), (filled.GetProperty("state").GetString(), filled.GetProperty("name").GetString(), filled.GetProperty("documentKey").ValueKind));
        Assert.Equal(["presenceUpdated", "finalStored"], filled.GetProperty("timeline").EnumerateArray().Select(entry => entry.GetProperty("outcome").GetString()));
        Assert.Equal(0, await hub.CountAsync("submissions", key));
    }

    [Fact]
    public async Task A_session_that_was_submitted_shows_its_number()
    {
        var key = await hub.SessionAsync();
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a"), formData: Bytes.FormData("x")).Submit(key));

        var session = await GetAsync($"/api/fill-sessions/{await hub.KeyAsync<Guid>("fill_session_id", key)}");

        Assert.Equal("submitted", session.GetProperty("state").GetString());
        Assert.Equal(1, session.GetProperty("timeline")[0].GetProperty("submissionNumber").GetInt32());
    }

    private async Task<JsonElement> GetAsync(string address)
    {
        using var client = hub.CreateApiClient();
        return await client.GetFromJsonAsync<JsonElement>(address);
    }

    private async Task<HttpStatusCode> ReplayAsync(long id)
    {
        using var client = hub.CreateApiClient();
        using var answer = await client.PostAsync($"/api/callbacks/{id}/replay", null);
        return answer.StatusCode;
    }
}
