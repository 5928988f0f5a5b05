namespace FormsHub.Jobs.Intake;

/// <summary>The <c>status</c> of a callback, with the documentation's meanings and numbers. Other numbers may come and are only recorded.</summary>
public enum DocumentStatus
{
    /// <summary>Somebody joined or left; <c>users</c> says who is in the document now.</summary>
    Editing = 1,

    /// <summary>Everybody left and the document changed: its final save.</summary>
    ReadyForSaving = 2,

    /// <summary>The final save failed in the document editing service.</summary>
    SavingError = 3,

    /// <summary>Everybody left and nothing changed. Does not retire the document key.</summary>
    ClosedWithNoChanges = 4,

    /// <summary>A mail merge result; not documented and not used by forms.</summary>
    MailMerge = 5,

    /// <summary>Saved while it is open; <see cref="ForcesaveType"/> says why.</summary>
    Forcesaved = 6,

    /// <summary>Saving while it is open failed.</summary>
    ForcesaveError = 7,
}

/// <summary>The <c>forcesavetype</c> of a callback with status 6 or 7.</summary>
public enum ForcesaveType
{
    /// <summary>The command service was asked to.</summary>
    CommandService = 0,

    /// <summary>The Save button.</summary>
    Button = 1,

    /// <summary>The timer.</summary>
    Timer = 2,

    /// <summary>Complete &amp; Submit: a submission.</summary>
    Submit = 3,
}
