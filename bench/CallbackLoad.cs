using System.Diagnostics;
using System.Globalization;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Bench;

/// <summary>Callbacks by many senders to a FormsHub of its own, each over a new connection, as the Document Server posts them.</summary>
internal abstract class CallbackLoad : IBenchmark
{
    private const int Senders = 64;
    private const int DocumentsASender = 8;
    private const int DefaultSeconds = 10;
    private const int DefaultRuns = 3;

    // Until the busiest code is compiled for good: before, FormsHub spends twice the CPU on a submit.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    public abstract string Name { get; }

    /// <summary>What is sent, and what is promised about it.</summary>
    protected abstract string Promise { get; }

    /// <param name="args">Seconds a run, and runs.</param>
    public async Task<bool> RunAsync(string[] args, MarkdownReport report)
    {
        var duration = TimeSpan.FromSeconds(Number(args, 0, DefaultSeconds));
        await using var hub = await Installation.StartAsync();
        var form = await hub.PublishAsync(SampleForm.TwentyFiveFields);
        var documents = new OpenDocument[Senders * DocumentsASender];
        for (var i = 0; i < documents.Length; i++)
        {
            documents[i] = await hub.OpenSessionAsync(form) ?? throw new InvalidOperationException("FormsHub opened no session.");
        }

        using var sender = new CallbackSender(TimeProvider.System);
        var sent = new int[Senders];
        Task<TimeSpan?> SendAsync(int number) =>
            MeasureAsync(hub, sender, documents[(number * DocumentsASender) + (sent[number]++ % DocumentsASender)], number);

        await Load.RunAsync(Senders, WarmUp, SendAsync);
        report.Line(Promise);
        report.Line();
        report.Head("run", "per second", "p50 ms", "p99 ms", "sent", "refused", "CPU s: FormsHub", "PostgreSQL", "senders and Document Server");
        var loads = new List<Load>();
        for (var run = 1; run <= Number(args, 1, DefaultRuns); run++)
        {
            var (formsHub, postgres, own) = (new ProcessMeter(hub.Program.Id), new ProcessMeter(hub.Program.PostmasterId), new ProcessMeter(Environment.ProcessId));
            var before = (formsHub.Cpu, postgres.CpuWithChildren, own.Cpu);
            var load = await Load.RunAsync(Senders, duration, SendAsync);
            loads.Add(load);
            report.Row(
                run, load.PerSecond, load.Percentile(50), load.Percentile(99), load.Answered, load.Refused,
                formsHub.Cpu - before.Item1, postgres.CpuWithChildren - before.Item2, own.Cpu - before.Item3);
        }

        report.Row("median", Median(loads, load => load.PerSecond), Median(loads, load => load.Percentile(50)), Median(loads, load => load.Percentile(99)), "", "", "", "", "");
        await ExplainAsync(hub, report);
        return loads.TrueForAll(load => load.Refused == 0);
    }

    /// <summary>Prepares what one sender needs for one callback.</summary>
    /// <returns>The callback, made again for every attempt, and what is to be done when it was accepted.</returns>
    protected abstract (Func<CallbackBody> Make, Action Accepted) Prepare(DocumentServerDouble documentServer, string key, int sender);

    /// <summary>Adds what else is to be known of the runs.</summary>
    protected virtual Task ExplainAsync(Installation hub, MarkdownReport report) => Task.CompletedTask;

    private async Task<TimeSpan?> MeasureAsync(Installation hub, CallbackSender sender, OpenDocument document, int number)
    {
        var (make, accepted) = Prepare(hub.DocumentServer, document.Key, number);
        var start = Stopwatch.GetTimestamp();
        var outcome = await sender.SendAsync(document.CallbackUrl, hub.DocumentServer.Signer, make, CancellationToken.None);
        var took = Stopwatch.GetElapsedTime(start);
        accepted();
        return outcome.Verdict == ReplyVerdict.Accepted ? took : null;
    }

    private static double Median(List<Load> loads, Func<Load, double> figure) => loads.Select(figure).Order().ElementAt((loads.Count - 1) / 2);

    private static int Number(string[] args, int index, int otherwise) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;
}
