using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Formats;

/// <summary>Writes a report in any format, and checks that it holds as many submissions as were counted.</summary>
public sealed class ReportWriter(SubmissionReader reader)
{
    /// <summary>Fixes what a report is about: what arrives after this is not in it, however often it is written.</summary>
    public async Task<ReportRequest> PinAsync(ReportRequest request, CancellationToken cancellationToken) =>
        request with { Query = await reader.PinAsync(request.Query, cancellationToken) };

    /// <returns>What keeps such a file from being made, in a sentence; null when nothing does.</returns>
    public async Task<string?> ObstacleAsync(IReportFormat format, ReportRequest request, CancellationToken cancellationToken) =>
        format.LimitOf(request) is null ? format.Obstacle(request) : Obstacle(format, request, (await reader.CountAsync(request.Query, cancellationToken)).Matching);

    /// <summary>The same where they are counted already.</summary>
    public static string? Obstacle(IReportFormat format, ReportRequest request, long matching) =>
        format.Obstacle(request) ?? (format.LimitOf(request) is { } limit && matching > limit.Submissions ? limit.Exceeded(matching) : null);

    /// <param name="format">What the file is.</param>
    /// <param name="request">Pinned.</param>
    /// <param name="target">Is written to asynchronously only and need not seek.</param>
    /// <param name="progress">Hears how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>Submissions written.</returns>
    /// <exception cref="ReportObstacleException">Such a file cannot be made of this; nothing is written then.</exception>
    /// <exception cref="ReportCountException">The file holds fewer or more submissions than there were. It is whole, and wrong.</exception>
    public async Task<long> WriteAsync(IReportFormat format, ReportRequest request, Stream target, IReportProgress? progress, CancellationToken cancellationToken)
    {
        var before = await reader.CountAsync(request.Query, cancellationToken);
        if (Obstacle(format, request, before.Matching) is { } obstacle)
        {
            throw new ReportObstacleException(obstacle);
        }

        progress?.Total(before.Matching);
        var source = new ReportSource(request, before, reader, done => progress?.Done(done));
        var rows = await format.WriteAsync(source, target, cancellationToken);
        if (rows != before.Matching)
        {
            // Somebody may have moved some to the trash, or reviewed them, meanwhile: then both counts are right.
            var after = await reader.CountAsync(request.Query, cancellationToken);
            if (rows < Math.Min(before.Matching, after.Matching) || rows > Math.Max(before.Matching, after.Matching))
            {
                throw new ReportCountException(rows, before.Matching);
            }
        }

        return rows;
    }
}

/// <summary>Hears how far a report is.</summary>
public interface IReportProgress
{
    /// <summary>How many submissions there are to write: said once, before the first.</summary>
    void Total(long submissions);

    /// <summary>How many were written so far.</summary>
    void Done(long submissions);
}

/// <summary>A report holds another number of submissions than its query counts.</summary>
public sealed class ReportCountException(long rows, long expected) : Exception(
    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The file has {rows} submissions, but {expected} were counted. It is not complete; make it again."))
{
    public long Rows => rows;

    public long Expected => expected;
}
