namespace FormsHub.Jobs.Storage;

/// <summary>Why FormsHub cannot start, in a paragraph for the person who started it; shown without a stack trace.</summary>
public sealed class StartupException : Exception
{
    public StartupException(string message, StartupFailure failure, Exception? inner = null) : base(message, inner) => Failure = failure;

    /// <summary>The program's exit code.</summary>
    public StartupFailure Failure { get; }
}

/// <summary>What kept FormsHub from starting; the number is the exit code.</summary>
public enum StartupFailure
{
    /// <summary>Anything without a number of its own.</summary>
    Unknown = 1,

    /// <summary>A setting or an argument is wrong.</summary>
    Configuration = 2,

    /// <summary>Another FormsHub works on the same data directory.</summary>
    AlreadyRunning = 3,

    /// <summary>A port is taken.</summary>
    PortInUse = 4,

    /// <summary>PostgreSQL is missing, cannot start or does not answer.</summary>
    Database = 5,

    /// <summary>The database's schema is newer than this program, or was changed by hand.</summary>
    Schema = 6,
}
