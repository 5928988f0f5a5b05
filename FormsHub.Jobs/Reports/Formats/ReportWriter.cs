using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Formats;

/// <summary>Writes a report in any format, and checks that it holds as many submissions as were counted.</summary>
public sealed class ReportWriter(SubmissionReader reader)
{
    /// <summary>Fixes what a report is about: what arrives after this is not in it, however often it is written.</summary>
    public async Task<ReportRequest> PinAsync(ReportRequest request, CancellationToken cancellationToken) =>
        request with { Query = await reader.PinAsync(request.Query, cancellationToken) };

    /// <returns>What keeps such a file from being made, in a sentence; null when nothing does.</returns>
    public async Task<string?> ObstacleAsync(IReportFormat format, ReportRequest request, CancellationToken cancellationToken)
    {
        if (format.Obstacle(request) is { } obstacle)
        {
            return obstacle;
        }

        return format.LimitOf(request) is { } limit && (await reader.CountAsync(request.Query, cancellationToken)).Matching is var matching && matching > limit.Submissions
            ? limit.Exceeded(matching)
            : null;
    }

    /// <param name="format">What the file is.</param>
    /// <param name="request">Pinned.</param>
    /// <param name="target">Is written to asynchronously only and need not seek.</param>
    /// <param name="onRow">Hears how many submissions were written so far.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>Submissions written.</returns>
    /// <exception cref="ReportObstacleException">There are too many, or too much in them; nothing is written then.</exception>
    /// <exception cref="ReportCountException">The file holds fewer or more submissions than there were. It is whole, and wrong.</exception>
    public async Task<long> WriteAsync(IReportFormat format, ReportRequest request, Stream target, Action<long>? onRow, CancellationToken cancellationToken)
    {
        var before = await reader.CountAsync(request.Query, cancellationToken);
        if (format.LimitOf(request) is { } limit && before.Matching > limit.Submissions)
        {
            throw new ReportObstacleException(limit.Exceeded(before.Matching));
        }

        var source = new ReportSource(request, before, reader, onRow ?? (_ => { }));
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

/// <summary>A report holds another number of submissions than its query counts.</summary>
public sealed class ReportCountException(long rows, long expected) : Exception(
    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The file has {rows} submissions, but {expected} were counted. It is not complete; make it again."))
{
    public long Rows => rows;

    public long Expected => expected;
}
