namespace FormsHub.Tests.Support;

/// <summary>An application without jobs: rows that a test puts into the database stay as they are.</summary>
public sealed class IdleApplication : FormsHubApplication
{
    public IdleApplication() => WithSettings(("Jobs:Enabled", "false"));
}
