using FormsHub.Jobs;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Reports.Runs;
using FormsHub.Jobs.Submissions;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.Reports;

/// <summary>Takes what a page or a program asks for, and puts it into the ledger of reports or says why not.</summary>
internal sealed class ReportAsking(FormCatalog catalog, ReportFormats formats, ReportWriter writer, ReportRuns runs, IOptions<ReportsOptions> options, TimeProvider clock)
{
    /// <summary>What can be asked for with these pairs, each format with what stands against it.</summary>
    /// <param name="form">The form.</param>
    /// <param name="fields">Its fields in display order.</param>
    /// <param name="pairs">Query and columns.</param>
    /// <param name="matching">How many submissions that are.</param>
    /// <param name="by">Who would ask.</param>
    public IReadOnlyList<FormatChoice> Choices(Form form, IReadOnlyList<FormField> fields, IReadOnlyList<KeyValuePair<string, string>> pairs, long matching, string by) =>
        [.. formats.All.Select(format => new FormatChoice(
            format, ReportRequestParser.Parse(form, fields, format, pairs, by, clock.GetUtcNow()).Request is { } request ? ReportWriter.Obstacle(format, request, matching) : null, Threshold(format)))];

    /// <summary>Submissions up to which a page streams a file of this format at once.</summary>
    public long Threshold(IReportFormat format) => format.IsSlow ? options.Value.StreamDocuments : options.Value.StreamRows;

    /// <summary>Reads a request without doing anything about it yet.</summary>
    public async Task<ReportAsked> ReadAsync(
        Form form, string format, IReadOnlyList<KeyValuePair<string, string>> pairs, HttpContext context, CancellationToken cancellationToken)
    {
        if (formats.Find(format) is not { } known)
        {
            return new(null, null, [new("format", $"A format is one of {string.Join(", ", formats.All.Select(one => one.Name))}.")], null);
        }

        var fields = await catalog.FieldsAsync(form.Id, cancellationToken);
        var (request, problems) = ReportRequestParser.Parse(form, fields, known, pairs, context.User.Identity?.Name ?? "somebody", clock.GetUtcNow());
        return new(request, known, problems, request is null ? null : await writer.ObstacleAsync(known, request, cancellationToken));
    }

    /// <returns>The run's id; null when this person has too many waiting already.</returns>
    public async Task<long?> RequestAsync(ReportAsked asked, Guid key, CancellationToken cancellationToken)
    {
        var pinned = await writer.PinAsync(asked.Request!, cancellationToken);
        return await runs.RequestAsync(pinned, asked.Format!, FilterOf(pinned.Query), key, cancellationToken);
    }

    private static string FilterOf(SubmissionQuery query) => query.IsNarrowed || query.Trashed ? FilterText.Sentence(query) : "";

    /// <summary>Why nothing was put into the ledger.</summary>
    public string TooMany => options.Value.WaitingPerPerson == 1
        ? "You have one report waiting already. Let it finish, or cancel it."
        : $"You have {options.Value.WaitingPerPerson} reports waiting already. Let one finish, or cancel one.";
}

/// <summary>A request that was read.</summary>
/// <param name="Request">Null when it cannot be understood.</param>
/// <param name="Format">Null for one that there is not.</param>
/// <param name="Problems">What is wrong with which parameter.</param>
/// <param name="Obstacle">Why such a file cannot be made here; null when it can.</param>
internal sealed record ReportAsked(ReportRequest? Request, IReportFormat? Format, IReadOnlyList<QueryProblem> Problems, string? Obstacle);

/// <summary>A format as a page offers it.</summary>
/// <param name="Format">The format.</param>
/// <param name="Obstacle">Why it cannot be had; null when it can.</param>
/// <param name="Threshold">Submissions up to which it is downloaded at once.</param>
internal sealed record FormatChoice(IReportFormat Format, string? Obstacle, long Threshold);
