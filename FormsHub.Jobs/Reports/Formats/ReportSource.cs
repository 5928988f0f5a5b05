using System.Runtime.CompilerServices;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Formats;

/// <summary>What a format writes: a request, how many submissions it will find, and their rows as they are read.</summary>
public sealed class ReportSource(ReportRequest request, SubmissionCount count, SubmissionReader reader, Action<long> onRow)
{
    public ReportRequest Request => request;

    /// <summary>Counted just before; the file's own count is compared with it at the end.</summary>
    public SubmissionCount Count => count;

    /// <summary>Reads the rows from the first on. Each row says how far the file is; read them once for a file, or say so with <paramref name="silent"/>.</summary>
    public async IAsyncEnumerable<SubmissionRow> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken, bool silent = false)
    {
        var done = 0L;
        await foreach (var row in reader.ReadAllAsync(request.Query, cancellationToken))
        {
            yield return row;
            if (!silent)
            {
                onRow(++done);
            }
        }
    }

    /// <summary>The rows as a table of the chosen columns.</summary>
    public SubmissionReport Table() => new(cancellationToken => RowsAsync(cancellationToken), request.Columns, request.Form.Title, request.Options.Headers);
}
