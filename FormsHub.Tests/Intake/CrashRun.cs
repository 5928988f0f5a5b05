using System.Collections.Concurrent;
using System.Diagnostics;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Tests.Intake;

/// <summary>Who is ended with kill -9.</summary>
internal enum Victim
{
    FormsHub,

    /// <summary>The postmaster of the embedded PostgreSQL; FormsHub brings it back.</summary>
    PostgreSql,

    /// <summary>Both at once, as near to a power cut as processes come.</summary>
    Both,
}

/// <summary>Sixteen respondents who keep submitting while FormsHub and its PostgreSQL are killed, and the search for what they sent.</summary>
/// <remarks>They send as the Document Server does: a submit once, and as soon as it is accepted its links are dead and its form data is somebody else's.</remarks>
internal sealed class CrashRun : IAsyncDisposable
{
    private const int Senders = 16;
    private const int PressesASession = 4;
    private const int ChangesBytes = 2_000;

    // Form data and the smallest document are written at once, the largest in pieces.
    private static readonly int[] DocumentBytes = [3_000, 60_000, 400_000];

    private readonly Installation _hub;
    private readonly int _form;
    private readonly CallbackSender _sender = new(TimeProvider.System);
    private readonly ConcurrentQueue<Press> _presses = [];
    private readonly Dictionary<Victim, int> _kills = [];
    private TimeSpan _slowestRecovery;
    private int _begun;

    private CrashRun(Installation hub, int form)
    {
        _hub = hub;
        _form = form;
    }

    public static async Task<CrashRun> StartAsync()
    {
        var hub = await Installation.StartAsync();
        try
        {
            return new CrashRun(hub, await hub.PublishAsync(SampleForm.TwentyFiveFields));
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    /// <param name="victims">Killed one after the other.</param>
    public async Task<CrashReport> RunAsync(IEnumerable<Victim> victims)
    {
        await using (StartSenders())
        {
            foreach (var victim in victims)
            {
                await SomeMorePressesAsync();
                await KillAsync(victim);
            }

            // A node without jobs takes in what the next one must find by itself.
            await KillAsync(Victim.FormsHub, "--Jobs:Enabled=false");
            await SomeMorePressesAsync();
        }

        var waiting = await WaitingAsync();
        await KillAsync(Victim.FormsHub);
        var resumed = Stopwatch.StartNew();
        await Deadline.WaitAsync(async () => await WaitingAsync() == 0);
        resumed.Stop();

        var kept = await CrashSearch.FindAsync(_hub.Api, _form);
        var unanswered = _presses.Where(press => !press.IsAccepted).ToList();
        var report = new CrashReport
        {
            Kills = _kills,
            SlowestRecovery = _slowestRecovery,
            Accepted = _presses.Count - unanswered.Count,
            Unanswered = unanswered.Count,
            UnansweredButKept = unanswered.Count(press => kept.Has(press.Sent)),
            Waiting = waiting,
            NormalizedAfter = resumed.Elapsed,
            Problems = [.. await kept.ProblemsAsync(_presses.Where(press => press.IsAccepted).Select(press => press.Sent), [.. unanswered.Select(press => press.Sent)])],
        };

        await Parallel.ForEachAsync(unanswered, async (press, _) => await SendAsync(press));
        await Deadline.WaitAsync(async () => await WaitingAsync() == 0);
        kept = await CrashSearch.FindAsync(_hub.Api, _form);
        return report with
        {
            RefusedAgain = unanswered.Count(press => !press.IsAccepted),
            ProblemsAfterSendingAgain = [.. await kept.ProblemsAsync(_presses.Select(press => press.Sent), [])],
        };
    }

    public async ValueTask DisposeAsync()
    {
        _sender.Dispose();
        await _hub.DisposeAsync();
    }

    private SenderCrowd StartSenders() => new(stop => Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(() => KeepPressingAsync(sender, stop), stop))));

    private async Task KeepPressingAsync(int sender, CancellationToken stop)
    {
        var random = new Random(sender);
        while (!stop.IsCancellationRequested)
        {
            OpenDocument? document = null;
            await Deadline.WaitAsync(async () => stop.IsCancellationRequested || (document = await _hub.OpenSessionAsync(_form)) is not null);

            // Whoever was not answered opens the form anew, as soon as it opens.
            var answered = document is not null;
            for (var press = 0; answered && press < PressesASession && !stop.IsCancellationRequested; press++)
            {
                var sent = SentSubmission.Make(
                    random, $"press {Interlocked.Increment(ref _begun)} of sender {sender}", DocumentBytes[random.Next(DocumentBytes.Length)], ChangesBytes);
                var made = new Press(document!, sent, _hub.DocumentServer.Convert(document!.Key, sent.Document, sent.Changes, sent.FormData));
                _presses.Enqueue(made);
                await SendAsync(made);
                answered = made.IsAccepted;
            }
        }
    }

    private async Task SendAsync(Press press)
    {
        var outcome = await _sender.SendAsync(
            press.Document.CallbackUrl, _hub.DocumentServer.Signer, () => press.Conversion.Submit(press.Document.Key), CancellationToken.None);
        if (outcome.Verdict == ReplyVerdict.Accepted)
        {
            press.IsAccepted = true;
            press.Conversion.Expire();
        }
    }

    private Task SomeMorePressesAsync()
    {
        var enough = Volatile.Read(ref _begun) + Random.Shared.Next(4 * Senders, 10 * Senders);
        return Deadline.WaitAsync(() => Task.FromResult(Volatile.Read(ref _begun) >= enough));
    }

    /// <returns>When callbacks are stored again.</returns>
    private async Task KillAsync(Victim victim, params string[] settingsOfTheNext)
    {
        var recovery = Stopwatch.StartNew();
        var postmaster = _hub.Program.PostmasterId;
        if (victim is not Victim.FormsHub)
        {
            FormsHubProcess.KillHard(postmaster);
        }

        if (victim is Victim.PostgreSql)
        {
            await Deadline.WaitAsync(() => Task.FromResult(!FormsHubProcess.Lives(postmaster)));
            await _hub.Program.WaitUntilReadyAsync();
        }
        else
        {
            await _hub.Program.KillAsync();
            await _hub.StartProgramAsync(settingsOfTheNext);
        }

        _kills[victim] = _kills.GetValueOrDefault(victim) + 1;
        _slowestRecovery = recovery.Elapsed > _slowestRecovery ? recovery.Elapsed : _slowestRecovery;
    }

    private async Task<int> WaitingAsync() => (int)await _hub.AskAsync<long>("SELECT count(*) FROM submissions WHERE state = 0");

    /// <summary>One press of Complete &amp; Submit.</summary>
    private sealed record Press(OpenDocument Document, SentSubmission Sent, Conversion Conversion)
    {
        public bool IsAccepted { get; set; }
    }

    /// <summary>Sends until it is disposed of; what has been sent by then is answered first.</summary>
    private sealed class SenderCrowd : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _sending;

        public SenderCrowd(Func<CancellationToken, Task> send) => _sending = send(_stop.Token);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _sending;
            _stop.Dispose();
        }
    }
}
