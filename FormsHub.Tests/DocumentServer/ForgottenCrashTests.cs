using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Callbacks;
using FormsHub.Tests.Support;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace FormsHub.Tests.DocumentServer;

/// <summary>FormsHub is ended with kill -9 at each step from the Document Server's forgotten file to its deletion there.</summary>
public sealed class ForgottenCrashTests(ForgottenCrashTests.RunningInstallation running) : IClassFixture<ForgottenCrashTests.RunningInstallation>
{
    [Theory]
    [InlineData("before the link has come")]
    [InlineData("during the download")]
    [InlineData("before the commit")]
    [InlineData("after the commit")]
    [InlineData("before it is deleted")]
    [InlineData("after it was deleted")]
    public async Task Killed_at_any_step_it_keeps_the_document_once_and_the_Document_Server_forgets_it_after_that(string step)
    {
        var hub = running.Hub;
        var key = (await hub.OpenSessionAsync(running.Form))!.Key;
        var content = Bytes.Pdf(step);
        hub.DocumentServer.Commands.Forgotten[key] = content;
        var reached = new TaskCompletionSource();
        await using var held = await HoldAsync(key, step, reached);
        await LookAsync();
        await Deadline.WaitAsync(() => held.IsReachedAsync());

        await hub.Program.KillAsync();
        var wasStored = hub.DocumentServer.Commands.Forgotten.ContainsKey(key) ? "there" : "deleted";
        Release(key);
        await held.DisposeAsync();
        await hub.StartProgramAsync();
        await LookAsync();
        await Deadline.WaitAsync(async () => await hub.AskAsync<long>($"SELECT count(*) FROM forgotten_files WHERE document_key = '{key}' AND state = 'deleted'") == 1);

        Assert.Equal(step == "after it was deleted" ? "deleted" : "there", wasStored);
        Assert.False(hub.DocumentServer.Commands.Forgotten.ContainsKey(key));
        Assert.Equal("final 1 true", await hub.AskAsync<string>(
            $"SELECT string_agg(concat_ws(' ', kind, version, recovered::text), ',') FROM document_saves WHERE document_key = '{key}'"));
        var hex = Convert.ToHexStringLower(await hub.AskAsync<byte[]>($"SELECT document_sha256 FROM document_saves WHERE document_key = '{key}'"));
        Assert.Equal(content, await File.ReadAllBytesAsync(Path.Combine(hub.BlobFolder, hex[..2], hex)));
    }

    private async Task LookAsync()
    {
        using var answer = await running.Hub.Api.PostAsync("/api/operations/forgotten-files/run", null);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
    }

    private async Task<Held> HoldAsync(string key, string step, TaskCompletionSource reached)
    {
        var documentServer = running.Hub.DocumentServer;
        var fetched = 0;
        switch (step)
        {
            case "before the link has come":
                documentServer.Commands.Faults["getForgotten"] = context => UntilKilledAsync(context, reached);
                break;
            case "during the download":
                documentServer.Break($"forgotten/{key}", "output.pdf", async (context, content) =>
                {
                    context.Response.ContentLength = content.Length;
                    await context.Response.Body.WriteAsync(content.AsMemory(0, content.Length / 2));
                    await context.Response.Body.FlushAsync();
                    await UntilKilledAsync(context, reached);
                });
                break;
            case "before the commit":
                return await Held.LockAsync(running.Hub.ConnectionString, key);
            case "after the commit":
                documentServer.Break($"forgotten/{key}", "output.pdf", (context, content) =>
                    Interlocked.Increment(ref fetched) == 1 ? Fault.None(context, content) : UntilKilledAsync(context, reached));
                break;
            case "before it is deleted":
                documentServer.Commands.Faults["deleteForgotten"] = context => UntilKilledAsync(context, reached);
                break;
            case "after it was deleted":
                documentServer.Commands.Faults["deleteForgotten"] = context =>
                {
                    documentServer.Commands.Forgotten.TryRemove(key, out _);
                    return UntilKilledAsync(context, reached);
                };
                break;
        }

        return new Held(() => Task.FromResult(reached.Task.IsCompleted), null);
    }

    private void Release(string key)
    {
        running.Hub.DocumentServer.Commands.Faults.Clear();
        running.Hub.DocumentServer.Break($"forgotten/{key}", "output.pdf", null);
    }

    private static async Task<bool> UntilKilledAsync(HttpContext context, TaskCompletionSource reached)
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(() => gone.TrySetResult());
        reached.TrySetResult();
        await gone.Task;
        return true;
    }

    /// <summary>What keeps FormsHub at a step.</summary>
    private sealed class Held(Func<Task<bool>> isReached, NpgsqlConnection? connection) : IAsyncDisposable
    {
        public Task<bool> IsReachedAsync() => isReached();

        /// <summary>Holds the document's lock, which its transaction takes first: FormsHub has the bytes and can commit nothing.</summary>
        public static async Task<Held> LockAsync(string connectionString, string key)
        {
            var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("SELECT pg_advisory_lock(hashtextextended(@key, 20260107))", connection);
            command.Parameters.AddWithValue("key", key);
            await command.ExecuteNonQueryAsync();
            return new Held(
                async () =>
                {
                    await using var waiting = new NpgsqlCommand("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted", connection);
                    return await waiting.ExecuteScalarAsync() is > 0L;
                },
                connection);
        }

        public async ValueTask DisposeAsync()
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }
        }
    }

    public sealed class RunningInstallation : IAsyncLifetime
    {
        internal Installation Hub { get; private set; } = null!;

        internal int Form { get; private set; }

        public async Task InitializeAsync()
        {
            Hub = await Installation.StartAsync();
            Form = await Hub.PublishAsync(SampleForm.EventRegistration);
        }

        public async Task DisposeAsync() => await Hub.DisposeAsync();
    }
}
