using FormsHub.Jobs.JobServer;
using FormsHub.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace FormsHub.Tests.JobServer;

public class JobRunnerTests
{
    [Fact]
    public async Task Requests_before_a_run_are_folded_into_it_and_one_during_it_leads_to_another()
    {
        var job = new ScriptedJob();
        var runner = Runner(job);

        Assert.True(runner.Ask(nameof(ScriptedJob)));
        Assert.False(runner.Ask(nameof(ScriptedJob)));
        job.Work = () => Assert.True(runner.Ask(nameof(ScriptedJob)));
        await runner.RunAsync(nameof(ScriptedJob), CancellationToken.None);

        Assert.Equal(1, job.Runs);
        Assert.Null(Assert.Single(runner.Statuses).LastError);
    }

    [Fact]
    public async Task A_failed_run_is_remembered_and_the_next_good_one_clears_it()
    {
        var job = new ScriptedJob { Work = () => throw new InvalidOperationException("The disk is full.") };
        var runner = Runner(job);

        await runner.RunAsync(nameof(ScriptedJob), CancellationToken.None);
        Assert.Equal("The disk is full.", Assert.Single(runner.Statuses).LastError);

        job.Work = null;
        await runner.RunAsync(nameof(ScriptedJob), CancellationToken.None);
        Assert.Null(Assert.Single(runner.Statuses).LastError);
    }

    [Fact]
    public async Task A_request_on_the_job_server_runs_the_job_soon()
    {
        await using var application = await FormsHubApplication.StartAsync(("Jobs:NormalizeSweepSeconds", "3600"));
        var runner = application.Services.GetRequiredService<JobRunner>();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        application.Services.GetRequiredService<IJobServer>().Trigger<FormsHub.Jobs.Forms.WidenTables>();

        while (runner.Statuses.Single(status => status.Name == "WidenTables").LastEnd is null)
        {
            await Task.Delay(20, deadline.Token);
        }
    }

    private static JobRunner Runner(ScriptedJob job)
    {
        var services = new ServiceCollection().AddSingleton(job).BuildServiceProvider();
        return new JobRunner(
            new JobCatalog([new JobEntry(typeof(ScriptedJob), TimeSpan.FromHours(1))]),
            services.GetRequiredService<IServiceScopeFactory>(),
            TimeProvider.System,
            NullLogger<JobRunner>.Instance);
    }

    private sealed class ScriptedJob : IJob
    {
        public Action? Work { get; set; }

        public int Runs { get; private set; }

        public Task RunAsync(CancellationToken cancellationToken)
        {
            Runs++;
            Work?.Invoke();
            return Task.CompletedTask;
        }
    }
}
