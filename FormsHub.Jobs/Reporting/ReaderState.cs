namespace FormsHub.Jobs.Reporting;

/// <summary>The reading account as the server has it.</summary>
public sealed record ReaderState
{
    public bool Exists { get; init; }

    /// <summary>It may sign in; whether it has a password only administrators of the server can see.</summary>
    public bool CanSignIn { get; init; }
    public bool SeesViews { get; init; }

    /// <summary>Its sessions in this database begin read-only and end in time.</summary>
    public bool IsLimited { get; init; }

    /// <summary>It can read tables behind the views: somebody gave it more than FormsHub did.</summary>
    public bool SeesTooMuch { get; init; }

    /// <summary>It still has what PostgreSQL gives to everybody, and FormsHub may take that away.</summary>
    public bool IsToBeShutOut { get; init; }

    /// <summary>FormsHub's own account may make roles.</summary>
    public bool MayMakeRoles { get; init; }

    /// <summary>How many are connected now.</summary>
    public int Sessions { get; init; }

    /// <summary>How often its password was given or taken away from a page.</summary>
    public int Changes { get; init; }
    public DateTimeOffset? ChangedAt { get; init; }
    public string? ChangedBy { get; init; }
}
