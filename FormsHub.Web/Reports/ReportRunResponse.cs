using FormsHub.Jobs.Reports.Runs;
using FormsHub.Jobs.Submissions;
using FormsHub.Web.Editor;

namespace FormsHub.Web.Reports;

/// <summary>A report in the background as programs see it.</summary>
internal sealed record ReportRunResponse
{
    public required long Id { get; init; }
    public required int FormId { get; init; }
    public required string FormTitle { get; init; }
    public required string Format { get; init; }

    /// <summary>In words; empty for everything.</summary>
    public required string Filter { get; init; }

    /// <summary>queued, running, done, failed, cancelled or expired.</summary>
    public required string State { get; init; }
    public required long Done { get; init; }
    public required long? Total { get; init; }
    public required double? SecondsLeft { get; init; }

    /// <summary>Null while there is no file.</summary>
    public required string? DownloadUrl { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public required string? Error { get; init; }
    public required string FileName { get; init; }
    public required long? Size { get; init; }
    public required string? Sha256 { get; init; }
    public required string RequestedBy { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }
    public required DateTimeOffset? FinishedAt { get; init; }
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Links that lead to the file now.</summary>
    public required int Links { get; init; }

    public static ReportRunResponse Of(ReportRun run, Addresses addresses, DateTimeOffset now)
    {
        var hasFile = run.HasFileAt(now);
        return new()
        {
            Id = run.Id,
            FormId = run.FormId,
            FormTitle = run.FormTitle,
            Format = run.Format,
            Filter = run.Filter,
            State = WireNames.Of(run.State == ReportRunState.Done && !hasFile ? ReportRunState.Expired : run.State),
            Done = run.Done,
            Total = run.Total,
            SecondsLeft = run.TimeLeft(now)?.TotalSeconds is { } seconds ? Math.Round(seconds) : null,
            DownloadUrl = hasFile ? $"{addresses.Public}/api/report-runs/{run.Id}/file" : null,
            Error = run.State == ReportRunState.Failed ? run.LastError : null,
            FileName = run.FileName,
            Size = hasFile ? run.FileSize : null,
            Sha256 = hasFile ? Convert.ToHexStringLower(run.FileSha256!) : null,
            RequestedBy = run.RequestedBy,
            RequestedAt = run.RequestedAt,
            FinishedAt = run.FinishedAt,
            ExpiresAt = run.ExpiresAt,
            Links = run.Links,
        };
    }
}

/// <summary>A page of reports, newest first.</summary>
/// <param name="Next">The cursor of the next page; null at the end.</param>
internal sealed record ReportRunListResponse(IReadOnlyList<ReportRunResponse> Items, long? Next);
