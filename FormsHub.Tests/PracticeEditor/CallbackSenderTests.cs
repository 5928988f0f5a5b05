using System.Collections.Concurrent;
using System.Text;
using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FormsHub.Tests.PracticeEditor;

public sealed class CallbackSenderTests : IAsyncLifetime, IDisposable
{
    private static readonly CallbackBody Joined = CallbackBody.Editing("k", ["u-1"], CallbackAction.Joined("u-1"));
    private static readonly CallbackBody Saved =
        CallbackBody.ReadyForSaving("k", new SavedFile("http://docs/x", "pdf"), "u-1", "u-1", DateTimeOffset.UnixEpoch, notModified: false);

    private readonly ConcurrentQueue<(string Method, string Path, string? Token, string Body, string Connection)> _received = new();
    private readonly ImpatientClock _clock = new();
    private readonly CallbackSender _sender;
    private readonly CallbackSigner _signer;
    private Func<HttpContext, int, Task> _answer = (context, _) => context.Response.WriteAsync("""{"error":0}""");
    private WebApplication? _storage;

    public CallbackSenderTests()
    {
        _sender = new CallbackSender(_clock);
        _signer = new CallbackSigner("secret"u8.ToArray(), _clock);
    }

    [Fact]
    public async Task A_callback_looks_like_the_document_servers_own()
    {
        string? agent = null, accept = null, type = null;
        _answer = (context, _) =>
        {
            agent = context.Request.Headers.UserAgent;
            accept = context.Request.Headers.Accept;
            type = context.Request.Headers.ContentType;
            return context.Response.WriteAsync("""{"error":0}""");
        };

        var outcome = await _sender.SendAsync(Address("/callback?doc=1&t=a%2Fb"), _signer, () => Joined, default);

        Assert.Equal(new CallbackOutcome(ReplyVerdict.Accepted, 200, 1), outcome);
        Assert.Equal(("Node.js/6.13", "application/json, text/plain, */*", "application/json"), (agent, accept, type));
        var (method, path, token, body, _) = Assert.Single(_received);
        Assert.Equal(("POST", "/callback?doc=1&t=a%2Fb"), (method, path));
        Assert.StartsWith("Bearer ", token, StringComparison.Ordinal);
        Assert.StartsWith("""{"key":"k","status":1,"users":["u-1"],"actions":[{"type":1,"userid":"u-1"}],"token":""", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_post_opens_a_connection_of_its_own()
    {
        await _sender.SendAsync(Address("/"), _signer, () => Joined, default);
        await _sender.SendAsync(Address("/"), _signer, () => Joined, default);

        Assert.Equal(2, _received.Select(request => request.Connection).Distinct().Count());
    }

    [Fact]
    public async Task A_final_save_is_sent_again_after_one_two_and_four_seconds_with_fresh_tokens()
    {
        _answer = (context, _) => Answer(context, 503);
        var made = 0;

        var outcome = await _sender.SendAsync(Address("/"), _signer, () => Saved with { UserData = $"{made++}" }, default);

        Assert.Equal(new CallbackOutcome(ReplyVerdict.FailedForNow, 503, 4), outcome);
        Assert.Equal([1, 2, 4], _clock.Waits.Select(wait => wait.TotalSeconds));
        Assert.Equal(4, _received.Select(request => request.Body).Distinct().Count());
    }

    [Fact]
    public async Task A_final_save_stops_being_sent_when_it_is_taken()
    {
        _answer = (context, number) => Answer(context, number == 1 ? 429 : 200);

        var outcome = await _sender.SendAsync(Address("/"), _signer, () => Saved, default);

        Assert.Equal(new CallbackOutcome(ReplyVerdict.Accepted, 200, 2), outcome);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(202)]
    public async Task A_final_save_that_is_refused_for_good_is_not_sent_again(int status)
    {
        _answer = (context, _) => Answer(context, status);

        Assert.Equal(new CallbackOutcome(ReplyVerdict.Failed, status, 1), await _sender.SendAsync(Address("/"), _signer, () => Saved, default));
    }

    [Fact]
    public async Task A_submit_is_sent_once_whatever_happens()
    {
        _answer = (context, _) => Answer(context, 503);
        var submit = CallbackBody.Forcesaved(
            "k", Jobs.Intake.ForcesaveType.Submit, new SavedFile("http://docs/x", "pdf"), "u-1", "u-1", DateTimeOffset.UnixEpoch);

        Assert.Equal(1, (await _sender.SendAsync(Address("/"), _signer, () => submit, default)).Attempts);
    }

    [Fact]
    public async Task A_storage_that_does_not_answer_is_asked_four_times_about_a_final_save()
    {
        var address = Address("/");
        await _storage!.StopAsync();

        Assert.Equal(new CallbackOutcome(ReplyVerdict.FailedForNow, null, 4), await _sender.SendAsync(address, _signer, () => Saved, default));
    }

    [Theory]
    [InlineData(301, "GET")]
    [InlineData(302, "GET")]
    [InlineData(303, "GET")]
    [InlineData(307, "POST")]
    [InlineData(308, "POST")]
    public async Task Most_redirects_lose_the_callback_and_its_answer_is_believed(int status, string method)
    {
        _answer = (context, number) =>
        {
            context.Response.Headers.Location = "/elsewhere";
            return Answer(context, number == 1 ? status : 200);
        };

        Assert.Equal(ReplyVerdict.Accepted, (await _sender.SendAsync(Address("/"), _signer, () => Joined, default)).Verdict);

        var (reached, path, _, body, _) = _received.Last();
        Assert.Equal((method, "/elsewhere"), (reached, path));
        Assert.Equal(method == "POST", body.Length > 0);
    }

    [Fact]
    public async Task A_peer_that_is_gone_as_soon_as_it_is_reached_is_no_answer()
    {
        using var sender = new CallbackSender(_clock, handler: new GoneHandler());

        Assert.Equal(new CallbackOutcome(ReplyVerdict.FailedForNow, null, 1), await sender.SendAsync(Address("/"), _signer, () => Joined, default));
        Assert.Equal(new CallbackOutcome(ReplyVerdict.FailedForNow, null, 4), await sender.SendAsync(Address("/"), _signer, () => Saved, default));
    }

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _storage = builder.Build();
        _storage.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            _received.Enqueue((
                context.Request.Method, context.Request.Path + context.Request.QueryString, context.Request.Headers.Authorization,
                await reader.ReadToEndAsync(), context.Connection.Id));
            await _answer(context, _received.Count);
        });
        await _storage.StartAsync();
    }

    public async Task DisposeAsync() => await _storage!.DisposeAsync();

    public void Dispose() => _sender.Dispose();

    private static Task Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return status is 200 or 202 ? context.Response.WriteAsync("""{"error":0}""") : Task.CompletedTask;
    }

    private Uri Address(string pathAndQuery) => new(_storage!.Urls.First() + pathAndQuery);

    /// <summary>Lets every wait pass at once and remembers how long it was.</summary>
    private sealed class ImpatientClock : TimeProvider
    {
        public ConcurrentQueue<TimeSpan> Waits { get; } = new();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Enqueue(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
