using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Jobs.Submissions.Normalization;

/// <summary>Dates: the displayed text, read back through the format and the language that displayed it.</summary>
internal static class DateConversion
{
    public static Converted Convert(in FormDataEntry entry, FieldDefinition? definition)
    {
        var text = entry.Value.ToText();
        if (text.Length > DateText.Longest)
        {
            return Converted.AsText(text, "The value is too long for a date.");
        }

        var simple = DateText.Simplify(text);
        if (simple.Length == 0)
        {
            return new Converted(FieldValue.Empty, text);
        }

        // What the form data says was used to display this very value; the form says what is usual.
        var words = DateWords.Of(entry.Language ?? definition?.Language);
        return (entry.Format ?? definition?.DateFormat) is { Length: > 0 } pattern
            ? Through(DateFormat.Of(pattern), simple, words, text)
            : WithoutFormat(simple, words, text);
    }

    private static Converted Through(DateFormat format, string simple, DateWords words, string text)
    {
        if (format.Kind == DateFormatKind.Text)
        {
            // A format such as d MMMM shows no whole date: its text is all there is to know.
            return Converted.AsText(text);
        }

        return DateTextReader.Read(simple, format, words) is { } moment
            ? new Converted(new DateReading(format.Kind, moment).ToValue(), text)
            : Converted.AsText(text, $"The value is not a date in the form {format.Pattern}.");
    }

    private static Converted WithoutFormat(string simple, DateWords words, string text)
    {
        var reading = UnambiguousDate.Read(simple, words);
        if (reading == DateReading.Several)
        {
            return Converted.AsText(text, "The value can be read as more than one date, and neither the form nor the form data names its format.");
        }

        return reading == DateReading.None
            ? Converted.AsText(text, "The value is not a date that can be recognized.")
            : new Converted(reading.ToValue(), text);
    }
}
