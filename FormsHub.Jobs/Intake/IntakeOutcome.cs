using System.Text.Json;

namespace FormsHub.Jobs.Intake;

/// <summary>What became of one callback. Stored by its camel-case name in callback_events.outcome.</summary>
public enum IntakeOutcome
{
    /// <summary>A new submission with everything it brought.</summary>
    SubmissionStored,

    /// <summary>A submission that was kept without its document has it now.</summary>
    SubmissionCompleted,

    /// <summary>Everything in it had been stored by an earlier callback; nothing changed.</summary>
    AlreadyStored,

    /// <summary>The final save of a document: a new version of it, and its key is retired.</summary>
    FinalStored,

    /// <summary>A save of a document that stays open.</summary>
    DraftStored,

    /// <summary>A save that holds what was already kept: no new version.</summary>
    SaveUnchanged,

    /// <summary>A save older than what was stored before it came: kept, but not as the document's newest.</summary>
    SaveStale,

    /// <summary>The document editing service could not save and sent what it had: kept aside, not as a version.</summary>
    SavedAside,

    /// <summary>The document editing service could not save and sent nothing to keep: recorded, and an operator is warned.</summary>
    SavingFailed,

    /// <summary>Who is in the document.</summary>
    PresenceUpdated,

    /// <summary>A status that asks for nothing: mail merge, not found, or one that this version does not know.</summary>
    Recorded,

    /// <summary>The address was not made by FormsHub for this document.</summary>
    RefusedAddress,

    /// <summary>No token, a forged or expired one, or one made for something else.</summary>
    RefusedToken,

    /// <summary>The body is not a callback or is larger than one can be.</summary>
    RefusedBody,

    /// <summary>The verified callback is about another document than its address.</summary>
    RefusedKey,

    /// <summary>A submit of a document that is being designed: nobody fills under its key. The callback is kept, a submission it is not.</summary>
    RefusedSubmit,

    /// <summary>No form has a document of this key (any more).</summary>
    UnknownKey,

    /// <summary>A save or submission without the link to what it saved.</summary>
    NothingToStore,

    /// <summary>A link that leads outside the Document Server's cache, or a redirect.</summary>
    RefusedLink,

    /// <summary>What was downloaded is empty, too big, or not of the announced type.</summary>
    RefusedContent,

    /// <summary>The Document Server no longer serves the link (403, 404, 410). A retry brings fresh links, so this is transient.</summary>
    LinkExpired,

    /// <summary>The Document Server did not deliver: network, stall, 5xx, cut off.</summary>
    DownloadFailed,

    /// <summary>The disk or the database did not take it.</summary>
    StorageUnavailable,

    /// <summary>It took longer than a callback may.</summary>
    GivenUp,
}

/// <summary>An outcome with a sentence for the operator; null when it needs none.</summary>
public sealed record IntakeResult(IntakeOutcome Outcome, string? Message = null)
{
    /// <summary>The document editing service may forget its copy: everything is on disk.</summary>
    public bool IsAccepted => Outcome <= IntakeOutcome.Recorded;

    /// <summary>The same callback may succeed later; answered 503, which makes the document editing service retry a final save.</summary>
    public bool IsTransient => Outcome >= IntakeOutcome.LinkExpired;

    /// <summary>The outcome as it is stored and shown.</summary>
    public string Name => NameOf(Outcome);

    public static string NameOf(IntakeOutcome outcome) => JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString());
}
