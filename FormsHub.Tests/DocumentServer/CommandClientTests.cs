using System.Net;
using FormsHub.Jobs;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.Intake;
using FormsHub.Tests.Callbacks;
using FormsHub.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.DocumentServer;

public sealed class CommandClientTests(CallbackFixture hub) : IClassFixture<CallbackFixture>, IDisposable
{
    private CommandClient Client => hub.Services.GetRequiredService<CommandClient>();

    private CommandServiceDouble Commands => hub.DocumentServer.Commands;

    public void Dispose()
    {
        Commands.Faults.Clear();
        Commands.HasNewPath = true;
        Commands.Secret = DocumentServerDouble.Secret;
        Commands.Skew = TimeSpan.Zero;
    }

    [Fact]
    public async Task A_Document_Server_that_is_gone_as_soon_as_it_is_reached_gives_no_answer_and_no_download()
    {
        using var http = new DocumentServerHttp(new GoneHandler());
        var requests = ActivatorUtilities.CreateInstance<DocumentServerRequests>(hub.Services, http);
        var download = ActivatorUtilities.CreateInstance<DocumentServerDownload>(hub.Services, http.Client);
        var link = hub.Services.GetRequiredService<DocumentServerLinks>().Resolve(hub.DocumentServer.Convert("k-1", Bytes.Pdf("a")).Final("k-1").Url!)!;

        Assert.Equal(CommandOutcome.NoAnswer, (await ActivatorUtilities.CreateInstance<CommandClient>(hub.Services, requests).VersionAsync(default)).Outcome);
        Assert.Equal(IntakeOutcome.DownloadFailed, (await download.FetchAsync(link, ExpectedContent.FormData(new LimitsOptions()), default)).Failure?.Outcome);
    }

    [Fact]
    public async Task Every_command_says_what_it_asks_for_in_both_tokens_and_names_its_shard()
    {
        await Client.InfoAsync("k-1", "mine", TimeSpan.FromSeconds(10), default);
        await Client.ForcesaveAsync("k-1", "mine äöü {\"x\":1}", default);
        await Client.DropAsync("k-1", ["u-1", "u-2"], default);
        await Client.DropAsync("k-1", null, default);
        await Client.RenameAsync("k-1", "Größe.pdf", default);
        await Client.ForgottenAsync("k-1", default);
        await Client.DeleteForgottenAsync("k-1", default);

        // The double takes none whose tokens are missing, differ or are signed otherwise.
        var received = Commands.Of("k-1").ToList();
        Assert.Equal(["info", "forcesave", "drop", "drop", "meta", "getForgotten", "deleteForgotten"], received.Select(command => command.Name));
        Assert.All(received, command => Assert.Equal(("/command", "k-1"), (command.Path, command.ShardKey)));
        Assert.Equal(["mine", "mine äöü {\"x\":1}"], received[..2].Select(command => command.UserData));
        Assert.Equal(["u-1", "u-2"], received[2].Users);
        Assert.Null(received[3].Users);
        Assert.Equal("Größe.pdf", received[4].Title);
    }

    [Fact]
    public async Task Commands_without_a_key_name_no_shard_and_bring_what_they_ask_for()
    {
        Commands.Forgotten["k-2"] = "%PDF-"u8.ToArray();

        Assert.Equal("9.3.0.140", (await Client.VersionAsync(default)).Version);
        Assert.Equal(20, (await Client.LicenseAsync(default)).License.GetProperty("connections").GetInt32());
        Assert.Contains("k-2", (await Client.ForgottenListAsync(default)).Keys!);

        Assert.All(Commands.Received.Where(command => command.Key is null), command => Assert.Null(command.ShardKey));
        Commands.Forgotten.Clear();
    }

