using FormsHub.Jobs.Intake;

namespace FormsHub.Web.Look;

/// <summary>Callbacks of the Document Server in the words of a person.</summary>
public static class CallbackWords
{
    /// <returns>A colour of the timeline (empty for none) and what happened.</returns>
    public static (string Colour, string Text) Of(int? status, int? forcesaveType, string outcome)
    {
        var name = Name(status, forcesaveType);
        return Enum.TryParse<IntakeOutcome>(outcome, ignoreCase: true, out var known)
            ? known switch
            {
                IntakeOutcome.SubmissionStored => ("green", "Submitted"),
                IntakeOutcome.SubmissionCompleted => ("green", "Submission completed: its document has arrived"),
                IntakeOutcome.AlreadyStored => ("", $"{name}, stored before"),
                IntakeOutcome.FinalStored => ("green", "Document saved, everybody has left it"),
                IntakeOutcome.DraftStored => ("", "Document saved while it is open"),
                IntakeOutcome.SaveUnchanged => ("", "Document closed without a change"),
                IntakeOutcome.SaveStale => ("", "An older save came late and was kept aside"),
                IntakeOutcome.SavedAside => ("amber", "The Document Server could not save; what it had was kept aside"),
                IntakeOutcome.SavingFailed => ("red", "The Document Server could not save"),
                IntakeOutcome.PresenceUpdated => ("", status == (int)DocumentStatus.ClosedWithNoChanges ? "Document closed without a change" : "Somebody opened or left the document"),
                IntakeOutcome.Recorded => ("", name),
                >= IntakeOutcome.LinkExpired => ("amber", $"{name}: did not succeed, may be sent again"),
                _ => ("red", $"{name}: refused"),
            }
            : ("", $"{name}: {outcome}");
    }

    /// <summary>What a callback is about.</summary>
    public static string Name(int? status, int? forcesaveType) => status switch
    {
        1 => "Editing",
        2 => "Final save",
        3 => "Failed save",
        4 => "Closed without a change",
        6 when forcesaveType == (int)ForcesaveType.Submit => "Submission",
        6 => "Save",
        7 when forcesaveType == (int)ForcesaveType.Submit => "Failed submission",
        7 => "Failed save",
        null => "Callback",
        _ => $"Status {status}",
    };
}
