using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions.Normalization;

namespace FormsHub.Jobs.Submissions;

/// <summary>A submission with the values that normalization made, its pictures stored, ready to be written.</summary>
internal sealed record NormalizedRow(ClaimedSubmission Submission, SubmissionState State, string? Reason, IReadOnlyList<NormalizedValue> Values)
{
    /// <summary>The most characters that are searched of one submission; the values themselves are kept whole.</summary>
    public const int LongestSearch = 1_000_000;

    /// <summary>PostgreSQL's indexes take about 2,700 bytes: a longer choice cannot stand in its indexed column.</summary>
    private const int LongestChoice = 600;

    /// <summary>What a search in the middle of words looks through: every text and choice, and numbers and dates as they were written, one a line.</summary>
    public string? SearchText()
    {
        var text = string.Join('\n', Values.Select(Searched).Where(text => text is not null));
        return text.Length == 0 ? null : PostgresText.Cut(text, LongestSearch);
    }

    /// <returns>Null for what nobody searches by words.</returns>
    public static string? Searched(NormalizedValue value) =>
        value.Value.Text ?? (value.Value.Kind is ValueKind.Number or ValueKind.Date or ValueKind.Timestamp ? value.Text : null);

    /// <summary>Whether the value goes into its field's column.</summary>
    public static bool HasColumn(in NormalizedValue value) =>
        value is { Ordinal: 0, Spilled: false, Field: { ColumnReady: true, Column: { } column } }
        && value.Value.Fits(column)
        && (column != ColumnKind.Choice || (value.Value.Text?.Length ?? 0) <= LongestChoice);

    /// <summary>Whether the value goes into the exception ledger; one with a problem does even where its column can hold it.</summary>
    public static bool IsException(in NormalizedValue value) =>
        value.Problem is not null || (value.Value.Kind != ValueKind.Empty && !HasColumn(value));
}
