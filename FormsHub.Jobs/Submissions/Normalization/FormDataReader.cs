using System.Text.Json;

namespace FormsHub.Jobs.Submissions.Normalization;

/// <summary>The entries of form data, or why it is not a list of entries.</summary>
internal sealed record FormDataList
{
    public IReadOnlyList<FormDataEntry> Entries { get; init; } = [];

    /// <summary>Entries that are JSON null: nothing is lost by leaving them out, but a person should know.</summary>
    public int NullEntries { get; init; }

    /// <summary>Why nothing could be read, in one sentence; null when it could.</summary>
    public string? Refusal { get; init; }

    public static FormDataList Refused(string why) => new() { Refusal = why };
}

/// <summary>
/// Reads form data, either <c>{"formsdata":[…]}</c> as the editor sends it or the bare array of its documentation.
/// Values stay where they are in the bytes; nothing that a browser can send makes it throw.
/// </summary>
internal static class FormDataReader
{
    /// <summary>The most entries of one submission; a form has at most as many controls.</summary>
    public const int MostEntries = 20_000;

    // Depth costs the reader one bit a level: 30 MB of brackets are read in 4 MB, so no limit is needed.
    internal static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    public static FormDataList Read(ReadOnlyMemory<byte> formData)
    {
        var json = formData.Span.StartsWith("\uFEFF"u8) ? formData[3..] : formData;
        if (json.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return FormDataList.Refused("The form data is empty.");
        }

        try
        {
            return ReadList(json);
        }
        catch (JsonException exception)
        {
            return FormDataList.Refused($"The form data is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}).");
        }
    }

    private static FormDataList ReadList(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span, Options);
        var entries = new List<FormDataEntry>();
        var nulls = 0;
        string? refusal = null;
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            ReadEntries(ref reader);
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            refusal = "The form data has no list \"formsdata\".";
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isList = NameOf(ref reader) == "formsdata";
                reader.Read();
                if (isList)
                {
                    refusal = reader.TokenType == JsonTokenType.StartArray ? null : "\"formsdata\" is not a list.";
                }

                if (isList && refusal is null)
                {
                    ReadEntries(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        else
        {
            refusal = "The form data is not a list of fields.";
        }

        // Whatever follows the list is read too: data that goes on behind its end is damaged.
        while (reader.Read())
        {
        }

        refusal ??= entries.Count > MostEntries ? $"The form data has more than {MostEntries} entries." : null;
        return refusal is null ? new FormDataList { Entries = entries, NullEntries = nulls } : FormDataList.Refused(refusal);

        void ReadEntries(ref Utf8JsonReader reader)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType == JsonTokenType.Null)
                {
                    nulls++;
                }
                else if (entries.Count > MostEntries)
                {
                    reader.Skip();
                }
                else
                {
                    entries.Add(ReadEntry(ref reader, json));
                }
            }
        }
    }

    private static FormDataEntry ReadEntry(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            var value = ReadValue(ref reader, json);
            return new FormDataEntry { Raw = value.Raw, Value = value, Key = "", IsMalformed = true };
        }

        var start = (int)reader.TokenStartIndex;
        JsonValue key = default, type = default, content = default, format = default, language = default, options = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // A member that comes twice counts with its last value, as in the browser.
            switch (NameOf(ref reader))
            {
                case "key":
                    key = NextValue(ref reader, json);
                    break;
                case "type":
                    type = NextValue(ref reader, json);
                    break;
                case "value":
                    content = NextValue(ref reader, json);
                    break;
                case "format":
                    format = NextValue(ref reader, json);
                    break;
                case "lang":
                    language = NextValue(ref reader, json);
                    break;
                case "options":
                    options = NextValue(ref reader, json);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new FormDataEntry
        {
            Raw = json[start..(int)reader.BytesConsumed],
            Key = key.IsEmpty ? "" : key.ToText(),
            Type = type.IsEmpty ? null : type.ToText(),
            Value = content,
            Format = format.IsEmpty ? null : format.ToText(),
            Language = language.IsEmpty ? null : language.ToText(),
            Options = options,
        };
    }

    internal static JsonValue NextValue(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        reader.Read();
        return ReadValue(ref reader, json);
    }

    private static JsonValue ReadValue(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        var kind = reader.TokenType;
        if (kind == JsonTokenType.String)
        {
            return new JsonValue(kind, json.Slice(start + 1, reader.ValueSpan.Length), reader.ValueIsEscaped);
        }

        reader.Skip();
        return new JsonValue(kind, json[start..(int)reader.BytesConsumed], IsEscaped: false);
    }

    // The members that count are short; the name of any other one may be megabytes and is not made a string.
    internal static string? NameOf(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped)
        {
            return reader.ValueSpan.Length <= 6 * "formsdata".Length ? JsonText.Unescape(reader.ValueSpan) : null;
        }

        return reader.ValueSpan switch
        {
            var name when name.SequenceEqual("key"u8) => "key",
            var name when name.SequenceEqual("type"u8) => "type",
            var name when name.SequenceEqual("value"u8) => "value",
            var name when name.SequenceEqual("format"u8) => "format",
            var name when name.SequenceEqual("lang"u8) => "lang",
            var name when name.SequenceEqual("options"u8) => "options",
            var name when name.SequenceEqual("label"u8) => "label",
            var name when name.SequenceEqual("formsdata"u8) => "formsdata",
            _ => null,
        };
    }
}
