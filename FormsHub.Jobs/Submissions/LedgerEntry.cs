namespace FormsHub.Jobs.Submissions;

/// <summary>A value of the exception ledger: one that did not fit its column, has none, or repeats a field.</summary>
public sealed record LedgerEntry
{
    public required long SubmissionId { get; init; }
    public required int FieldId { get; init; }

    /// <summary>0 for the field's first entry in the form data.</summary>
    public short Ordinal { get; init; }

    /// <summary>As the editor sent it.</summary>
    public required string Text { get; init; }
    public decimal? Number { get; init; }
    public bool? Boolean { get; init; }
    public DateTime? Date { get; init; }
    public DateTime? Timestamp { get; init; }
    public string? Choice { get; init; }
    public byte[]? Blob { get; init; }

    /// <summary>Why it did not fit; null when it is here for another reason.</summary>
    public string? Problem { get; init; }

    /// <summary>What is shown: the typed value, or the text as it came when it did not fit.</summary>
    public FieldValue Value => this switch
    {
        { Problem: null, Number: { } number } => FieldValue.Of(number),
        { Problem: null, Boolean: { } boolean } => FieldValue.Of(boolean),
        { Problem: null, Timestamp: { } wallClock } => FieldValue.OfTimestamp(wallClock),
        { Problem: null, Date: { } date } => FieldValue.OfDate(date),
        { Problem: null, Blob: { } sha256 } => FieldValue.Of(new BlobReference(sha256, "", 0)),
        { Problem: null, Choice: { Length: > 0 } choice } => FieldValue.OfText(choice),
        { Text.Length: > 0 } => FieldValue.OfText(Text),
        _ => FieldValue.Empty,
    };
}
