using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Jobs.Submissions.Normalization;

/// <summary>What became of the value of one entry.</summary>
/// <param name="Value">Typed, or the text as it came where it does not fit its type.</param>
/// <param name="Text">As the editor sent it.</param>
/// <param name="Problem">Why it does not fit its type; null when it does.</param>
/// <param name="Image">A decoded picture; <paramref name="Value"/> is empty then.</param>
internal readonly record struct Converted(FieldValue Value, string Text, string? Problem = null, DecodedImage? Image = null)
{
    public static readonly Converted Nothing = new(FieldValue.Empty, "");

    /// <summary>The text is the value; an empty one is none.</summary>
    public static Converted AsText(string text, string? problem = null) =>
        new(text.Length == 0 ? FieldValue.Empty : FieldValue.OfText(text), text, problem);
}

/// <summary>Makes a typed value of an entry, each type in its own way.</summary>
internal static class Conversion
{
    /// <param name="entry">Well-formed.</param>
    /// <param name="type">Of the field the entry belongs to; the entry itself may name one that is interchangeable with it.</param>
    /// <param name="field">Null when the form does not know the field.</param>
    /// <param name="pictureLimitBytes">The most bytes a decoded picture may have.</param>
    public static Converted Convert(in FormDataEntry entry, FieldType type, FormField? field, long pictureLimitBytes)
    {
        if (type == FieldType.CheckBox)
        {
            return CheckBoxConversion.Convert(entry.Value);
        }

        if (entry.Value.IsEmpty)
        {
            return Converted.Nothing;
        }

        if (entry.Value.IsObjectOrArray)
        {
            return Converted.AsText(entry.Value.ToText(), "The value is a list or an object, not one value.");
        }

        return type switch
        {
            { IsImage: true } => ImageConversion.Convert(entry.Value, pictureLimitBytes),
            { IsChoice: true } => ChoiceConversion.Convert(entry, type, field?.Definition),
            _ when type == FieldType.DateTime => DateConversion.Convert(entry, field?.Definition),
            _ when type == FieldType.Text => ConvertText(entry.Value.ToText(), field),
            _ => Converted.AsText(entry.Value.ToText()),
        };
    }

    // The column decides where there is one: a field that took digits in one version and anything in another has one column for both.
    private static Converted ConvertText(string text, FormField? field)
    {
        var takesDigits = field is { Column: { } column }
            ? column == ColumnKind.Number
            : field?.Definition is { } definition && ColumnKindRule.TakesDigits(definition);
        return takesDigits && DigitsRule.TryRead(text, out var number)
            ? new Converted(FieldValue.Of(number), text)
            : Converted.AsText(text);
    }
}
