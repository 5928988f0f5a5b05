using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FormsHub.Jobs.Intake;
using FormsHub.Tests.Callbacks;
using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Tests.DocumentServer;

public sealed class OpenDocumentsTests(CallbackFixture hub) : IClassFixture<CallbackFixture>, IDisposable
{
    private CommandServiceDouble Commands => hub.DocumentServer.Commands;

    public void Dispose() => Commands.Faults.Clear();

    [Fact]
    public async Task Who_is_inside_is_asked_of_the_Document_Server_which_reports_it_before_it_answers()
    {
        var key = await hub.SessionAsync(respondent: "r-1", name: "Ada Lovelace");
        Commands.Open[key] = new OpenInDouble(await hub.CallbackAddressAsync(key), ["r-1", "guest"]);

        var inside = await GetAsync($"/api/documents/{key}/users");

        Assert.Equal("documentServer", inside.GetProperty("source").GetString());
        Assert.Equal(
            ["r-1 Ada Lovelace", "guest "],
            inside.GetProperty("users").EnumerateArray().Select(user => $"{user.GetProperty("id").GetString()} {user.GetProperty("name").GetString()}"));
        Assert.Equal(["r-1", "guest"], await hub.UsersAsync(key));
    }

    [Fact]
    public async Task A_document_that_is_not_open_has_nobody_inside()
    {
        var inside = await GetAsync($"/api/documents/{await hub.SessionAsync()}/users");

        Assert.Equal((0, "documentServer"), (inside.GetProperty("users").GetArrayLength(), inside.GetProperty("source").GetString()));
    }

