using System.Net;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Tests.Callbacks;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.DocumentServer;

public sealed partial class StoreForgottenFilesTests(CallbackFixture hub) : IClassFixture<CallbackFixture>, IAsyncLifetime
{
    private CommandServiceDouble Commands => hub.DocumentServer.Commands;

    // What other tests left behind is not due, and time goes on: what was on the list before and is no more has left.
    public Task InitializeAsync()
    {
        hub.Now.Advance(TimeSpan.FromSeconds(1));
        return Task.CompletedTask;
    }

    public Task DisposeAsync()
    {
        Commands.Faults.Clear();
        Commands.Forgotten.Clear();
        return hub.Database.ExecuteAsync("DELETE FROM forgotten_files WHERE state IN ('found', 'stored')");
    }

    [Fact]
    public async Task A_forgotten_file_becomes_the_documents_final_save_and_is_deleted_there_after_that()
    {
        var key = await ForgottenAsync("filled");

        await RunAsync();

        Assert.Equal(("final 1", true), (await hub.SavesAsync(key), await hub.OfAsync<bool>("document_saves", "recovered", key)));
        Assert.Equal(Bytes.Pdf("filled"), await hub.BytesAsync("document_saves", "document_sha256", key));
        Assert.NotNull(await hub.KeyAsync<DateTime?>("retired_at", key));
        Assert.Equal(("finalStored", 2), (await hub.OutcomeAsync(key), await hub.OfAsync<int>("callback_events", "status", key)));
        Assert.DoesNotContain(key, Commands.Forgotten.Keys);
        Assert.Equal("deleted", await StateAsync(key));
        Assert.Equal(["getForgotten", "deleteForgotten"], Commands.Of(key).Select(command => command.Name));
    }

    [Fact]
    public async Task A_session_without_a_submission_is_filled_and_not_submitted_and_goes_on_with_what_was_entered()
    {
        var key = await ForgottenAsync("filled");
        var session = await hub.KeyAsync<Guid>("fill_session_id", key);

        await RunAsync();

        using var client = hub.CreateApiClient();
        using var answer = await client.GetAsync($"/api/fill-sessions/{session}");
        var timeline = await answer.ReadAsync(HttpStatusCode.OK);
        Assert.Equal("filledNotSubmitted", timeline.GetProperty("state").GetString());
        Assert.True(Assert.Single(timeline.GetProperty("timeline").EnumerateArray()).GetProperty("recovered").GetBoolean());
        var sessions = hub.Services.GetRequiredService<Jobs.Forms.FillSessions>();
        var living = await sessions.LivingKeyAsync((await sessions.GetAsync(session, default))!, default);
        Assert.NotEqual(key, living);
        Assert.Equal(await hub.OfAsync<byte[]>("document_saves", "document_sha256", key), (await sessions.DocumentAsync(living, default))!.Sha256);
    }

    [Fact]
    public async Task A_submission_that_lacks_its_document_gets_it()
    {
        var key = await hub.SessionAsync();
        var conversion = hub.DocumentServer.Convert(key, Bytes.Pdf("a"), formData: Bytes.FormData("x"));
        Assert.True((await hub.PostAsync(conversion.FailedSubmit(key))).IsAccepted);
        Assert.Null(await hub.OfAsync<byte[]>("submissions", "document_sha256", key));
        Commands.Forgotten[key] = Bytes.Pdf("whole");

        await RunAsync();

        Assert.Equal(Bytes.Pdf("whole"), await hub.BytesAsync("submissions", "document_sha256", key));
    }

