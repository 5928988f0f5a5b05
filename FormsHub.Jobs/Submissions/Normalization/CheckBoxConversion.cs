using System.Text.Json;

namespace FormsHub.Jobs.Submissions.Normalization;

/// <summary>Check boxes: a boolean, or the words that editors write for it. Untouched is not checked.</summary>
internal static class CheckBoxConversion
{
    public static Converted Convert(JsonValue value)
    {
        if (value.IsEmpty)
        {
            return new Converted(FieldValue.Of(false), "");
        }

        var text = value.ToText();
        return value.Kind switch
        {
            JsonTokenType.True => new Converted(FieldValue.Of(true), text),
            JsonTokenType.False => new Converted(FieldValue.Of(false), text),
            JsonTokenType.String when bool.TryParse(text, out var boolean) => new Converted(FieldValue.Of(boolean), text),
            _ => Converted.AsText(text, "The value is neither true nor false."),
        };
    }
}
