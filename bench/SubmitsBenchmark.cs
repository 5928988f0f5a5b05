using System.Globalization;
using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Bench;

/// <summary>Presses of Complete &amp; Submit: 60 KB of PDF, 4 KB of form data with 25 fields and 10 KB of changes each, all of them different bytes.</summary>
internal sealed class SubmitsBenchmark : CallbackLoad
{
    private const int Kinds = 200;
    private const int DocumentBytes = 60_000;
    private const int ChangesBytes = 10_000;

    // Made once: making answers is not what is measured. Each copy gets a number, so that no two are equal.
    private readonly SentSubmission[] _kinds =
        [.. Enumerable.Range(0, Kinds).Select(kind => SentSubmission.Make(new Random(kind), "submission 0000000000", DocumentBytes, ChangesBytes))];

    private int _count;

    public override string Name => "submits";

    protected override string Promise =>
        $"60 KB of PDF, {_kinds[0].FormData.Length / 1000.0:0.0} KB of form data (25 fields) and 10 KB of changes each, 64 senders, a new TCP connection a callback. " +
        "FormsHub, its PostgreSQL, the Document Server's double and the senders share the machine; values are made at the same time. Expected: 450 a second, p99 below 400 ms.";

    protected override (Func<CallbackBody> Make, Action Accepted) Prepare(DocumentServerDouble documentServer, string key, int sender)
    {
        var number = Interlocked.Increment(ref _count);
        var kind = _kinds[number % Kinds];
        var stamp = number.ToString("D10", CultureInfo.InvariantCulture);
        var conversion = documentServer.Convert(key, Stamped(kind.Document, 16, stamp), Stamped(kind.Changes, 16, stamp), Stamped(kind.FormData, kind.FormData.AsSpan().IndexOf("0000000000"u8), stamp));
        return (() => conversion.Submit(key), conversion.Expire);
    }

    protected override async Task ExplainAsync(Installation hub, MarkdownReport report)
    {
        var normalized = await hub.AskAsync<long>("SELECT count(*) FROM submissions WHERE state <> 0");
        var all = await hub.AskAsync<long>("SELECT count(*) FROM submissions");
        report.Line();
        report.Line(string.Create(CultureInfo.InvariantCulture, $"When the last was answered, {normalized:N0} of all {all:N0} submissions had their values already."));
    }

    private static byte[] Stamped(byte[] bytes, int at, string stamp)
    {
        var copy = bytes.AsSpan().ToArray();
        System.Text.Encoding.ASCII.GetBytes(stamp, copy.AsSpan(at));
        return copy;
    }
}
