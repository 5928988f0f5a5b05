using System.Net;
using System.Net.Http.Json;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.Forms;
using FormsHub.Tests.Callbacks;
using FormsHub.Tests.Support;
using Npgsql;

namespace FormsHub.Tests.DocumentServer;

public sealed class SendCommandsTests(CallbackFixture hub) : IClassFixture<CallbackFixture>, IDisposable
{
    private CommandServiceDouble Commands => hub.DocumentServer.Commands;

    private FormCatalog Catalog => hub.Services.GetRequiredService<FormCatalog>();

    public void Dispose() => Commands.Faults.Clear();

    [Fact]
    public async Task Closing_a_form_ends_the_editing_of_whoever_has_it_open_and_of_nobody_else()
    {
        var form = await hub.FormAsync();
        var (first, second, left, never, other) =
            (await hub.SessionAsync(form), await hub.SessionAsync(form), await hub.SessionAsync(form), await hub.SessionAsync(form), await hub.SessionAsync());
        await hub.OpenAsync(first);
        await hub.OpenAsync(second);
        await hub.OpenAsync(left);
        await hub.PostAsync(FormsHub.Web.PracticeEditor.CallbackBody.ClosedWithNoChanges(left, "u-1"));
        await hub.OpenAsync(other);

        await ChangeAsync(form, new { state = "closed" });
        await ChangeAsync(form, new { state = "closed", maxSubmissions = 7 });
        await hub.RunAsync<SendCommands>();

        Assert.All([first, second], key => Assert.Equal(("drop", null), Single(key, command => command.Users)));
        Assert.All([left, never, other], key => Assert.Empty(Commands.Of(key)));
        Assert.Equal("done 1", await StateAsync(first));
    }

    [Fact]
    public async Task Another_title_is_shown_to_whoever_has_the_form_open_once_and_as_the_editor_shows_titles()
    {
        var form = await hub.FormAsync();
        var key = await hub.SessionAsync(form);
        await hub.OpenAsync(key);

        await ChangeAsync(form, new { title = "First" });
        await ChangeAsync(form, new { title = "Größe" });
        await ChangeAsync(form, new { maxSubmissions = 7 });
        await hub.RunAsync<SendCommands>();
        await ChangeAsync(form, new { title = "Größe" });
        await hub.RunAsync<SendCommands>();

        Assert.Equal(("meta", "Größe.pdf"), Single(key, command => command.Title));
    }

