namespace FormsHub.Jobs.DocumentServer;

/// <summary>What the command service made of a command. Up to 7 its own numbers; above 99 there was no such answer.</summary>
public enum CommandOutcome
{
    /// <summary>Done, or begun: a forced save comes as a callback of its own.</summary>
    Done = 0,

    /// <summary>No document is open under this key, or no file is kept under it.</summary>
    UnknownKey = 1,

    /// <summary>The Document Server knows no address to report this document to.</summary>
    BadCallbackUrl = 2,

    /// <summary>It failed inside the Document Server.</summary>
    ServerError = 3,

    /// <summary>Nothing changed since the last save.</summary>
    NotModified = 4,

    /// <summary>The Document Server does not know this command, or a part of it is missing.</summary>
    UnknownCommand = 5,

    /// <summary>The token is missing or was signed with another secret.</summary>
    BadToken = 6,

    /// <summary>The token was too old when it arrived (not in the documentation): the clocks differ.</summary>
    ExpiredToken = 7,

    /// <summary>A number that this version of FormsHub does not know.</summary>
    OtherError = 100,

    /// <summary>No answer that could be read: away, too slow, not trusted, or not a command service.</summary>
    NoAnswer = 101,
}

/// <summary>Outcomes in words, and what follows from them.</summary>
public static class CommandOutcomes
{
    public static string Explain(this CommandOutcome outcome) => outcome switch
    {
        CommandOutcome.Done => "The Document Server did it.",
        CommandOutcome.UnknownKey => "The document is not open.",
        CommandOutcome.BadCallbackUrl => "The Document Server knows no address to report this document to.",
        CommandOutcome.ServerError => "It failed inside the Document Server.",
        CommandOutcome.NotModified => "Nothing changed since the last save.",
        CommandOutcome.UnknownCommand => "The Document Server does not know this command; it may be too old.",
        CommandOutcome.BadToken => "The Document Server refused FormsHub's token: the secrets differ.",
        CommandOutcome.ExpiredToken => "FormsHub's token was too old when it arrived: the clocks of the two machines differ.",
        CommandOutcome.OtherError => "The Document Server answered with an error that FormsHub does not know.",
        CommandOutcome.NoAnswer => "The Document Server gave no answer that could be read.",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    /// <summary>Nothing is left to do: done, or there is nothing to do it to.</summary>
    public static bool IsSettled(this CommandOutcome outcome) =>
        outcome is CommandOutcome.Done or CommandOutcome.UnknownKey or CommandOutcome.NotModified;

    /// <summary>The same command can never succeed there.</summary>
    public static bool IsHopeless(this CommandOutcome outcome) => outcome is CommandOutcome.UnknownCommand or CommandOutcome.BadCallbackUrl;
}
