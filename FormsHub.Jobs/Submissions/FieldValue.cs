using FormsHub.Jobs.Forms;

namespace FormsHub.Jobs.Submissions;

/// <summary>What a <see cref="FieldValue"/> holds.</summary>
public enum ValueKind : byte
{
    /// <summary>Nothing was entered.</summary>
    Empty,
    Text,
    Number,
    Boolean,
    Date,
    Timestamp,
    Blob,
}

/// <summary>One typed value of one field, as normalization makes it, storage keeps it and lists and reports show it.</summary>
public readonly record struct FieldValue
{
    public ValueKind Kind { get; private init; }

    /// <summary>The text of a text or choice; for any other kind null.</summary>
    public string? Text { get; private init; }
    public decimal Number { get; private init; }
    public bool Boolean { get; private init; }

    /// <summary>A date (midnight) or a wall-clock time, kind unspecified.</summary>
    public DateTime Moment { get; private init; }
    public BlobReference? Blob { get; private init; }

    public static FieldValue Empty => default;

    public static FieldValue OfText(string text) => new() { Kind = ValueKind.Text, Text = text };

    public static FieldValue Of(decimal number) => new() { Kind = ValueKind.Number, Number = number };

    public static FieldValue Of(bool boolean) => new() { Kind = ValueKind.Boolean, Boolean = boolean };

    public static FieldValue OfDate(DateTime date) => new() { Kind = ValueKind.Date, Moment = date.Date };

    public static FieldValue OfTimestamp(DateTime wallClock) => new() { Kind = ValueKind.Timestamp, Moment = wallClock };

    public static FieldValue Of(BlobReference blob) => new() { Kind = ValueKind.Blob, Blob = blob };

    /// <summary>Whether a column of this kind can hold the value without loss; an empty value fits every column.</summary>
    public bool Fits(ColumnKind column) => Kind switch
    {
        ValueKind.Empty => true,
        ValueKind.Text => column is ColumnKind.Text or ColumnKind.Choice,
        ValueKind.Number => column is ColumnKind.Number,
        ValueKind.Boolean => column is ColumnKind.Boolean,
        ValueKind.Date => column is ColumnKind.Date,
        ValueKind.Timestamp => column is ColumnKind.Timestamp,
        ValueKind.Blob => column is ColumnKind.Blob,
        _ => false,
    };
}

/// <summary>Bytes in the blob store.</summary>
/// <param name="Sha256">32 bytes; also their name.</param>
/// <param name="MediaType">By magic bytes, such as <c>image/png</c>.</param>
/// <param name="Size">In bytes.</param>
public sealed record BlobReference(byte[] Sha256, string MediaType, long Size)
{
    public string Hex => Convert.ToHexStringLower(Sha256);

    public bool Equals(BlobReference? other) => other is not null && Sha256.AsSpan().SequenceEqual(other.Sha256);

    public override int GetHashCode() => BitConverter.ToInt32(Sha256, 0);
}
