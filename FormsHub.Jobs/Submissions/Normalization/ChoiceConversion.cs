using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Jobs.Submissions.Normalization;

/// <summary>
/// Choices: the displayed text of the option that was chosen. Radio buttons carry the form key of the checked button,
/// the lists carry what they display, and a combo box takes any text.
/// </summary>
internal static class ChoiceConversion
{
    /// <summary>The most options of one entry that are looked at; no form has more.</summary>
    private const int MostOptions = 5000;

    public static Converted Convert(in FormDataEntry entry, FieldType type, FieldDefinition? definition)
    {
        // The editor counts radio buttons as check boxes where keys meet: an untouched group may be false.
        if (entry.Value.Kind == JsonTokenType.False && type == FieldType.Radio)
        {
            return Converted.Nothing;
        }

        var text = entry.Value.ToText();
        if (type == FieldType.ComboBox)
        {
            return Converted.AsText(text);
        }

        var own = OptionsOf(entry.Options);
        IReadOnlyList<FieldOption> known = definition?.Options ?? [];
        if (LabelOf(text, own, type) is { } label || (label = LabelOf(text, known, type)) is not null)
        {
            return new Converted(FieldValue.OfText(label), text);
        }

        return Converted.AsText(text, own.Count + known.Count > 0 ? "The value is not one of the options." : null);
    }

    private static string? LabelOf(string text, IReadOnlyList<FieldOption> options, FieldType type)
    {
        var byLabel = type == FieldType.Radio ? null : Find(static option => option.Label);
        var found = byLabel ?? Find(static option => option.Value) ?? Find(static option => option.Label);
        return found is null ? null : found.Label.Length > 0 ? found.Label : text;

        FieldOption? Find(Func<FieldOption, string> part) => options.FirstOrDefault(option => part(option) == text);
    }

    private static List<FieldOption> OptionsOf(JsonValue json)
    {
        var options = new List<FieldOption>();
        if (json.Kind != JsonTokenType.StartArray)
        {
            return options;
        }

        var reader = new Utf8JsonReader(json.Raw.Span, FormDataReader.Options);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray && options.Count < MostOptions)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                options.Add(ReadOption(ref reader, json.Raw));
            }
            else
            {
                reader.Skip();
            }
        }

        return options;
    }

    private static FieldOption ReadOption(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        JsonValue label = default, value = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            switch (FormDataReader.NameOf(ref reader))
            {
                case "label":
                    label = FormDataReader.NextValue(ref reader, json);
                    break;
                case "value":
                    value = FormDataReader.NextValue(ref reader, json);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new FieldOption(TextOf(label), TextOf(value));
    }

    private static string TextOf(JsonValue value) => value.IsEmpty ? "" : value.ToText();
}
