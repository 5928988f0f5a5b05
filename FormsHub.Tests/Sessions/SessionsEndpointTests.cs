using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FormsHub.Tests.Callbacks;
using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Tests.Sessions;

public class SessionsEndpointTests(CallbackFixture hub) : IClassFixture<CallbackFixture>
{
    [Fact]
    public async Task The_list_names_progress_people_times_and_what_can_be_downloaded()
    {
        var form = await hub.FormAsync();
        var filled = await hub.SessionAsync(form, name: "Ada", email: "ada@example.org");
        await hub.PostAsync(CallbackBody.Editing(filled, ["u-1"], CallbackAction.Joined("u-1")));
        hub.Now.Advance(TimeSpan.FromSeconds(90));
        await hub.PostAsync(hub.DocumentServer.Convert(filled, Bytes.Pdf("filled")).Final(filled));
        var submitted = await hub.SessionAsync(form);
        await hub.PostAsync(hub.DocumentServer.Convert(submitted, Bytes.Pdf("a"), formData: Bytes.FormData("x")).Submit(submitted));

        var list = await GetAsync($"/api/forms/{form}/sessions?progress=filledNotSubmitted");
        var item = Assert.Single(list.GetProperty("items").EnumerateArray());

        Assert.Equal(("filledNotSubmitted", "Ada", "ada@example.org", 1.5), (Text(item, "progress"), Text(item, "name"), Text(item, "email"), item.GetProperty("minutesSpent").GetDouble()));
        Assert.Equal(JsonValueKind.Null, item.GetProperty("submittedAt").ValueKind);
        using var client = hub.CreateApiClient();
        using var document = await client.GetAsync(new Uri(Text(item, "documentUrl")!).AbsolutePath);
        Assert.Equal(Bytes.Pdf("filled"), await document.Content.ReadAsByteArrayAsync());
        Assert.Equal("attachment", document.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("default-src 'none'; sandbox", Assert.Single(document.Headers.GetValues("Content-Security-Policy")));

        var other = Assert.Single((await GetAsync($"/api/forms/{form}/sessions?progress=submitted")).GetProperty("items").EnumerateArray());
        Assert.Equal((1, JsonValueKind.Null), (other.GetProperty("submissionNumber").GetInt32(), other.GetProperty("documentUrl").ValueKind));
    }

    [Fact]
    public async Task The_list_goes_on_where_its_cursor_says()
    {
        var form = await hub.FormAsync();
        for (var count = 0; count < 3; count++)
        {
            await hub.SessionAsync(form);
        }

        var first = await GetAsync($"/api/forms/{form}/sessions?limit=2");
        var second = await GetAsync($"/api/forms/{form}/sessions?limit=2&cursor={Text(first, "next")}");

        var ids = first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(item => item.GetProperty("id").GetGuid()).ToList();
        Assert.Equal((3, 3), (ids.Count, ids.Distinct().Count()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task The_funnel_counts_opened_changed_and_submitted()
    {
        var form = await hub.FormAsync();
        await hub.SessionAsync(form);
        var opened = await hub.SessionAsync(form);
        await hub.PostAsync(CallbackBody.Editing(opened, ["u-1"], CallbackAction.Joined("u-1")));
        await hub.PostAsync(CallbackBody.ClosedWithNoChanges(opened, "u-1"));
        var changed = await hub.SessionAsync(form);
        await hub.PostAsync(hub.DocumentServer.Convert(changed, Bytes.Pdf("a")).Draft(changed));
        var submitted = await hub.SessionAsync(form);
        await hub.PostAsync(hub.DocumentServer.Convert(submitted, Bytes.Pdf("b"), formData: Bytes.FormData("x")).Submit(submitted));

        var funnel = await GetAsync($"/api/forms/{form}/funnel");

        Assert.Equal(
            """{"sessions":4,"opened":3,"changed":2,"submitted":1,"progress":{"notOpened":1,"opened":1,"editing":0,"filledNotSubmitted":1,"abandoned":0,"submitted":1},"abandonedMinutes":60}""",
            funnel.GetRawText());
        Assert.Equal(0, (await GetAsync($"/api/forms/{form}/funnel?to=2020-01-01")).GetProperty("sessions").GetInt64());
    }

    [Fact]
    public async Task One_session_keeps_its_shape_and_says_how_long_it_took()
    {
        var key = await hub.SessionAsync();
        var id = await hub.KeyAsync<Guid>("fill_session_id", key);
        await hub.PostAsync(CallbackBody.Editing(key, ["u-1"], CallbackAction.Joined("u-1")));
        hub.Now.Advance(TimeSpan.FromMinutes(3));
        await hub.PostAsync(CallbackBody.ClosedWithNoChanges(key, "u-1"));

        var session = await GetAsync($"/api/fill-sessions/{id}");

        Assert.Equal(("opened", "opened", 3.0), (Text(session, "state"), Text(session, "progress"), session.GetProperty("minutesSpent").GetDouble()));
        Assert.Equal(2, session.GetProperty("timeline").GetArrayLength());
    }

    [Fact]
    public async Task A_save_is_downloaded_by_its_own_session_only()
    {
        var key = await hub.SessionAsync();
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("first")).Draft(key, hub.Now.Now.AddSeconds(-9)));
        var save = await hub.OfAsync<long>("document_saves", "id", key);
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("second")).Final(key));
        var own = await hub.KeyAsync<Guid>("fill_session_id", key);
        var other = await hub.KeyAsync<Guid>("fill_session_id", await hub.SessionAsync());
        using var client = hub.CreateApiClient();

        Assert.Equal(Bytes.Pdf("first"), await client.GetByteArrayAsync($"/api/fill-sessions/{own}/saves/{save}/document"));
        Assert.Equal(Bytes.Pdf("second"), await client.GetByteArrayAsync($"/api/fill-sessions/{own}/document"));
        using var foreign = await client.GetAsync($"/api/fill-sessions/{other}/saves/{save}/document");
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    [Theory]
    [InlineData("sessions?progress=gone", "progress")]
    [InlineData("sessions?limit=0", "limit")]
    [InlineData("sessions?limit=1001", "limit")]
    [InlineData("sessions?cursor=x", "cursor")]
    [InlineData("sessions?from=yesterday", "from")]
    [InlineData("sessions?colour=red", "colour")]
    [InlineData("funnel?progress=opened", "progress")]
    public async Task Questions_that_make_no_sense_are_explained(string question, string parameter)
    {
        using var client = hub.CreateApiClient();
        using var answer = await client.GetAsync($"/api/forms/{await hub.FormAsync()}/{question}");

        var problem = await answer.ReadAsync(HttpStatusCode.BadRequest);
        Assert.True(problem.GetProperty("errors").TryGetProperty(parameter, out _));
    }

    [Theory]
    [InlineData("/api/forms/0/sessions")]
    [InlineData("/api/forms/0/funnel")]
    [InlineData("/api/fill-sessions/00000000-0000-0000-0000-000000000001/document")]
    [InlineData("/sessions/00000000-0000-0000-0000-000000000001")]
    [InlineData("/sessions/00000000-0000-0000-0000-000000000001/document")]
    [InlineData("/forms/0/sessions")]
    public async Task What_is_not_there_is_404_for_those_who_may_look_and_nothing_for_others(string address)
    {
        using var client = hub.CreateApiClient();
        using var anonymous = hub.CreateAnonymousClient();

        using var known = await client.GetAsync(address);
        using var unknown = await anonymous.GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, known.StatusCode);
        Assert.Contains(unknown.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Redirect });
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private async Task<JsonElement> GetAsync(string address)
    {
        using var client = hub.CreateApiClient();
        return await client.GetFromJsonAsync<JsonElement>(address);
    }
}
