using FormsHub.Jobs.Intake;

namespace FormsHub.Jobs.Sessions;

/// <summary>Makes a session's story from what the editor reported: pure, no clock, no database.</summary>
public static class SessionStory
{
    /// <param name="events">In any order.</param>
    /// <param name="patience">How long a session must be quiet to count as abandoned.</param>
    public static IReadOnlyList<SessionStep> Of(SessionSummary session, IEnumerable<StoryEvent> events, DateTimeOffset now, TimeSpan patience)
    {
        var ordered = events.OrderBy(said => said.At).ThenBy(said => said.Id).ToList();
        var stays = Presence.StaysOf(
            ordered.Where(said => said.IsAboutPresence).Select(said => new PresenceEvent(said.Id, said.DocumentKey, said.At, said.People)), now);
        var steps = new List<SessionStep> { new(StepKind.Made, session.CreatedAt) };
        var occupied = new HashSet<string>(StringComparer.Ordinal);
        foreach (var said in ordered)
        {
            if (KindOf(said, occupied.Contains(said.DocumentKey)) is { } kind)
            {
                steps.Add(new SessionStep(kind, said.At) { Event = said, Stayed = EndOf(said, stays) });
            }

            if (said.IsAboutPresence)
            {
                _ = said.People > 0 ? occupied.Add(said.DocumentKey) : occupied.Remove(said.DocumentKey);
            }
        }

        var isLeft = session.Stage is SessionStage.Opened or SessionStage.Changed && stays is not [.., { IsOpen: true }];
        if (isLeft && steps[^1].At is var last && now - last >= patience)
        {
            steps.Add(new SessionStep(StepKind.Abandoned, last + patience));
        }

        return steps;
    }

    /// <returns>How long somebody was inside until this callback; null when nobody left with it.</returns>
    private static TimeSpan? EndOf(StoryEvent said, IReadOnlyList<Stay> stays)
    {
        if (said is not { IsAboutPresence: true, People: 0 })
        {
            return null;
        }

        var ended = stays.FirstOrDefault(stay => stay.Until == said.At);
        return ended.Length > TimeSpan.Zero ? ended.Length : null;
    }

    /// <returns>null for what is no news.</returns>
    private static StepKind? KindOf(StoryEvent said, bool wasInside) => said.Known switch
    {
        null or IntakeOutcome.Recorded => null,
        IntakeOutcome.SubmissionStored or IntakeOutcome.SubmissionCompleted => StepKind.Submitted,
        IntakeOutcome.AlreadyStored => StepKind.Repeated,
        IntakeOutcome.FinalStored => StepKind.SavedAndClosed,
        IntakeOutcome.DraftStored => StepKind.Saved,
        IntakeOutcome.SaveUnchanged or IntakeOutcome.SaveStale => said.Status == (int)DocumentStatus.ReadyForSaving ? StepKind.SavedAndClosed : StepKind.Saved,
        IntakeOutcome.PresenceUpdated when said.Status == (int)DocumentStatus.ClosedWithNoChanges => StepKind.Closed,
        IntakeOutcome.PresenceUpdated => (wasInside, said.People, said.Action) switch
        {
            (false, > 0, _) => StepKind.Joined,
            (true, 0, _) => StepKind.Left,
            (true, > 0, "1") => StepKind.AnotherWindow,
            (true, > 0, "0") => StepKind.WindowClosed,
            _ => null,
        },
        _ => StepKind.Failed,
    };
}
