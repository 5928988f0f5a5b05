using System.Globalization;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Reports.Pdf;
using FormsHub.Jobs.Reports.Receipts;

namespace FormsHub.Jobs.Reports.Paper;

/// <summary>What every document about a form's submissions says around its pages: whose it is, what it is about, when and for whom it was made.</summary>
internal static class PaperDocument
{
    /// <param name="request">What was asked for.</param>
    /// <param name="kind">What it is, such as <c>register of submissions</c>.</param>
    /// <param name="blocks">Its content.</param>
    public static PdfDocument Of(ReportRequest request, string kind, IReadOnlyList<PdfBlock> blocks) => new()
    {
        Title = $"{request.Form.Title}: {kind}",
        Author = request.Form.AskedBy ?? "FormsHub",
        Subject = FilterText.Sentence(request.Query),
        Language = PaperLanguage.Of(request.Form, request.AllFields),
        Paper = request.Options.Paper,
        BeginsWithMasthead = true,
        HeadNote = FilterText.Sentence(request.Query),
        FootNote = FootNoteOf(request),
        Blocks = blocks,
    };

    private static string FootNoteOf(ReportRequest request)
    {
        var made = ReceiptTime.In(request.Form, request.RequestedAt.UtcDateTime).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);
        var who = request.RequestedBy.Length == 0 ? "" : $" for {request.RequestedBy}";
        return $"Made {made}{who}. Times are in {ReceiptTime.ZoneOf(request.Form)}.";
    }
}
