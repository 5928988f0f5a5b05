namespace FormsHub.Jobs.Sessions;

/// <summary>What happened in a fill session.</summary>
public enum StepKind
{
    /// <summary>The session and its link were made.</summary>
    Made,

    /// <summary>The first one came into the document.</summary>
    Joined,

    /// <summary>One more window was opened, or one that had lost its connection came back.</summary>
    AnotherWindow,

    /// <summary>A window was closed, and somebody is still inside.</summary>
    WindowClosed,

    /// <summary>The last one left; what they did comes in a save of its own, if they did anything.</summary>
    Left,

    /// <summary>The document was saved while it is open.</summary>
    Saved,

    /// <summary>Everybody has left and the document was saved for good.</summary>
    SavedAndClosed,

    /// <summary>Everybody has left and nothing had changed.</summary>
    Closed,
    Submitted,

    /// <summary>Everything it brought had been stored before.</summary>
    Repeated,

    /// <summary>Something did not work; the error says what.</summary>
    Failed,

    /// <summary>Nothing happened for so long, and nobody is inside, that the session counts as abandoned.</summary>
    Abandoned,
}

/// <summary>One step of a session's story.</summary>
public sealed record SessionStep(StepKind Kind, DateTimeOffset At)
{
    /// <summary>Where somebody left: how long somebody had been inside without a break.</summary>
    public TimeSpan? Stayed { get; init; }

    /// <summary>The callback that tells it; null for the first and the last step.</summary>
    public StoryEvent? Event { get; init; }
}
