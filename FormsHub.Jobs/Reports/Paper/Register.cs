using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Reports.Pdf;
using FormsHub.Jobs.Reports.Summary;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Paper;

/// <summary>Submissions as a document to be printed or sent: what they are, what they say together, and all of them in a table.</summary>
internal sealed class Register(IPdfRenderer renderer, SummaryReader summaries, SubmissionReader reader)
{
    /// <summary>More is no document any more.</summary>
    public const int MostSubmissions = 100_000;

    /// <returns>Submissions written.</returns>
    public async Task<long> WriteAsync(ReportSource source, Stream target, CancellationToken cancellationToken)
    {
        var request = source.Request;
        var charted = request.Query with { Fields = request.Options.Charts ? request.Query.Fields : [] };
        var summary = await summaries.ReadAsync(charted, cancellationToken);
        var reviews = await ReviewsAsync(request.Query, cancellationToken);
        var (parts, isLandscape) = RegisterPart.Share(request.Columns);
        using var rows = new RegisterRows(source, parts);
        List<PdfBlock> blocks =
        [
            new PdfMasthead("Register of submissions", request.Form.Title, request.Form.AskedBy),
            new PdfParagraph(FilterText.Sentence(request.Query), Muted: true),
            Facts(request.Form, source.Count, summary, reviews),
        ];
        if (request.Options.Charts && RegisterCharts.Of(summary) is { Count: > 0 } charts)
        {
            blocks.Add(new PdfHeading("At a glance"));
            blocks.Add(new PdfCharts(charts));
        }

        blocks.AddRange(Tables(request, parts, rows));
        await renderer.RenderAsync(PaperDocument.Of(request, "register of submissions", blocks) with { Landscape = isLandscape }, target, cancellationToken);
        return rows.Totals.Rows;
    }

    private static PdfFacts Facts(Form form, SubmissionCount count, SubmissionSummary summary, string reviews)
    {
        string Moment(DateTime? utc) => utc is { } moment ? PaperWords.Moment(form, moment) : "–";
        return new PdfFacts(
        [
            new PdfFact("Submissions", PaperWords.Count(count.Matching), count.Matching == count.Total ? null : $"of {PaperWords.Count(count.Total)}"),
            new PdfFact("First", Moment(summary.Submitted?.First)),
            new PdfFact("Last", Moment(summary.Submitted?.Last)),
            new PdfFact("Review", reviews),
        ]);
    }

    private static IEnumerable<PdfBlock> Tables(ReportRequest request, IReadOnlyList<RegisterPart> parts, RegisterRows rows)
    {
        var headers = SubmissionReport.HeadersOf(request.Columns, ReportHeaders.Labels);
        PdfColumn Column(int place)
        {
            if (place == request.Columns.Count)
            {
                return new("No.", IsNumber: true);
            }

            var column = request.Columns[place];
            return new(column.Property == SubmissionProperty.SubmittedAt ? "Submitted" : headers[place], column.Kind == ColumnKind.Number);
        }

        foreach (var part in parts)
        {
            var (first, last) = (part.Columns.First(place => place < request.Columns.Count) + 1, part.Columns[^1] + 1);
            var which = first == last ? $"column {last}" : $"columns {first} to {last}";
            yield return new PdfHeading(parts.Count == 1
                ? "The submissions"
                : $"The submissions, {which} of {request.Columns.Count}");
            yield return new PdfTable([.. part.Columns.Select(Column)], rows.Of(part)) { NothingText = "There are none.", Foot = () => Foot(request, part, rows.Totals) };
        }
    }

    private static string[] Foot(ReportRequest request, RegisterPart part, RegisterTotals totals)
    {
        var texts = part.Columns.Select(place => place < request.Columns.Count ? totals.Of(place) : "").ToArray();
        var free = Array.FindIndex(texts, text => text.Length == 0);
        if (free >= 0)
        {
            texts[free] = $"Total\n{PaperWords.Count(totals.Rows)}";
        }

        return texts;
    }

    /// <summary>Such as <c>3 approved, 12 new</c>.</summary>
    private async Task<string> ReviewsAsync(SubmissionQuery query, CancellationToken cancellationToken)
    {
        var words = new List<string>();
        foreach (var review in Enum.GetValues<ReviewState>().Where(review => query.Reviews.Count == 0 || query.Reviews.Contains(review)))
        {
            if ((await reader.CountAsync(query with { Reviews = [review] }, cancellationToken)).Matching is > 0 and var count)
            {
                words.Add($"{PaperWords.Count(count)} {StateWords.Of(review).ToLowerInvariant()}");
            }
        }

        return words.Count == 0 ? "–" : string.Join(", ", words);
    }
}
