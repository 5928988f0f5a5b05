using System.Diagnostics;
using System.Net.Http.Headers;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Callbacks;
using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;
using Npgsql;

namespace FormsHub.Tests.Intake;

/// <summary>SIGTERM in the middle of something.</summary>
public class ShutdownTests
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_submit_that_is_being_downloaded_when_SIGTERM_comes_is_stored_and_answered()
    {
        await using var hub = await Installation.StartAsync();
        var form = await hub.PublishAsync(SampleForm.Blank);
        var (document, conversion, asked, gate) = await HeldAsync(hub, form);
        using var sender = new HttpClient();
        var answer = PostAsync(sender, hub, document, conversion.Submit(document.Key));
        await asked;

        var ending = EndAsync(hub);
        await hub.Program.WaitUntilClosedAsync();
        gate.SetResult();

        Assert.Equal((200, """{"error":0}"""), await answer);
        await ending;
        await hub.StartProgramAsync();
        Assert.Equal(1, await hub.AskAsync<long>($"SELECT count(*) FROM submissions WHERE document_key = '{document.Key}' AND form_data_sha256 IS NOT NULL"));
    }

    [Fact]
    public async Task A_submit_whose_download_does_not_end_is_answered_503_within_the_end_and_nothing_of_it_is_kept()
    {
        await using var hub = await Installation.StartAsync();
        var form = await hub.PublishAsync(SampleForm.Blank);
        var (document, conversion, asked, _) = await HeldAsync(hub, form);
        using var sender = new HttpClient();
        var answer = PostAsync(sender, hub, document, conversion.Submit(document.Key));
        await asked;

        await EndAsync(hub);

        Assert.Equal(503, (await answer).Status);
        await hub.StartProgramAsync();
        Assert.Equal(0, await hub.AskAsync<long>($"SELECT count(*) FROM submissions WHERE document_key = '{document.Key}'"));
        Assert.Equal("givenUp", await hub.AskAsync<string>($"SELECT outcome FROM callback_events WHERE document_key = '{document.Key}'"));

        conversion.Break(conversion.Document, null);
        Assert.Equal(200, (await PostAsync(sender, hub, document, conversion.Submit(document.Key))).Status);
    }

    [Fact]
    public async Task A_job_that_waits_for_the_database_does_not_keep_the_program_from_ending()
    {
        await using var hub = await Installation.StartAsync();
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(hub.ConnectionString) { Pooling = false });
        await using var connection = await database.OpenConnectionAsync();
        await using var holding = await connection.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("LOCK TABLE submissions IN ACCESS EXCLUSIVE MODE", connection);
        await hold.ExecuteNonQueryAsync();
        await Deadline.WaitAsync(async () => await hub.AskAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'") > 0);

        await EndAsync(hub);

        // It was told to stop, and did not only lose its database.
        Assert.DoesNotContain("fail:", await hub.Program.Output, StringComparison.Ordinal);
    }

    /// <summary>Ends the program and its cluster.</summary>
    private static async Task EndAsync(Installation hub)
    {
        var postmaster = hub.Program.PostmasterId;
        var took = Stopwatch.StartNew();
        hub.Program.Terminate();
        var (code, errors) = await hub.Program.WaitForExitAsync();
        took.Stop();
        Assert.Equal((0, ""), (code, errors));
        Assert.False(FormsHubProcess.Lives(postmaster));
        Assert.InRange(took.Elapsed, TimeSpan.Zero, LongestEnd);
    }

    /// <summary>A document whose download waits for the gate.</summary>
    private static async Task<(OpenDocument Document, Conversion Conversion, Task Asked, TaskCompletionSource Gate)> HeldAsync(Installation hub, int form)
    {
        var document = (await hub.OpenSessionAsync(form))!;
        var conversion = hub.DocumentServer.Convert(document.Key, Bytes.Pdf("a"), Bytes.Zip("b"), Bytes.FormData("x"));
        var (asked, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        conversion.Break(conversion.Document, async (context, content) =>
        {
            asked.TrySetResult();
            await gate.Task.WaitAsync(context.RequestAborted);
            await Fault.None(context, content);
        });
        return (document, conversion, asked.Task, gate);
    }

    private static async Task<(int Status, string Body)> PostAsync(HttpClient sender, Installation hub, OpenDocument document, CallbackBody callback)
    {
        using var content = new ByteArrayContent(hub.DocumentServer.Signer.Sign(callback).Content);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await sender.PostAsync(document.CallbackUrl, content);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
