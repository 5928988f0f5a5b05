using System.Globalization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Pdf;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Receipts;

/// <summary>The answers as their author gave them: text as it was typed, pictures in their place, what was left empty named.</summary>
internal static class ReceiptAnswers
{
    private const int MostAnswers = 1_000;
    private const int LongestLabel = 200;
    private const double SignatureHeight = 60;
    private const int FewEmpty = 8;

    public static IEnumerable<PdfBlock> Of(SubmissionDetail submission, IBlobStore blobs)
    {
        if (submission.Row.State == SubmissionState.Failed)
        {
            yield return new PdfParagraph("The answers could not be read from what arrived. Everything that arrived is kept as it came.");
        }

        foreach (var block in Of(submission.Values, blobs, new AnswerLimits()))
        {
            yield return block;
        }

        if (submission.Values.Count == 0 && submission.Row.State != SubmissionState.Failed)
        {
            yield return new PdfParagraph("Nothing was entered.", Muted: true);
        }
    }

    /// <param name="values">Some values of a submission, or all.</param>
    /// <param name="blobs">Where the pictures are.</param>
    /// <param name="limits">Those of the whole document; what is used is taken off.</param>
    public static IEnumerable<PdfBlock> Of(IReadOnlyList<SubmittedValue> values, IBlobStore blobs, AnswerLimits limits)
    {
        // Those of a long form that was answered in part are named together at the end.
        var empty = values.Where(IsEmpty).ToList();
        var isFolded = empty.Count > FewEmpty;
        var shown = isFolded ? values.Except(empty).ToList() : values;
        if (shown.Count > 0)
        {
            yield return new PdfKeyValues([.. shown.Take(MostAnswers).Select(value => Entry(value, blobs, limits))]);
        }

        if (shown.Count > MostAnswers)
        {
            yield return new PdfParagraph(string.Create(CultureInfo.InvariantCulture, $"{shown.Count - MostAnswers:N0} more answers are kept and not shown here."), Muted: true);
        }

        if (isFolded)
        {
            yield return new PdfSpace(10);
            yield return new PdfParagraph($"Left empty: {string.Join(" · ", empty.Take(MostAnswers).Select(LabelOf))}", Muted: true);
        }
    }

    private static PdfKeyValue Entry(SubmittedValue value, IBlobStore blobs, AnswerLimits limits)
    {
        var entry = new PdfKeyValue(LabelOf(value)) { Note = limits.TellsProblems ? value.Problem : null };
        if (value.Value.Blob is { } blob)
        {
            var picture = PictureOf(blob, limits.TakePicture(blob.Size) ? blobs : null);
            return entry with { Picture = IsSignature(value) ? picture with { MostHeight = SignatureHeight } : picture };
        }

        return entry with { Text = limits.TakeText(TextOf(value)) };
    }

    /// <param name="blobs">null: it would make the file too large, so it is only named.</param>
    private static PdfPicture PictureOf(BlobReference blob, IBlobStore? blobs) => new(
        () => blobs?.OpenRead(blob.Sha256),
        blob.MediaType,
        $"{(blobs is null ? "One picture too many for this file" : "A picture that is kept but cannot be shown here")}: {BlobText.Describe(blob)}, SHA-256 {blob.Hex}");

    // Editors before 9.4 call it a picture; the form knows.
    private static bool IsSignature(SubmittedValue value) => value.Field.Type == FieldType.Signature || value.Field.Definition?.Signature == true;

    private static bool IsEmpty(SubmittedValue value) => value.Value.Kind == ValueKind.Empty && string.IsNullOrEmpty(value.Text);

    private static string LabelOf(SubmittedValue value) => ShownText.Cut(ShownText.CleanLine(value.Field.Label.Length > 0 ? value.Field.Label : value.Field.Key), LongestLabel);

    // What the editor sent is what the author saw: a date in the form's own writing, a number with its commas. Of a choice it may send a code instead of its words.
    private static string TextOf(SubmittedValue value) => value.Value.Kind switch
    {
        ValueKind.Boolean => value.Value.Boolean ? "Yes" : "No",
        ValueKind.Text when value.Field.Definition?.Options is { Count: > 0 } => value.Value.Text!,
        _ when !string.IsNullOrEmpty(value.Text) => value.Text,
        ValueKind.Text => value.Value.Text!,
        ValueKind.Number => NumberText.Plain(value.Value.Number),
        ValueKind.Date => value.Value.Moment.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
        ValueKind.Timestamp => value.Value.Moment.ToString("d MMMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture),
        _ => "–",
    };
}
