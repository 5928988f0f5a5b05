using System.Globalization;
using System.Net;
using FormsHub.Jobs;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Jobs.Storage;
using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Win32.SafeHandles;
using Npgsql;

namespace FormsHub.Tests.Callbacks;

public class FailureTests(CallbackFixture hub) : IClassFixture<CallbackFixture>
{
    [Theory]
    [InlineData("500", 503, "downloadFailed")]
    [InlineData("502", 503, "downloadFailed")]
    [InlineData("429", 503, "downloadFailed")]
    [InlineData("403", 503, "linkExpired")]
    [InlineData("404", 503, "linkExpired")]
    [InlineData("410", 503, "linkExpired")]
    [InlineData("cut", 503, "downloadFailed")]
    [InlineData("reset", 503, "downloadFailed")]
    [InlineData("204", 200, "refusedContent")]
    public async Task A_failed_submit_stores_nothing_and_the_same_callback_signed_anew_completes_it(string fault, int status, string outcome)
    {
        foreach (var file in new[] { "output.pdf", "changes.zip", "formsdata.json" })
        {
            var key = await hub.SessionAsync();
            var conversion = hub.DocumentServer.Convert(key, Bytes.Pdf("a"), Bytes.Zip("b"), Bytes.FormData("x"));
            conversion.Break(file, fault switch
            {
                "cut" => Fault.Truncated,
                "reset" => Fault.Reset,
                "204" => (context, _) => { context.Response.StatusCode = 204; return Task.CompletedTask; },
                _ => Fault.Status(int.Parse(fault, CultureInfo.InvariantCulture)),
            });

            var failed = await hub.PostAsync(conversion.Submit(key));
            Assert.Equal((status, outcome), (failed.Status, await hub.OutcomeAsync(key)));
            Assert.NotEqual(ReplyVerdict.Accepted, failed.Verdict);
            Assert.NotNull(await hub.OfAsync<string>("callback_events", "error", key));
            Assert.Equal(0, await hub.CountAsync("submissions", key));

            conversion.Break(file, null);
            Assert.True((await hub.PostAsync(conversion.Submit(key))).IsAccepted);
            Assert.Equal(1, await hub.CountAsync("submissions", key));
        }
    }

    [Fact]
    public async Task Links_that_are_over_are_answered_503_and_fresh_ones_taken()
    {
        var key = await hub.SessionAsync();
        var conversion = hub.DocumentServer.Convert(key, Bytes.Pdf("a"));
        var old = conversion.Final(key);
        hub.Now.Advance(CacheLinks.Lifetime + TimeSpan.FromSeconds(1));

        Assert.Equal((503, "linkExpired"), ((await hub.PostAsync(old)).Status, await hub.OutcomeAsync(key)));
        Assert.True((await hub.PostAsync(conversion.Final(key))).IsAccepted);
    }

    [Fact]
    public async Task A_Document_Server_that_is_gone_is_503()
    {
        var gone = await DocumentServerDouble.StartAsync(hub.Now);
        await using var alone = new CallbackFixture(gone);
        await alone.InitializeAsync();
        var key = await alone.SessionAsync();
        var body = gone.Convert(key, Bytes.Pdf("a")).Final(key);
        await gone.DisposeAsync();

        Assert.Equal((503, "downloadFailed"), ((await alone.PostAsync(body)).Status, await alone.OutcomeAsync(key)));
    }

    [Fact]
    public async Task Without_the_database_everything_is_503_and_nothing_is_promised()
    {
        await using var alone = new CallbackFixture();
        await alone.InitializeAsync();
        var key = await alone.SessionAsync();
        await alone.PostAsync(CallbackBody.Editing(key, [], null));
        var conversion = alone.DocumentServer.Convert(key, Bytes.Pdf("a"), Bytes.Zip("b"), Bytes.FormData("x"));
        await SetDatabaseAsync(alone, open: false);

        var answers = new[]
        {
            await alone.PostAsync(conversion.Submit(key)),
            await alone.PostAsync(conversion.Final(key)),
            await alone.PostAsync(conversion.Draft(key)),
            await alone.PostAsync(CallbackBody.Editing(key, ["u-1"], null)),
            await alone.PostAsync(CallbackBody.ClosedWithNoChanges(key, null)),
        };
        var forged = await alone.PostAsync(await alone.CallbackAddressAsync(key), "{}"u8.ToArray(), "Bearer not-even-a-token");
        await SetDatabaseAsync(alone, open: true);

        Assert.All(answers, answer => Assert.Equal((503, ReplyVerdict.FailedForNow), (answer.Status, answer.Verdict)));
        Assert.Equal(403, forged.Status);
        Assert.True((await alone.PostAsync(conversion.Submit(key))).IsAccepted);
        Assert.Equal(1, await alone.CountAsync("submissions", key));
    }

