using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Web.Look;

/// <summary>What a field is and takes, in the words of a person.</summary>
public static class FieldWords
{
    private const int MostOptions = 6;
    private const int LongestPattern = 60;

    public static string Type(FieldLine line)
    {
        var column = line.Definition is { } definition ? ColumnKindRule.For(definition) : (ColumnKind?)null;
        return line.Type switch
        {
            var type when type == FieldType.Text => column == ColumnKind.Number ? "Number" : line.Definition?.MultiLine == true ? "Long text" : "Text",
            var type when type == FieldType.CheckBox => "Check box",
            var type when type == FieldType.Radio => "Radio buttons",
            var type when type == FieldType.ComboBox => "List or own words",
            var type when type == FieldType.DropDownList => "List",
            var type when type == FieldType.DateTime => column switch { ColumnKind.Timestamp => "Date and time", ColumnKind.Text => "Date as text", _ => "Date" },
            var type when type == FieldType.Signature => "Signature",
            var type when type == FieldType.Picture => line.Definition?.Signature == true ? "Signature" : "Picture",
            var type when type == FieldType.Complex => "Compound text",
            var type => type.Name,
        };
    }

    /// <summary>Format, limits and options, each a few words; empty when anything goes.</summary>
    public static IEnumerable<string> Takes(FieldDefinition? field, Words words)
    {
        if (field is null)
        {
            yield break;
        }

        if (field.DateFormat is { } format)
        {
            yield return field.Language is { } language ? $"{format}, {language}" : format;
        }

        if (field.TextFormat is { } text)
        {
            yield return Format(text);
        }

        if (field.MaxCharacters is { } most)
        {
            yield return $"up to {words.Count(most, "character", "characters")}{(field.Comb ? ", one a box" : "")}";
        }

        if (field.Options is { Count: > 0 } options)
        {
            yield return string.Join(" · ", options.Take(MostOptions).Select(option => option.Label))
                + (options.Count > MostOptions ? $" and {words.Number(options.Count - MostOptions)} more" : "");
        }

        if (field.Checked)
        {
            yield return "ticked beforehand";
        }

        if (field.Selected is { } selected)
        {
            yield return $"“{field.Options.FirstOrDefault(option => option.Value == selected)?.Label ?? selected}” chosen beforehand";
        }
    }

    private static string Format(TextFormat text)
    {
        var pattern = text.Pattern is { Length: > LongestPattern } much ? much[..LongestPattern] + "…" : text.Pattern;
        return text.Type switch
        {
            "digit" => "digits only",
            "letter" => "letters only",
            "mask" => $"as {pattern}",
            "regExp" => $"pattern {pattern}",
            _ => $"only the characters {text.Symbols}",
        };
    }
}
