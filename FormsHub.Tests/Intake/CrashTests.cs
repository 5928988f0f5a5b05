namespace FormsHub.Tests.Intake;

/// <summary>One run with several kills, looked at from every side. <c>./formshub bench crash</c> does the same for longer.</summary>
public class CrashTests(CrashTests.KilledInstallation killed) : IClassFixture<CrashTests.KilledInstallation>
{
    private CrashReport Report => killed.Report;

    [Fact]
    public void What_was_accepted_is_there_exactly_once_with_its_bytes_and_values_though_FormsHub_and_PostgreSQL_were_killed()
    {
        Assert.NotEqual(0, Report.Accepted);
        Assert.Empty(Report.Problems);
    }

    [Fact]
    public void What_was_not_answered_is_accepted_when_it_is_sent_again_and_then_everything_is_there_once()
    {
        // The kills hit submits on their way, or this test shows nothing.
        Assert.NotEqual(0, Report.Unanswered);
        Assert.Equal(0, Report.RefusedAgain);
        Assert.Empty(Report.ProblemsAfterSendingAgain);
    }

    [Fact]
    public void Values_that_were_not_made_before_the_crash_are_made_after_it_though_nobody_asks() => Assert.NotEqual(0, Report.Waiting);

    public sealed class KilledInstallation : IAsyncLifetime
    {
        internal CrashReport Report { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            await using var run = await CrashRun.StartAsync();
            Report = await run.RunAsync([Victim.FormsHub, Victim.PostgreSql, Victim.Both]);
        }

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