    [Fact]
    public async Task Connections_that_the_database_ended_while_nobody_used_them_cost_no_callback()
    {
        await using var alone = new CallbackFixture();
        await alone.InitializeAsync();
        var key = await alone.SessionAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => alone.PostAsync(CallbackBody.Editing(key, [], null))));
        await SetDatabaseAsync(alone, open: false);
        await SetDatabaseAsync(alone, open: true);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => alone.PostAsync(CallbackBody.Editing(key, [], null))));

        Assert.All(answers, answer => Assert.True(answer.IsAccepted, answer.Body));
    }

    [Fact]
    public async Task A_full_disk_is_503_leaves_nothing_half_and_promises_nothing_until_there_is_room_again()
    {
        await using var full = new FullDisk();
        await full.InitializeAsync();
        var key = await full.SessionAsync();
        var conversion = full.DocumentServer.Convert(key, Bytes.Pdf(new string('a', 300_000)), Bytes.Zip("b"), Bytes.FormData("x"));
        full.IsFull = true;

        Assert.All(
            [await full.PostAsync(conversion.Submit(key)), await full.PostAsync(conversion.Draft(key)), await full.PostAsync(conversion.Final(key))],
            answer => Assert.Equal((503, ReplyVerdict.FailedForNow), (answer.Status, answer.Verdict)));
        using var author = full.CreateApiClient();
        using var published = await author.PostFileAsync("/api/forms", PdfFormWriter.Write(SampleForm.Blank));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (published.StatusCode, published.Content.Headers.ContentType?.MediaType));
        Assert.Equal("storageUnavailable", await full.OutcomeAsync(key));
        Assert.Equal((0, 0), (await full.CountAsync("submissions", key), await full.CountAsync("document_saves", key)));
        Assert.Empty(Directory.GetFiles(Path.Combine(full.DataDirectory, "blobs"), "*", SearchOption.AllDirectories));

        full.IsFull = false;
        Assert.True((await full.PostAsync(conversion.Submit(key))).IsAccepted);
        Assert.Equal(Bytes.FormData("x"), await full.BytesAsync("submissions", "form_data_sha256", key));
    }

    [Fact]
    public async Task A_sender_that_hangs_up_is_heard_to_the_end()
    {
        var key = await hub.SessionAsync();
        var conversion = hub.DocumentServer.Convert(key, Bytes.Pdf("a"), formData: Bytes.FormData("x"));
        var (asked, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        conversion.Break(conversion.Document, async (context, content) =>
        {
            asked.TrySetResult();
            await gate.Task;
            await Fault.None(context, content);
        });
        using var sender = hub.CreateAnonymousClient();
        using var hangUp = new CancellationTokenSource();
        var post = sender.PostAsync(await hub.CallbackAddressAsync(key), new ByteArrayContent(hub.DocumentServer.Signer.Sign(conversion.Submit(key)).Content), hangUp.Token);
        await asked.Task;

        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => post);
        gate.SetResult();

        // What DS does after a restart: it sends the same again. Under the document's lock this waits for the first.
        Assert.True((await hub.PostAsync(conversion.Submit(key))).IsAccepted);
        Assert.Equal(1, await hub.CountAsync("submissions", key));
    }

    [Fact]
    public async Task A_callback_that_breaks_off_is_a_bad_request_and_nothing_is_recorded()
    {
        await using var alone = new AnswersKept();
        await alone.InitializeAsync();
        var key = await alone.SessionAsync();
        var address = await alone.CallbackAddressAsync(key);
        var body = alone.DocumentServer.Signer.Sign(CallbackBody.ClosedWithNoChanges(key, null)).Content;

        await RawRequest.BreakOffAsync(
            alone.Address, $"POST {address.PathAndQuery} HTTP/1.1\nContent-Type: application/json\nContent-Length: {body.Length}", body[..(body.Length / 2)]);

        Assert.Equal(400, await alone.Answers.OfAsync(address.Query));
        Assert.Equal(0, await alone.CountAsync("callback_events", key));
    }

    private static async Task SetDatabaseAsync(CallbackFixture application, bool open)
    {
        var name = new NpgsqlConnectionStringBuilder(application.Database.ConnectionString).Database;
        await using var server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(application.Database.ConnectionString) { Database = "postgres", Pooling = false });
        await using var command = server.CreateCommand(
            $"ALTER DATABASE \"{name}\" WITH ALLOW_CONNECTIONS {open}; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND NOT {open}");
        await command.ExecuteNonQueryAsync();
        if (open)
        {
            application.Database.DataSource.Clear();
        }
    }

    private sealed class AnswersKept : CallbackFixture
    {
        public AnswerLog Answers { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.AddSingleton<IStartupFilter>(Answers));
        }
    }

    /// <summary>FormsHub on a disk that takes nothing while it is full.</summary>
    private sealed class FullDisk : CallbackFixture
    {
        public bool IsFull { get; set; }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton<IBlobStore>(provider => new DiskBlobStore(
                provider.GetRequiredService<IOptions<FormsHubOptions>>(), provider.GetRequiredService<TimeProvider>(), NullLogger<DiskBlobStore>.Instance)
            {
                CreateFile = CreateFile,
            }));
        }

        private SafeFileHandle CreateFile(string path)
        {
            if (IsFull)
            {
                // Linux's own full disk: opens like any file and takes no byte.
                File.CreateSymbolicLink(path, "/dev/full");
            }

            return File.OpenHandle(path, IsFull ? FileMode.Open : FileMode.CreateNew, FileAccess.Write);
        }
    }
}
