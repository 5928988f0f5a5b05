using FormsHub.Tests.Support;

namespace FormsHub.Bench;

/// <summary>A form that has grown gets its indexes from a job, some minutes long: measured is what people have after that.</summary>
internal static class FieldIndexes
{
    private const int QuietLooks = 5;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(4);

    /// <summary>Starts the program anew, which makes indexes at once, and waits until none was added for a while.</summary>
    public static async Task SettleAsync(Installation hub)
    {
        // A new process: idle is idle, and the database has written down what seeding left it.
        await hub.AskAsync<object?>("VACUUM ANALYZE");
        await hub.AskAsync<object?>("CHECKPOINT");
        await hub.Program.KillAsync();
        await hub.StartProgramAsync();
        var (indexes, quiet) = (-1L, 0);
        while (quiet < QuietLooks)
        {
            await Task.Delay(BetweenLooks);
            var now = await hub.AskAsync<long>("SELECT count(*) FROM pg_indexes WHERE schemaname = 'data'");
            var building = await hub.AskAsync<long>("SELECT count(*) FROM pg_stat_progress_create_index");
            (indexes, quiet) = (now, now == indexes && building == 0 ? quiet + 1 : 0);
        }
    }
}