    [Fact]
    public async Task When_the_Document_Server_does_not_answer_callbacks_have_told_it()
    {
        var key = await hub.SessionAsync(respondent: "r-1");
        await hub.OpenAsync(key, "r-1");
        var gone = new TaskCompletionSource();
        Commands.Faults["info"] = async context =>
        {
            context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
            return true;
        };

        var inside = await GetAsync($"/api/documents/{key}/users");

        Assert.Equal("callbacks", inside.GetProperty("source").GetString());
        Assert.Equal("r-1", Assert.Single(inside.GetProperty("users").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal("The Document Server did not answer in time.", inside.GetProperty("doubt").GetString());
    }

    [Fact]
    public async Task That_a_save_which_FormsHub_asked_for_failed_is_told_with_it()
    {
        var key = await hub.SessionAsync();
        await hub.OpenAsync(key);
        Commands.Faults["forcesave"] = context => CommandServiceDouble.ReplyAsync(context, """{"error":0}""");
        var command = await PostAsync($"/api/documents/{key}/save", null, HttpStatusCode.OK);

        await hub.PostAsync(new CallbackBody
        {
            Key = key, Status = DocumentStatus.ForcesaveError, ForcesaveType = ForcesaveType.CommandService, Users = ["u-1"], UserData = Text(command, "userData"),
        });

        var told = Assert.Single((await GetAsync($"/api/documents/{key}/commands")).EnumerateArray());
        Assert.Equal("The Document Server could not save the document.", Text(told, "explanation"));
        Assert.Equal(await hub.OfAsync<long>("callback_events", "id", key), told.GetProperty("eventId").GetInt64());
    }

    [Fact]
    public async Task A_save_that_FormsHub_asked_for_is_known_by_its_user_data()
    {
        var form = await hub.FormAsync();
        var key = await hub.SessionAsync(form);
        await hub.OpenAsync(key, unsaved: Bytes.Pdf("so far"));

        var command = await PostAsync($"/api/documents/{key}/save", null, HttpStatusCode.OK);

        Assert.Equal(("forcesave", "done", "Saved."), (Text(command, "command"), Text(command, "state"), Text(command, "explanation")));
        var userData = Text(command, "userData");
        Assert.Equal(userData, Assert.Single(Commands.Of(key)).UserData);
        var events = (await GetAsync($"/api/callbacks?documentKey={key}&status=6")).GetProperty("items");
        var callback = Assert.Single(events.EnumerateArray());
        Assert.Equal((userData, command.GetProperty("eventId").GetInt64()), (Text(callback, "userData"), callback.GetProperty("id").GetInt64()));
        var save = Assert.Single((await GetAsync($"/api/forms/{form}/saves")).GetProperty("items").EnumerateArray());
        Assert.Equal((userData, "draft"), (Text(save, "userData"), Text(save, "kind")));
        Assert.Equal(Bytes.Pdf("so far"), await hub.BytesAsync("document_saves", "document_sha256", key));
        Assert.Equal(userData, Text(Assert.Single((await GetAsync($"/api/documents/{key}/commands")).EnumerateArray()), "userData"));
    }

    [Fact]
    public async Task That_there_is_nothing_to_save_is_an_answer_and_no_failure()
    {
        var (unchanged, closed) = (await hub.SessionAsync(), await hub.SessionAsync());
        await hub.OpenAsync(unchanged);

        Assert.Equal("Nothing changed since the last save.", Text(await PostAsync($"/api/documents/{unchanged}/save", null, HttpStatusCode.OK), "explanation"));
        Assert.Equal("The document is not open.", Text(await PostAsync($"/api/documents/{closed}/save", null, HttpStatusCode.OK), "explanation"));
    }

    [Fact]
    public async Task What_the_Document_Server_does_not_take_now_waits_and_says_so()
    {
        var key = await hub.SessionAsync();
        Commands.Answer("forcesave", 3);

        var first = await PostAsync($"/api/documents/{key}/save", null, HttpStatusCode.Accepted);
        var second = await PostAsync($"/api/documents/{key}/save", null, HttpStatusCode.Accepted);

        Assert.Equal(("waiting", "It failed inside the Document Server."), (Text(first, "state"), Text(first, "explanation")));
        Assert.Equal(Text(first, "userData"), Text(second, "userData"));
    }

    [Fact]
    public async Task Editing_is_ended_for_some_or_for_everybody()
    {
        var key = await hub.SessionAsync();

        await PostAsync($"/api/documents/{key}/drop", new { users = new[] { "u-1", "u-2" } }, HttpStatusCode.OK);
        await PostAsync($"/api/documents/{key}/drop", new { }, HttpStatusCode.OK);
        await PostAsync($"/api/documents/{key}/drop", null, HttpStatusCode.OK);

        Assert.Equal(["u-1,u-2", "all", "all"], Commands.Of(key).Select(command => command.Users is null ? "all" : string.Join(',', command.Users)));
    }

    [Fact]
    public async Task What_makes_no_sense_is_explained()
    {
        var key = await hub.SessionAsync();

        await PostAsync($"/api/documents/{key}/drop", new { users = Array.Empty<string>() }, HttpStatusCode.BadRequest);
        await PostAsync($"/api/documents/{key}/drop", new { users = new[] { "" } }, HttpStatusCode.BadRequest);
        await PostAsync($"/api/documents/{key}/drop", new { users = new[] { "a\0" } }, HttpStatusCode.BadRequest);
        await PostAsync($"/api/documents/{key}/drop", new { users = Enumerable.Repeat("u", 101) }, HttpStatusCode.BadRequest);
        await PostAsync("/api/documents/nothing/drop", null, HttpStatusCode.NotFound);
        await PostAsync("/api/documents/nothing/save", null, HttpStatusCode.NotFound);
        using var client = hub.CreateApiClient();
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/documents/nothing/users")).StatusCode);
        Assert.DoesNotContain(Commands.Received, command => command.Key is "nothing");
    }

    [Theory]
    [InlineData("GET", "/api/documents/k/users")]
    [InlineData("POST", "/api/documents/k/save")]
    [InlineData("POST", "/api/documents/k/drop")]
    [InlineData("GET", "/api/operations/connection")]
    [InlineData("POST", "/api/operations/connection")]
    [InlineData("POST", "/api/operations/forgotten-files/run")]
    public async Task Strangers_command_nothing(string method, string address)
    {
        using var client = hub.CreateAnonymousClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), address);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(request)).StatusCode);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private async Task<JsonElement> GetAsync(string address)
    {
        using var client = hub.CreateApiClient();
        using var answer = await client.GetAsync(address);
        return await answer.ReadAsync(HttpStatusCode.OK);
    }

    private async Task<JsonElement> PostAsync(string address, object? body, HttpStatusCode expected)
    {
        using var client = hub.CreateApiClient();
        using var answer = body is null ? await client.PostAsync(address, null) : await client.PostAsJsonAsync(address, body);
        return await answer.ReadAsync(expected);
    }
}
