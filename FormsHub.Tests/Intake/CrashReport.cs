namespace FormsHub.Tests.Intake;

/// <summary>What became of everything that was sent in a <see cref="CrashRun"/>.</summary>
internal sealed record CrashReport
{
    public required IReadOnlyDictionary<Victim, int> Kills { get; init; }

    /// <summary>The longest time from a kill until callbacks could be stored again.</summary>
    public required TimeSpan SlowestRecovery { get; init; }

    /// <summary>Submits answered <c>{"error":0}</c>.</summary>
    public required int Accepted { get; init; }

    /// <summary>Submits that were refused for now or not answered at all.</summary>
    public required int Unanswered { get; init; }

    /// <summary>Of these, how many were kept nevertheless: killed between the commit and the answer.</summary>
    public required int UnansweredButKept { get; init; }

    /// <summary>Submissions without values when the last process was started.</summary>
    public required int Waiting { get; init; }

    /// <summary>Time from its readiness until none was without.</summary>
    public required TimeSpan NormalizedAfter { get; init; }

    /// <summary>One sentence for everything that was lost, doubled or damaged.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>Unanswered submits that were not accepted when they were sent again.</summary>
    public int RefusedAgain { get; init; }

    /// <summary>As <see cref="Problems"/>, when everything had been sent again.</summary>
    public IReadOnlyList<string> ProblemsAfterSendingAgain { get; init; } = [];
}
