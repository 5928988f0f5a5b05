using System.Diagnostics;

namespace FormsHub.Tests.Support;

/// <summary>Waits for what another process does: asks again and again until it is so, or fails at a deadline far beyond what it takes.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    public static async Task WaitAsync(Func<Task<bool>> condition)
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(waited.Elapsed < Longest, $"It was not so after {Longest.TotalSeconds} seconds.");
            await Task.Delay(20);
        }
    }
}
