using FormsHub.Jobs.JobServer;

namespace FormsHub.Jobs.Submissions;

/// <summary>Turns the form data of received submissions into typed values.</summary>
public sealed class NormalizeSubmissions : IJob
{
    public Task RunAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