    [Fact]
    public async Task A_change_that_is_refused_sends_nothing()
    {
        var form = await hub.FormAsync();
        var key = await hub.SessionAsync(form);
        await hub.OpenAsync(key);

        var change = new FormPatch();
        change.Set(FormMember.State, "closed");
        change.Set(FormMember.Title, "");
        await Assert.ThrowsAsync<PostgresException>(() => Catalog.ChangeAsync(form, change, "somebody", default));
        await hub.RunAsync<SendCommands>();

        Assert.Empty(Commands.Of(key));
        Assert.Equal(0, await hub.CountAsync("document_commands", key));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public async Task That_a_document_is_not_open_or_did_not_change_is_final_and_fine(int error)
    {
        var key = await EnqueuedAsync("forcesave");
        Commands.Answer("forcesave", error);

        await hub.RunAsync<SendCommands>();

        Assert.Equal(("done 1", error), (await StateAsync(key), await hub.OfAsync<int>("document_commands", "answer", key)));
        Assert.Null(await hub.OfAsync<string>("document_commands", "last_error", key));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(42)]
    public async Task What_can_pass_comes_again_after_a_pause(int error)
    {
        var key = await EnqueuedAsync("forcesave");
        Commands.Answer("forcesave", error);

        await hub.RunAsync<SendCommands>();
        await hub.RunAsync<SendCommands>();
        Assert.Equal("waiting 1", await StateAsync(key));
        Assert.NotNull(await hub.OfAsync<string>("document_commands", "last_error", key));

        Commands.Answer("forcesave", 0);
        hub.Now.Advance(TimeSpan.FromSeconds(6));
        await hub.RunAsync<SendCommands>();
        Assert.Equal("done 2", await StateAsync(key));
    }

    [Fact]
    public async Task A_command_that_never_succeeds_stops_stays_visible_and_is_sent_again_when_a_person_says_so()
    {
        var key = await EnqueuedAsync("drop");
        Commands.Answer("drop", 3);
        for (var attempt = 0; attempt < 8; attempt++)
        {
            Assert.NotEqual("failed 8", await StateAsync(key));
            await hub.RunAsync<SendCommands>();
            hub.Now.Advance(TimeSpan.FromMinutes(11));
        }

        await hub.RunAsync<SendCommands>();
        Assert.Equal("failed 8", await StateAsync(key));
        var documents = hub.Services.GetRequiredService<OpenDocuments>();
        var stopped = (await documents.UnsettledAsync(100, default)).Single(command => command.DocumentKey == key);
        Assert.Equal(("failed", CommandOutcome.ServerError.Explain()), (stopped.State, stopped.Explanation));

        Commands.Answer("drop", null);
        Assert.Equal(1, await documents.RunAgainAsync(stopped.Id, default));
        await hub.RunAsync<SendCommands>();
        Assert.Equal("done 1", await StateAsync(key));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public async Task What_can_never_succeed_there_is_not_tried_again(int error)
    {
        var key = await EnqueuedAsync("drop");
        Commands.Answer("drop", error);

        await hub.RunAsync<SendCommands>();

        Assert.Equal("failed 1", await StateAsync(key));
    }

    [Fact]
    public async Task What_a_dead_node_had_claimed_is_sent_when_its_time_is_over()
    {
        var key = await EnqueuedAsync("drop");
        await hub.Database.ExecuteAsync(
            $"UPDATE document_commands SET state = 'sending', attempts = 1, next_attempt_at = '{hub.Now.Now.AddSeconds(30):O}' WHERE document_key = '{key}'");

        await hub.RunAsync<SendCommands>();
        Assert.Empty(Commands.Of(key));

        hub.Now.Advance(TimeSpan.FromSeconds(31));
        await hub.RunAsync<SendCommands>();
        Assert.Equal(("drop", "done 2"), (Assert.Single(Commands.Of(key)).Name, await StateAsync(key)));
    }

    [Fact]
    public async Task A_newer_title_waits_for_the_older_one_on_its_way_and_takes_its_place_when_that_fails()
    {
        var form = await hub.FormAsync();
        var key = await hub.SessionAsync(form);
        await hub.OpenAsync(key);
        var (arrived, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        Commands.Faults["meta"] = async context =>
        {
            arrived.TrySetResult();
            await gate.Task;
            return await CommandServiceDouble.ReplyAsync(context, """{"error":3}""");
        };
        await ChangeAsync(form, new { title = "Older" });
        var sending = hub.RunAsync<SendCommands>();
        await arrived.Task;

        await ChangeAsync(form, new { title = "Newer" });
        await hub.RunAsync<SendCommands>();
        Assert.Equal(["Older.pdf"], Commands.Of(key).Select(command => command.Title));

        gate.SetResult();
        await sending;
        Commands.Faults.Clear();
        hub.Now.Advance(TimeSpan.FromMinutes(1));
        await hub.RunAsync<SendCommands>();
        Assert.Equal(
            "replaced,done", await hub.Database.ScalarAsync<string>($"SELECT string_agg(state, ',' ORDER BY id) FROM document_commands WHERE document_key = '{key}'"));
        Assert.Equal("Newer.pdf", Commands.Of(key).Last().Title);
    }

    [Fact]
    public async Task While_the_Document_Server_is_away_a_run_ends_after_one_round_and_nothing_is_lost()
    {
        var keys = new List<string>();
        for (var count = 0; count < 10; count++)
        {
            keys.Add(await EnqueuedAsync("drop"));
        }

        Commands.Faults["drop"] = context =>
        {
            context.Response.StatusCode = 503;
            return Task.FromResult(true);
        };
        await hub.RunAsync<SendCommands>();
        Assert.InRange(keys.Count(key => Commands.Of(key).Any()), 1, 4);

        Commands.Faults.Clear();
        hub.Now.Advance(TimeSpan.FromMinutes(1));
        await hub.RunAsync<SendCommands>();
        Assert.All(keys, key => Assert.NotEmpty(Commands.Of(key)));
        Assert.Equal(0, await hub.Database.ScalarAsync<long>("SELECT count(*) FROM document_commands WHERE state IN ('waiting', 'sending')"));
    }

    [Fact]
    public async Task No_transaction_is_open_while_the_Document_Server_is_asked()
    {
        var key = await EnqueuedAsync("forcesave");
        long? open = null;
        Commands.Faults["forcesave"] = async _ =>
        {
            open = await hub.Database.ScalarAsync<long>(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND (state LIKE 'idle in transaction%' OR (state = 'active' AND pid <> pg_backend_pid()))");
            return false;
        };

        await hub.RunAsync<SendCommands>();

        Assert.Equal(0, open);
        Assert.Equal("done 1", await StateAsync(key));
    }

    [Fact]
    public async Task Revoking_a_session_ends_its_editing_with_the_commit_of_whoever_revokes_it()
    {
        var (key, other) = (await hub.SessionAsync(), await hub.SessionAsync());
        await hub.OpenAsync(key);
        await hub.OpenAsync(other);
        var session = await hub.KeyAsync<Guid>("fill_session_id", key);
        foreach (var commits in new[] { false, true })
        {
            await using var connection = await hub.Database.DataSource.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await DocumentCommands.DropSessionAsync(connection, transaction, session, default);
            await (commits ? transaction.CommitAsync() : transaction.RollbackAsync());
        }

        await hub.RunAsync<SendCommands>();

        Assert.Equal("drop", Assert.Single(Commands.Of(key)).Name);
        Assert.Empty(Commands.Of(other));
    }

    private (string Name, T Detail) Single<T>(string key, Func<ReceivedCommand, T> detail)
    {
        var command = Assert.Single(Commands.Of(key));
        return (command.Name, detail(command));
    }

    private async Task<string> EnqueuedAsync(string command)
    {
        var key = await hub.SessionAsync();
        await hub.Database.ExecuteAsync($"INSERT INTO document_commands (document_key, command) VALUES ('{key}', '{command}')");
        return key;
    }

    private Task<string?> StateAsync(string key) => hub.OfAsync<string>("document_commands", "state || ' ' || attempts", key);

    private async Task ChangeAsync(int form, object change)
    {
        using var client = hub.CreateApiClient();
        using var answer = await client.PatchAsJsonAsync($"/api/forms/{form}", change);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
