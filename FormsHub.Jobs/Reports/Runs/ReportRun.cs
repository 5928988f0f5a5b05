using System.Globalization;

namespace FormsHub.Jobs.Reports.Runs;

/// <summary>How a report in the background stands.</summary>
public enum ReportRunState
{
    /// <summary>Waits for a worker, for the first time or after a pause.</summary>
    Queued,

    /// <summary>Is being made.</summary>
    Running,

    /// <summary>Its file is there.</summary>
    Done,

    /// <summary>Stopped with a reason; a person may ask again.</summary>
    Failed,

    /// <summary>A person stopped it.</summary>
    Cancelled,

    /// <summary>Its file was removed when its time had come.</summary>
    Expired,
}

/// <summary>A file that is made in the background: what was asked for, how far it is, and where it ended.</summary>
public sealed record ReportRun
{
    public required long Id { get; init; }
    public required int FormId { get; init; }
    public required string FormSlug { get; init; }
    public required string FormTitle { get; init; }

    /// <summary>A format's name, which this version of the program may not know any more.</summary>
    public required string Format { get; init; }

    /// <summary>The words of the request: the same can be asked again.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs => RequestPairs.Read(PairsText);

    /// <summary>As the ledger keeps them.</summary>
    internal string PairsText { get; init; } = "[]";

    /// <summary>What was asked for, for people; empty for everything.</summary>
    public required string Filter { get; init; }
    public required string RequestedBy { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }
    public required ReportRunState State { get; init; }

    /// <summary>Submissions written so far.</summary>
    public long Done { get; init; }

    /// <summary>Submissions there are to write; null until they are counted.</summary>
    public long? Total { get; init; }
    public int Attempts { get; init; }

    /// <summary>When it is tried again; null for at once.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>A sentence for people; null when nothing went wrong.</summary>
    public string? LastError { get; init; }
    public Guid? Claim { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public byte[]? FileSha256 { get; init; }
    public long? FileSize { get; init; }

    /// <summary>When its file is removed; null before there is one.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Links that lead to its file now.</summary>
    public int Links { get; init; }

    /// <summary>How often its links were used.</summary>
    public int Downloads { get; init; }

    /// <summary>When the last of its links ends; null without one.</summary>
    public DateTimeOffset? SharedUntil { get; init; }

    public string FileName => string.Create(CultureInfo.InvariantCulture, $"{FormSlug}-{RequestedAt.UtcDateTime:yyyy-MM-dd}.{Format}");

    /// <summary>Whether it changes by itself.</summary>
    public bool IsOpen => State is ReportRunState.Queued or ReportRunState.Running;

    public bool HasFileAt(DateTimeOffset now) => State == ReportRunState.Done && ExpiresAt > now;

    /// <summary>0 to 1; null while there is nothing to compare with.</summary>
    public double? Share => Total is { } total ? total == 0 ? 1 : Math.Min(1, (double)Done / total) : null;

    /// <summary>How long it takes from here on at the pace so far; null while that would be a guess.</summary>
    public TimeSpan? TimeLeft(DateTimeOffset now) =>
        State == ReportRunState.Running && StartedAt is { } started && Share is > 0.01 and < 1 and { } share && now - started > TimeSpan.FromSeconds(2)
            ? (now - started) * ((1 - share) / share)
            : null;
}