    [Theory]
    [InlineData(0, CommandOutcome.Done)]
    [InlineData(1, CommandOutcome.UnknownKey)]
    [InlineData(2, CommandOutcome.BadCallbackUrl)]
    [InlineData(3, CommandOutcome.ServerError)]
    [InlineData(4, CommandOutcome.NotModified)]
    [InlineData(5, CommandOutcome.UnknownCommand)]
    [InlineData(6, CommandOutcome.BadToken)]
    [InlineData(7, CommandOutcome.ExpiredToken)]
    [InlineData(8, CommandOutcome.OtherError)]
    [InlineData(-1, CommandOutcome.OtherError)]
    public async Task Every_error_has_a_name_and_a_sentence(int error, CommandOutcome outcome)
    {
        Commands.Answer("forcesave", error);

        var reply = await Client.ForcesaveAsync("k", null, default);

        Assert.Equal((outcome, error), (reply.Outcome, reply.Error));
        Assert.EndsWith(".", reply.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"error":null}""")]
    [InlineData("""{"error":"none"}""")]
    [InlineData("""{"error":0}{"error":0}""")]
    [InlineData("<html>It works!</html>")]
    [InlineData("""{"error":0,"users":""")]
    public async Task What_is_no_answer_is_none(string answer)
    {
        Commands.Faults["info"] = context => CommandServiceDouble.ReplyAsync(context, answer);

        Assert.Equal(CommandOutcome.NoAnswer, (await InfoAsync()).Outcome);
    }

    [Theory]
    [InlineData("""{"error":"0","users":["a","b"]}""")]
    [InlineData("""{"error":0.0,"users":["a",null,{"x":1},"b"]}""")]
    [InlineData("""{"users":["a","b"],"error":0,"more":{"deep":[]},"url":null}""")]
    public async Task An_answer_that_is_written_oddly_is_understood(string answer)
    {
        Commands.Faults["info"] = context => CommandServiceDouble.ReplyAsync(context, answer);

        var reply = await InfoAsync();

        Assert.Equal(CommandOutcome.Done, reply.Outcome);
        Assert.Equal(["a", "b"], reply.Users);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(403)]
    [InlineData(204)]
    public async Task Only_200_is_an_answer(int status)
    {
        Commands.Faults["info"] = context =>
        {
            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };

        var reply = await InfoAsync();

        Assert.Equal(CommandOutcome.NoAnswer, reply.Outcome);
        Assert.Contains($"{status}", reply.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        Commands.Faults["info"] = context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = "/coauthoring/CommandService.ashx";
            return Task.FromResult(true);
        };

        Assert.Equal((CommandOutcome.NoAnswer, ServerFault.Redirected.Explain()), ((await InfoAsync()).Outcome, (await InfoAsync()).Explanation));
        Assert.All(Commands.Of("k"), command => Assert.Equal("/command", command.Path));
    }

    [Fact]
    public async Task Before_8_2_the_command_service_is_found_at_its_old_address()
    {
        Commands.HasNewPath = false;

        Assert.Equal(CommandOutcome.Done, (await Client.VersionAsync(default)).Outcome);
        await Client.DropAsync("k-3", null, default);

        Assert.Equal("/coauthoring/CommandService.ashx", Assert.Single(Commands.Of("k-3")).Path);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_given_up_in_time()
    {
        Commands.Faults["info"] = async context =>
        {
            await Gone(context);
            return true;
        };

        var reply = await Client.InfoAsync("k", null, TimeSpan.FromMilliseconds(50), default);

        Assert.Equal((CommandOutcome.NoAnswer, ServerFault.TimedOut.Explain()), (reply.Outcome, reply.Explanation));
    }

    [Fact]
    public async Task An_answer_that_stops_in_the_middle_or_has_no_end_is_given_up()
    {
        Commands.Faults["info"] = async context =>
        {
            await context.Response.WriteAsync("""{"error":0,""");
            await context.Response.Body.FlushAsync();
            await Gone(context);
            return true;
        };
        Assert.Equal(ServerFault.TimedOut.Explain(), (await Client.InfoAsync("k", null, TimeSpan.FromMilliseconds(200), default)).Explanation);

        Commands.Faults["info"] = async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(new string(' ', 10_000));
            }

            return true;
        };
        Assert.Equal(ServerFault.TooLarge.Explain(), (await InfoAsync()).Explanation);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_no_answer()
    {
        Commands.Faults["info"] = context =>
        {
            context.Abort();
            return Task.FromResult(true);
        };

        Assert.Equal(CommandOutcome.NoAnswer, (await InfoAsync()).Outcome);
    }

    [Fact]
    public async Task Another_secret_is_error_6_and_another_time_error_7()
    {
        Commands.Secret = "another secret";
        Assert.Equal(CommandOutcome.BadToken, (await Client.VersionAsync(default)).Outcome);

        Commands.Secret = DocumentServerDouble.Secret;
        Commands.Skew = TimeSpan.FromMinutes(7);
        Assert.Equal(CommandOutcome.ExpiredToken, (await Client.VersionAsync(default)).Outcome);
        Assert.Equal(CommandOutcome.BadToken, (await Client.VersionWithoutTokenAsync(default)).Outcome);
    }

    [Fact]
    public async Task A_certificate_counts_only_by_an_authority_that_is_trusted()
    {
        using var certificates = new TestCertificates();
        await using var secure = await DocumentServerDouble.StartAsync(hub.Now, certificate: certificates.Server);
        var authority = Path.Combine(hub.DataDirectory, "commands.pem");
        await File.WriteAllTextAsync(authority, certificates.AuthorityPem);

        Assert.Equal(ServerFault.Untrusted.Explain(), (await VersionOfAsync(secure, "")).Explanation);
        Assert.Equal(CommandOutcome.Done, (await VersionOfAsync(secure, authority)).Outcome);
    }

    [Fact]
    public async Task A_Document_Server_that_is_gone_is_no_answer()
    {
        var gone = await DocumentServerDouble.StartAsync(hub.Now);
        await using var alone = new CallbackFixture(gone);
        await alone.InitializeAsync();
        await gone.DisposeAsync();

        Assert.Equal(ServerFault.Unreachable.Explain(), (await alone.Services.GetRequiredService<CommandClient>().VersionAsync(default)).Explanation);
    }

    private Task<CommandReply> InfoAsync() => Client.InfoAsync("k", null, TimeSpan.FromSeconds(30), default);

    private static async Task<CommandReply> VersionOfAsync(DocumentServerDouble server, string authorityFile)
    {
        await using var application = new CallbackFixture(server);
        application.WithSettings(("DocumentServer:CertificateAuthorityFile", authorityFile));
        await application.InitializeAsync();
        return await application.Services.GetRequiredService<CommandClient>().VersionAsync(default);
    }

    private static Task Gone(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        context.RequestAborted.Register(gone.SetResult);
        return gone.Task;
    }
}
