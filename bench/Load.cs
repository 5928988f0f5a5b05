using System.Diagnostics;

namespace FormsHub.Bench;

/// <summary>What one run of many senders achieved.</summary>
/// <param name="Answered">Accepted by FormsHub.</param>
/// <param name="Refused">Not accepted, or not answered: more than none makes the run worthless.</param>
/// <param name="Wall">From the first request to the last answer.</param>
/// <param name="Latencies">Of the accepted ones, sorted.</param>
internal sealed record Load(int Answered, int Refused, TimeSpan Wall, TimeSpan[] Latencies)
{
    public double PerSecond => Answered / Wall.TotalSeconds;

    /// <summary>Milliseconds within which that many of a hundred were answered.</summary>
    public double Percentile(int percent) => Latencies.Length == 0 ? 0 : Latencies[(Latencies.Length - 1) * percent / 100].TotalMilliseconds;

    /// <summary>Each sender sends one after the other until the time is over.</summary>
    /// <param name="send">Takes the sender's number; sends one request, and tells how long its answer took, or null when it was not accepted.</param>
    public static async Task<Load> RunAsync(int senders, TimeSpan duration, Func<int, Task<TimeSpan?>> send)
    {
        var watch = Stopwatch.StartNew();
        var answers = await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(async () =>
        {
            var own = new List<TimeSpan?>();
            while (watch.Elapsed < duration)
            {
                own.Add(await send(sender));
            }

            return own;
        })));
        var wall = watch.Elapsed;
        var latencies = answers.SelectMany(own => own).OfType<TimeSpan>().Order().ToArray();
        return new Load(latencies.Length, answers.Sum(own => own.Count) - latencies.Length, wall, latencies);
    }
}
