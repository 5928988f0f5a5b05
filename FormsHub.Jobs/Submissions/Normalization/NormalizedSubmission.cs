using FormsHub.Jobs.Forms;

namespace FormsHub.Jobs.Submissions.Normalization;

/// <summary>What normalization made of one submission's form data: typed values, or why it cannot be read.</summary>
public sealed record NormalizedSubmission
{
    public required SubmissionState State { get; init; }

    /// <summary>For a person: why it failed or needs attention; null when all is well.</summary>
    public string? Reason { get; init; }
    public IReadOnlyList<NormalizedValue> Values { get; init; } = [];
}

/// <summary>One value of one field.</summary>
public readonly record struct NormalizedValue
{
    /// <summary>The form's field; null for a field that the form does not know yet (see <see cref="Observed"/>).</summary>
    public FormField? Field { get; init; }

    /// <summary>Key and type of a field seen for the first time; null when <see cref="Field"/> is set.</summary>
    public ObservedField? Observed { get; init; }

    /// <summary>0, or 1, 2, … for further entries of the same field.</summary>
    public int Ordinal { get; init; }

    /// <summary>The text as the editor sent it, without characters PostgreSQL cannot hold; for images a short description instead of the data.</summary>
    public string Text { get; init; }
    public FieldValue Value { get; init; }

    /// <summary>A picture's or signature's decoded bytes, still to be stored; <see cref="Value"/> is empty then.</summary>
    public DecodedImage? Image { get; init; }

    /// <summary>Its row has no room left for it in the form's table: it goes into the exception ledger whatever its column could hold.</summary>
    public bool Spilled { get; init; }

    /// <summary>Why the value does not fit its type, in one sentence; null when it fits.</summary>
    public string? Problem { get; init; }
}

/// <summary>A field that form data has and the form does not.</summary>
public readonly record struct ObservedField(string Key, FieldType Type);

/// <summary>An image from a data URL, its type found by magic bytes.</summary>
public sealed record DecodedImage(byte[] Bytes, string MediaType);