    [Fact]
    public async Task What_is_kept_already_makes_no_new_version()
    {
        // The Document Server did not hear that FormsHub had taken it.
        var key = await hub.SessionAsync();
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("same"), Bytes.Zip("b")).Final(key));
        hub.Now.Advance(TimeSpan.FromMinutes(1));
        Commands.Forgotten[key] = Bytes.Pdf("same");

        await RunAsync();

        Assert.Equal("final 1,unchanged ", await hub.SavesAsync(key));
        Assert.Empty(Commands.Forgotten);
    }

    [Fact]
    public async Task A_file_that_is_older_than_a_final_save_that_came_meanwhile_is_kept_and_is_not_the_newest()
    {
        var key = await ForgottenAsync("older");
        Commands.Faults["getForgotten"] = async _ =>
        {
            Assert.True((await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("newer")).Final(key))).IsAccepted);
            return false;
        };

        await RunAsync();

        Assert.Equal("final 1,stale ", await hub.SavesAsync(key));
    }

    [Fact]
    public async Task Files_of_other_programs_are_left_alone_and_counted()
    {
        var key = await ForgottenAsync("ours");
        Commands.Forgotten["theirs"] = Bytes.Pdf("theirs");
        Commands.Forgotten["../odd%2f\0"] = Bytes.Pdf("odd");

        await RunAsync();

        Assert.Equal(2, Commands.Forgotten.Count);
        Assert.Empty(Commands.Of("theirs"));
        using var client = hub.CreateApiClient();
        using var answer = await client.GetAsync("/api/operations/forgotten-files");
        var found = await answer.ReadAsync(HttpStatusCode.OK);
        Assert.Equal((1, 1), (found.GetProperty("lastLook").GetProperty("ours").GetInt32(), found.GetProperty("lastLook").GetProperty("others").GetInt32()));
        Assert.Contains(found.GetProperty("items").EnumerateArray(), item => item.GetProperty("documentKey").GetString() == key && item.GetProperty("state").GetString() == "deleted");
    }

    [Fact]
    public async Task What_was_forgotten_anew_while_it_was_being_stored_is_not_deleted_before_it_is_stored_too()
    {
        var key = await ForgottenAsync("first");
        var fetched = 0;
        hub.DocumentServer.Break($"forgotten/{key}", "output.pdf", (context, content) =>
            Fault.None(context, Interlocked.Increment(ref fetched) == 1 ? content : Bytes.Pdf("second")));

        await RunAsync();
        Assert.Equal(("stored", "final 1"), (await StateAsync(key), await hub.SavesAsync(key)));
        Assert.Contains(key, Commands.Forgotten.Keys);

        hub.Now.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();
        Assert.Equal("final 1,final 2", await hub.SavesAsync(key));
        Assert.Equal(Bytes.Pdf("second"), await hub.BytesAsync("document_saves", "document_sha256", key));
        Assert.Empty(Commands.Forgotten);
    }

    [Fact]
    public async Task A_document_that_somebody_has_open_is_left_to_the_Document_Server()
    {
        var key = await ForgottenAsync("left");
        await hub.OpenAsync(key);

        await RunAsync();

        Assert.Equal(["info"], Commands.Of(key).Select(command => command.Name));
        Assert.Equal("found", await StateAsync(key));
        Assert.Contains("open", await hub.OfAsync<string>("forgotten_files", "last_error", key, "document_key"), StringComparison.Ordinal);
        Assert.Equal(0, (await hub.Services.GetRequiredService<Jobs.Operations.OperationsReader>().CountAsync(default)).FilesKept);
    }

    [Fact]
    public async Task That_callbacks_never_said_that_everybody_left_keeps_nothing_back()
    {
        var key = await ForgottenAsync("left");
        await hub.OpenAsync(key);
        Commands.Open.Clear();

        await RunAsync();

        Assert.Equal("deleted", await StateAsync(key));
    }

    [Fact]
    public async Task What_left_the_Document_Server_without_us_is_no_trouble_any_more()
    {
        var key = await ForgottenAsync("opened again");
        Commands.Answer("getForgotten", 3);
        await RunAsync();
        Commands.Forgotten.Clear();
        hub.Now.Advance(TimeSpan.FromMinutes(2));

        await RunAsync();

        Assert.Equal("gone", await StateAsync(key));
        Assert.Null(await hub.OfAsync<string>("forgotten_files", "last_error", key, "document_key"));
    }

    [Theory]
    [InlineData("""{"error":6}""", "secrets differ")]
    [InlineData("""{"error":0}""", "no list")]
    [InlineData("""{"error":0,"keys":"k"}""", "no list")]
    [InlineData("<html>", "no command service")]
    public async Task A_list_that_cannot_be_read_is_said_and_changes_nothing(string answer, string reason)
    {
        var key = await ForgottenAsync("kept");
        Commands.Answer("getForgotten", 3);
        await RunAsync();
        Commands.Faults["getForgottenList"] = context => CommandServiceDouble.ReplyAsync(context, answer);
        hub.Now.Advance(TimeSpan.FromMinutes(2));

        await RunAsync();

        Assert.Equal("found", await StateAsync(key));
        Assert.Contains(reason, (await hub.Services.GetRequiredService<ForgottenFiles>().LastLookAsync(default))!.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_now_does_not_wait_for_the_next_attempt()
    {
        var key = await ForgottenAsync("later");
        Commands.Answer("getForgotten", 3);
        await RunAsync();
        Commands.Faults.Clear();

        using var client = hub.CreateApiClient();
        using var answer = await client.PostAsync("/api/operations/forgotten-files/run", null);
        await RunAsync();

        Assert.Equal((HttpStatusCode.Accepted, "deleted"), (answer.StatusCode, await StateAsync(key)));
    }

    [Fact]
    public async Task A_file_that_is_forgotten_a_second_time_is_fetched_a_second_time()
    {
        var key = await ForgottenAsync("first");
        await RunAsync();
        hub.Now.Advance(TimeSpan.FromMinutes(1));
        Commands.Forgotten[key] = Bytes.Pdf("second");

        await RunAsync();

        Assert.Equal("final 1,final 2", await hub.SavesAsync(key));
        Assert.Empty(Commands.Forgotten);
    }

    private async Task<string> ForgottenAsync(string content)
    {
        var key = await hub.SessionAsync();
        Commands.Forgotten[key] = Bytes.Pdf(content);
        return key;
    }

    private Task RunAsync() => hub.RunAsync<StoreForgottenFiles>();

    private Task<string?> StateAsync(string key) => hub.OfAsync<string>("forgotten_files", "state", key, "document_key");
}
