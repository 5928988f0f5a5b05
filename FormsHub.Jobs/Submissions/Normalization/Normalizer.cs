using System.Runtime.InteropServices;
using System.Text;
using FormsHub.Jobs.Forms;

namespace FormsHub.Jobs.Submissions.Normalization;

/// <summary>
/// Makes typed values of form data. Every entry comes out again under its own key: typed where it fits, as it came with
/// a problem where it does not. Nothing that a browser can send makes it throw.
/// </summary>
public static class Normalizer
{
    /// <summary>
    /// The most fields of one form that were only observed; entries of still more are kept whole under the empty key.
    /// Observed fields count among those a form can have, so respondents must not be able to use them up.
    /// </summary>
    internal const int MostObservedFields = 200;

    /// <summary>The longest key and type in UTF-8 bytes that a new field is made for: PostgreSQL's indexes take no more.</summary>
    internal const int LongestKey = 2000;
    internal const int LongestType = 200;

    private static readonly ObservedField WithoutKey = new("", FieldType.Text);

    /// <param name="formData">The bytes as the Document Server gave them.</param>
    /// <param name="fields">All fields the form knows, each with its definition in the version at hand, or null.</param>
    /// <param name="pictureLimitBytes">The most bytes one decoded picture may have.</param>
    public static NormalizedSubmission Normalize(ReadOnlyMemory<byte> formData, IReadOnlyList<FormField> fields, long pictureLimitBytes) =>
        Normalize(formData, new FieldIndex(fields), pictureLimitBytes);

    /// <inheritdoc cref="Normalize(ReadOnlyMemory{byte}, IReadOnlyList{FormField}, long)"/>
    public static NormalizedSubmission Normalize(ReadOnlyMemory<byte> formData, FieldIndex fields, long pictureLimitBytes)
    {
        var list = FormDataReader.Read(formData);
        if (list.Refusal is not null)
        {
            return new NormalizedSubmission { State = SubmissionState.Failed, Reason = list.Refusal };
        }

        var values = new NormalizedValue[list.Entries.Count];
        var ordinals = new Ordinals();
        for (var i = 0; i < values.Length; i++)
        {
            var value = ValueOf(list.Entries[i], fields, fields.NewlyObserved, pictureLimitBytes);
            values[i] = value with { Ordinal = ordinals.Next(value) };
        }

        var reason = AttentionReason.For(values, list.NullEntries);
        return new NormalizedSubmission
        {
            State = reason is null ? SubmissionState.Normalized : SubmissionState.NeedsAttention,
            Reason = reason,
            Values = values,
        };
    }

    private static NormalizedValue ValueOf(in FormDataEntry entry, FieldIndex fields, HashSet<ObservedField> observed, long pictureLimitBytes)
    {
        if (entry.IsMalformed)
        {
            return Whole(entry, fields, entry.Value.ToText(), "The entry is not an object with a key and a value.");
        }

        FieldType? named = entry.Type is null ? null : new FieldType(entry.Type);
        var field = fields.Find(entry.Key, named);
        var type = field?.Type ?? named ?? FieldType.Text;
        if (field is null && ReasonAgainst(new ObservedField(entry.Key, type), fields, observed) is { } problem)
        {
            return Whole(entry, fields, JsonText.Decode(entry.Raw.Span), problem);
        }

        var converted = Conversion.Convert(entry, type, field, pictureLimitBytes);
        return new NormalizedValue
        {
            Field = field,
            Observed = field is null ? new ObservedField(entry.Key, type) : null,
            Text = converted.Text,
            Value = converted.Value,
            Image = converted.Image,
            Problem = converted.Problem,
        };
    }

    private static NormalizedValue Whole(in FormDataEntry entry, FieldIndex fields, string text, string problem)
    {
        var field = fields.Find("", FieldType.Text);
        return new NormalizedValue
        {
            Field = field,
            Observed = field is null ? WithoutKey : null,
            Text = text,
            Value = Converted.AsText(text).Value,
            Problem = problem,
        };
    }

    /// <returns>Why no field can be made for it; null when one can.</returns>
    private static string? ReasonAgainst(ObservedField field, FieldIndex fields, HashSet<ObservedField> observed) =>
        fields.IsOfOtherVersions(field) ? "The version that was filled has no field of this key; another version has."
        : CanBeObserved(field, fields, observed) ? null
        : "The form does not know the field, and no more or no longer fields can be added to it.";

    private static bool CanBeObserved(ObservedField field, FieldIndex fields, HashSet<ObservedField> observed)
    {
        if (field == WithoutKey || observed.Contains(field))
        {
            return true;
        }

        var fits = fields.ObservedFields + observed.Count < MostObservedFields
            && Encoding.UTF8.GetByteCount(field.Key) <= LongestKey
            && Encoding.UTF8.GetByteCount(field.Type.Name) <= LongestType;
        return fits && observed.Add(field);
    }

    /// <summary>Counts the entries of each field.</summary>
    private sealed class Ordinals
    {
        // Fields are compared by reference: they come from one index, and as records they are slow to compare.
        private readonly Dictionary<FormField, int> _known = new(ReferenceEqualityComparer.Instance);
        private readonly Dictionary<ObservedField, int> _observed = [];

        public int Next(in NormalizedValue value)
        {
            ref var count = ref value.Field is { } field
                ? ref CollectionsMarshal.GetValueRefOrAddDefault(_known, field, out _)
                : ref CollectionsMarshal.GetValueRefOrAddDefault(_observed, value.Observed!.Value, out _);
            return count++;
        }
    }
}
