using FormsHub.Jobs.JobServer;
using Microsoft.Extensions.Logging.Abstractions;

namespace FormsHub.Tests.JobServer;

public class HangfireJobTests
{
    [Fact]
    public async Task What_is_asked_for_during_a_run_is_one_more_run_after_it_and_nobody_waits()
    {
        var job = new HeldJob();
        var hangfire = Job(job);
        var first = hangfire.RunAsync(nameof(HeldJob), CancellationToken.None);

        await hangfire.RunAsync(nameof(HeldJob), CancellationToken.None);
        await hangfire.RunAsync(nameof(HeldJob), CancellationToken.None);
        Assert.False(first.IsCompleted);
        job.Gate.SetResult();
        await first;

        Assert.Equal((2, 1), (job.Runs, job.MostAtOnce));
    }

    [Fact]
    public async Task A_name_that_only_a_newer_node_knows_is_passed_over()
    {
        var job = new HeldJob();
        await Job(job).RunAsync("SendPigeons", CancellationToken.None);

        Assert.Equal(0, job.Runs);
    }

    private static HangfireJob Job(HeldJob job) => new(new JobRunner(
        new JobCatalog([new JobEntry(typeof(HeldJob), TimeSpan.FromHours(1))]),
        new ServiceCollection().AddSingleton(job).BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(),
        TimeProvider.System,
        NullLogger<JobRunner>.Instance));

    /// <summary>Its runs end when the gate is open.</summary>
    private sealed class HeldJob : IJob
    {
        private int _now;

        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Runs { get; private set; }

        public int MostAtOnce { get; private set; }

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            Runs++;
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _now));
            await Gate.Task;
            Interlocked.Decrement(ref _now);
        }
    }
}
