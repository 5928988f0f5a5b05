namespace FormsHub.Jobs.JobServer;

/// <summary>Says when jobs run. A lost trigger costs nothing: every job also runs on its sweep.</summary>
public interface IJobServer
{
    /// <summary>Asks for a run soon. Returns at once, never throws for a job server that is down, and folds many calls into few runs.</summary>
    void Trigger<TJob>() where TJob : IJob;
}
