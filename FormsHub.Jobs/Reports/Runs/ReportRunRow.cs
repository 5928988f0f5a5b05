using System.Text.Json;

namespace FormsHub.Jobs.Reports.Runs;

/// <summary>A report as the statements give it.</summary>
internal sealed record ReportRunRow
{
    public required long Id { get; init; }
    public required int FormId { get; init; }
    public required string FormSlug { get; init; }
    public required string FormTitle { get; init; }
    public required string Format { get; init; }
    public required string Pairs { get; init; }
    public required string Filter { get; init; }
    public required string RequestedBy { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }
    public required string State { get; init; }
    public long Done { get; init; }
    public long? Total { get; init; }
    public int Attempts { get; init; }
    public DateTimeOffset? NextAttemptAt { get; init; }
    public string? LastError { get; init; }
    public Guid? Claim { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public byte[]? FileSha256 { get; init; }
    public long? FileSize { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public int Links { get; init; }
    public int Downloads { get; init; }
    public DateTimeOffset? SharedUntil { get; init; }

    public ReportRun ToRun() => new()
    {
        Id = Id,
        FormId = FormId,
        FormSlug = FormSlug,
        FormTitle = FormTitle,
        Format = Format,
        Pairs = RequestPairs.Read(Pairs),
        Filter = Filter,
        RequestedBy = RequestedBy,
        RequestedAt = RequestedAt,
        State = Enum.Parse<ReportRunState>(State, ignoreCase: true),
        Done = Done,
        Total = Total,
        Attempts = Attempts,
        NextAttemptAt = NextAttemptAt,
        LastError = LastError,
        Claim = Claim,
        StartedAt = StartedAt,
        FinishedAt = FinishedAt,
        FileSha256 = FileSha256,
        FileSize = FileSize,
        ExpiresAt = ExpiresAt,
        Links = Links,
        Downloads = Downloads,
        SharedUntil = SharedUntil,
    };
}

/// <summary>The words of a request as a ledger keeps them: a list of pairs, because names come again and their order counts.</summary>
internal static class RequestPairs
{
    public static string Write(IEnumerable<KeyValuePair<string, string>> pairs) =>
        JsonSerializer.Serialize(pairs.Select(pair => new[] { pair.Key, pair.Value }).ToArray());

    public static IReadOnlyList<KeyValuePair<string, string>> Read(string json) =>
        [.. JsonSerializer.Deserialize<string[][]>(json)!.Select(pair => KeyValuePair.Create(pair[0], pair[1]))];
}
