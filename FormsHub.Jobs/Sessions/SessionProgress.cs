using System.Text.Json;

namespace FormsHub.Jobs.Sessions;

/// <summary>How far a fill session has come, in the words that authors use.</summary>
public enum SessionProgress
{
    /// <summary>It was made, and nobody has been in its document yet.</summary>
    NotOpened,

    /// <summary>Somebody was in its document a short while ago; nothing is entered yet.</summary>
    Opened,

    /// <summary>Somebody is in its document now.</summary>
    Editing,

    /// <summary>Something was entered and saved, nobody is inside, and it was never submitted.</summary>
    FilledNotSubmitted,

    Submitted,

    /// <summary>It was opened and left: nothing is entered, nobody is inside, and nothing has happened for a while.</summary>
    Abandoned,
}

/// <summary>What a fill session has behind it; kept with its callbacks and never taken back.</summary>
public enum SessionStage
{
    Made = 0,

    /// <summary>The editor said that somebody is inside.</summary>
    Opened = 1,

    /// <summary>Something of it was saved.</summary>
    Changed = 2,
    Submitted = 3,
}

/// <summary>Names of <see cref="SessionProgress"/> in answers and addresses, and the rule that finds it.</summary>
public static class SessionProgressRule
{
    /// <summary>Camel case, as programs read it.</summary>
    public static IReadOnlyDictionary<string, SessionProgress> ByName { get; } =
        Enum.GetValues<SessionProgress>().ToDictionary(NameOf, StringComparer.Ordinal);

    public static string NameOf(SessionProgress progress) => JsonNamingPolicy.CamelCase.ConvertName(progress.ToString());

    /// <param name="stage">What it has behind it.</param>
    /// <param name="isInside">Whether somebody is in its document now.</param>
    /// <param name="lastActivityAt">null before it was opened.</param>
    /// <param name="quietSince">Without activity since then a session counts as left.</param>
    public static SessionProgress Of(SessionStage stage, bool isInside, DateTimeOffset? lastActivityAt, DateTimeOffset quietSince) => stage switch
    {
        SessionStage.Submitted => SessionProgress.Submitted,
        _ when isInside => SessionProgress.Editing,
        SessionStage.Changed => SessionProgress.FilledNotSubmitted,
        SessionStage.Opened => lastActivityAt >= quietSince ? SessionProgress.Opened : SessionProgress.Abandoned,
        _ => SessionProgress.NotOpened,
    };

    /// <returns>The one stage that sessions of this progress have; null when they may have several.</returns>
    internal static SessionStage? StageOf(SessionProgress? progress) => progress switch
    {
        SessionProgress.NotOpened => SessionStage.Made,
        SessionProgress.Opened or SessionProgress.Abandoned => SessionStage.Opened,
        SessionProgress.FilledNotSubmitted => SessionStage.Changed,
        SessionProgress.Submitted => SessionStage.Submitted,
        _ => (SessionStage?)null,
    };
}
