using FormsHub.Jobs.Sessions;

namespace FormsHub.Web.Look;

/// <summary>Fill sessions and what happened in them, in the words of a person.</summary>
public static class SessionWords
{
    /// <summary>As filters are offered: what asks for a look first.</summary>
    public static readonly IReadOnlyList<SessionProgress> Order =
    [
        SessionProgress.Editing, SessionProgress.FilledNotSubmitted, SessionProgress.Opened, SessionProgress.Abandoned, SessionProgress.Submitted,
        SessionProgress.NotOpened,
    ];

    public static (string Colour, string Icon, string Label) Of(SessionProgress progress) => progress switch
    {
        SessionProgress.NotOpened => ("", "circle", "Not opened"),
        SessionProgress.Opened => ("accent", "circle", "Just opened"),
        SessionProgress.Editing => ("accent", "person", "Editing now"),
        SessionProgress.FilledNotSubmitted => ("amber", "document", "Filled, not submitted"),
        SessionProgress.Submitted => ("green", "check", "Submitted"),
        SessionProgress.Abandoned => ("", "minus", "Abandoned"),
        _ => throw new ArgumentOutOfRangeException(nameof(progress)),
    };

    public static string Explain(SessionProgress progress, int abandonedMinutes) => progress switch
    {
        SessionProgress.NotOpened => "A link was made, and nobody has been in the document yet.",
        SessionProgress.Opened => $"Opened within the last {abandonedMinutes} minutes; nothing is entered yet.",
        SessionProgress.Editing => "Somebody is in the document at this moment.",
        SessionProgress.FilledNotSubmitted => "Something was entered and saved, and nobody pressed Complete & Submit. These are no submissions and count nowhere else.",
        SessionProgress.Submitted => "Every session that was submitted, once or more often.",
        SessionProgress.Abandoned => $"Opened and left: nothing is entered, nobody is inside, and nothing has happened for {abandonedMinutes} minutes.",
        _ => throw new ArgumentOutOfRangeException(nameof(progress)),
    };

    /// <returns>A colour of the timeline (empty for none) and what happened.</returns>
    public static (string Colour, string Text) Of(SessionStep step, int abandonedMinutes) => step.Kind switch
    {
        StepKind.Made => ("", "Session started"),
        StepKind.Joined => ("accent", "Opened the document"),
        StepKind.AnotherWindow => ("", "Opened it in another window, or came back after a lost connection"),
        StepKind.WindowClosed => ("", "Closed one window; another is still open"),
        StepKind.Left => ("", "Left the document"),
        StepKind.Saved => ("accent", step.Event?.SaveKind == "stale" ? "An older save came late and was kept aside" : "Saved while it is open"),
        StepKind.SavedAndClosed => step.Event?.SaveKind switch
        {
            "unchanged" => ("", "Left; nothing new since the last save"),
            "stale" => ("", "An older save came late and was kept aside"),
            _ => ("accent", "Left; what was entered is saved"),
        },
        StepKind.Closed => ("", "Left without changing anything"),
        StepKind.Submitted => ("green", step.Event?.Late == true ? "Submitted late" : "Submitted"),
        StepKind.Repeated => ("", "The editor sent the same again; it was stored before"),
        StepKind.Failed => CallbackWords.Of(step.Event?.Status, step.Event?.ForcesaveType, step.Event?.Outcome ?? ""),
        StepKind.Abandoned => ("amber", $"Abandoned: nothing for {abandonedMinutes} minutes, and nobody is inside"),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };
}
