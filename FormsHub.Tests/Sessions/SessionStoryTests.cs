using FormsHub.Jobs.Sessions;
using FormsHub.Tests.Callbacks;
using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.Sessions;

/// <summary>Stories as the callbacks of a Document Server tell them, sent over HTTP.</summary>
public class SessionStoryTests(CallbackFixture hub) : IClassFixture<CallbackFixture>
{
    private SessionReader Reader => hub.Services.GetRequiredService<SessionReader>();

    [Fact]
    public async Task A_session_tells_that_it_was_opened_saved_submitted_and_left()
    {
        var key = await hub.SessionAsync(name: "Ada");
        await hub.PostAsync(CallbackBody.Editing(key, ["u-1"], CallbackAction.Joined("u-1")));
        hub.Now.Advance(TimeSpan.FromMinutes(4));
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a"), Bytes.Zip("b")).Draft(key));
        hub.Now.Advance(TimeSpan.FromMinutes(8));
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("c"), Bytes.Zip("d"), Bytes.FormData("Ada")).Submit(key));
        hub.Now.Advance(TimeSpan.FromMinutes(1));
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("e"), Bytes.Zip("f")).Final(key));

        var (session, steps) = await StoryAsync(key);

        Assert.Equal([StepKind.Made, StepKind.Joined, StepKind.Saved, StepKind.Submitted, StepKind.SavedAndClosed], steps.Select(step => step.Kind));
        Assert.Equal((SessionProgress.Submitted, 1, "Ada"), (session.Progress, session.SubmissionNumber, session.Who));
        Assert.Equal(13, session.TimeSpent.TotalMinutes);
        Assert.Equal(13, steps[^1].Stayed!.Value.TotalMinutes);
        Assert.Equal([2, 4], steps.Select((step, index) => (step, index)).Where(entry => entry.step.Event?.SaveId is not null).Select(entry => entry.index));
        Assert.True(session is { OpenedAt: { } opened, ChangedAt: { } changed, SubmittedAt: { } submitted } && opened < changed && changed < submitted && submitted < session.LastActivityAt);
    }

    [Fact]
    public async Task What_was_filled_and_left_is_not_submitted_and_after_an_hour_abandoned()
    {
        var key = await hub.SessionAsync();
        await hub.PostAsync(CallbackBody.Editing(key, ["u-1"], CallbackAction.Joined("u-1")));
        Assert.Equal(SessionProgress.Editing, (await StoryAsync(key)).Session.Progress);
        hub.Now.Advance(TimeSpan.FromMinutes(6));
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a")).Final(key));

        var (soon, before) = await StoryAsync(key);
        hub.Now.Advance(TimeSpan.FromMinutes(61));
        var (later, after) = await StoryAsync(key);

        Assert.Equal([StepKind.Made, StepKind.Joined, StepKind.SavedAndClosed], before.Select(step => step.Kind));
        Assert.Equal(StepKind.Abandoned, after[^1].Kind);
        Assert.Equal(TimeSpan.FromMinutes(60), after[^1].At - after[^2].At);
        Assert.Equal((SessionProgress.FilledNotSubmitted, SessionProgress.FilledNotSubmitted), (soon.Progress, later.Progress));
        Assert.Equal(6, later.TimeSpent.TotalMinutes);
        Assert.NotNull(later.SaveId);
    }

    [Fact]
    public async Task Opened_and_left_empty_is_abandoned_once_it_was_quiet_for_an_hour()
    {
        var key = await hub.SessionAsync();
        Assert.Equal(SessionProgress.NotOpened, (await StoryAsync(key)).Session.Progress);
        await hub.PostAsync(CallbackBody.Editing(key, ["u-1"], CallbackAction.Joined("u-1")));
        hub.Now.Advance(TimeSpan.FromMinutes(2));
        await hub.PostAsync(CallbackBody.ClosedWithNoChanges(key, "u-1"));

        var (soon, _) = await StoryAsync(key);
        hub.Now.Advance(TimeSpan.FromMinutes(61));
        var (later, steps) = await StoryAsync(key);

        Assert.Equal((SessionProgress.Opened, SessionProgress.Abandoned), (soon.Progress, later.Progress));
        Assert.Equal([StepKind.Made, StepKind.Joined, StepKind.Closed, StepKind.Abandoned], steps.Select(step => step.Kind));
    }

    [Fact]
    public async Task Two_windows_of_one_person_are_told_as_windows_and_counted_once()
    {
        var key = await hub.SessionAsync();
        await hub.PostAsync(CallbackBody.Editing(key, ["u-1"], CallbackAction.Joined("u-1")));
        hub.Now.Advance(TimeSpan.FromMinutes(1));
        await hub.PostAsync(CallbackBody.Editing(key, ["u-1"], CallbackAction.Joined("u-1")));
        hub.Now.Advance(TimeSpan.FromMinutes(1));
        await hub.PostAsync(CallbackBody.Editing(key, ["u-1"], CallbackAction.Left("u-1")));
        await hub.PostAsync(CallbackBody.Editing(key, ["u-1"], null));
        hub.Now.Advance(TimeSpan.FromMinutes(3));
        await hub.PostAsync(CallbackBody.ClosedWithNoChanges(key, "u-1"));

        var (session, steps) = await StoryAsync(key);

        Assert.Equal([StepKind.Made, StepKind.Joined, StepKind.AnotherWindow, StepKind.WindowClosed, StepKind.Closed], steps.Select(step => step.Kind));
        Assert.Equal(5, session.TimeSpent.TotalMinutes);
    }

    [Fact]
    public async Task A_4_then_1_then_2_on_one_key_are_two_visits()
    {
        var key = await hub.SessionAsync();
        await hub.PostAsync(CallbackBody.Editing(key, ["u-1"], CallbackAction.Joined("u-1")));
        hub.Now.Advance(TimeSpan.FromMinutes(5));
        await hub.PostAsync(CallbackBody.ClosedWithNoChanges(key, "u-1"));
        hub.Now.Advance(TimeSpan.FromMinutes(30));
        await hub.PostAsync(CallbackBody.Editing(key, ["u-1"], CallbackAction.Joined("u-1")));
        hub.Now.Advance(TimeSpan.FromMinutes(7));
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a")).Final(key));

        var (session, steps) = await StoryAsync(key);

        Assert.Equal([StepKind.Made, StepKind.Joined, StepKind.Closed, StepKind.Joined, StepKind.SavedAndClosed], steps.Select(step => step.Kind));
        Assert.Equal(12, session.TimeSpent.TotalMinutes);
    }

    [Fact]
    public async Task What_was_overtaken_on_its_way_is_told_in_the_order_in_which_it_was_signed()
    {
        var key = await hub.SessionAsync();
        hub.Now.Advance(TimeSpan.FromMinutes(10));
        await PresenceAsync(key, -60, "[]");
        await PresenceAsync(key, -360, "[\"u-1\"]");

        var (session, steps) = await StoryAsync(key);

        Assert.Equal([StepKind.Made, StepKind.Joined, StepKind.Left], steps.Select(step => step.Kind));
        Assert.Equal((5, SessionProgress.Opened), (session.TimeSpent.TotalMinutes, session.Progress));
    }

    [Fact]
    public async Task A_forged_callback_tells_nothing_but_that_it_was_refused()
    {
        var key = await hub.SessionAsync();
        await hub.PostAsync(CallbackBody.Editing("another", ["u-1"], CallbackAction.Joined("u-1")), toKey: key);

        var (session, steps) = await StoryAsync(key);

        Assert.Equal([StepKind.Made, StepKind.Failed], steps.Select(step => step.Kind));
        Assert.Equal((SessionProgress.NotOpened, TimeSpan.Zero), (session.Progress, session.TimeSpent));
    }

    [Fact]
    public async Task A_submission_that_is_sent_twice_moves_nothing()
    {
        var key = await hub.SessionAsync();
        var submit = hub.DocumentServer.Convert(key, Bytes.Pdf("a"), Bytes.Zip("b"), Bytes.FormData("Ada")).Submit(key);
        await hub.PostAsync(submit);
        var (first, _) = await StoryAsync(key);
        hub.Now.Advance(TimeSpan.FromMinutes(3));
        await hub.PostAsync(submit);

        var (second, steps) = await StoryAsync(key);

        Assert.Equal((first.SubmittedAt, first.LastActivityAt), (second.SubmittedAt, second.LastActivityAt));
        Assert.Equal([StepKind.Made, StepKind.Submitted, StepKind.Repeated], steps.Select(step => step.Kind));
    }

    private async Task<(SessionSummary Session, IReadOnlyList<SessionStep> Steps)> StoryAsync(string key) =>
        (await Reader.StoryAsync(await hub.KeyAsync<Guid>("fill_session_id", key), default))!.Value;

    /// <summary>A status 1 that was signed so many seconds before now.</summary>
    private async Task PresenceAsync(string key, int seconds, string users) => Assert.True((await hub.PostAsync(
        await hub.CallbackAddressAsync(key),
        TestToken.Body(TestToken.Make(hub.Filled($$"""{"key":"$","status":1,"users":{{users}},"iat":{{hub.Seconds(seconds)}},"exp":#}""", key), DocumentServerDouble.Secret)),
        null)).IsAccepted);
}
