using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FormsHub.Jobs.Intake;

// The document editing service and what stands before it decode and encode numbers as they like (protocol.md 7.21). A member of the wrong
// kind counts as absent: what is needed and absent is refused by its own rule, never by a parser.

/// <summary>A whole number sent as integer, float or text.</summary>
internal sealed class TolerantInteger : JsonConverter<int?>
{
    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadInteger(ref reader);

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options) => throw new NotSupportedException();

    public static int? ReadInteger(ref Utf8JsonReader reader) => TolerantLong.ReadLong(ref reader) is { } value and >= int.MinValue and <= int.MaxValue ? (int)value : null;
}

/// <summary>A whole number beyond 32 bits sent as integer, float or text.</summary>
internal sealed class TolerantLong : JsonConverter<long?>
{
    private const double MostExact = 9007199254740992;

    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadLong(ref reader);

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options) => throw new NotSupportedException();

    public static long? ReadLong(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var whole) ? whole : reader.TryGetDouble(out var real) ? Whole(real) : null;
            case JsonTokenType.String:
                return double.TryParse(reader.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var text) ? Whole(text) : null;
            default:
                reader.Skip();
                return null;
        }
    }

    private static long? Whole(double value) => Math.Abs(value) <= MostExact && value == Math.Floor(value) ? (long)value : null;
}

/// <summary>A text; anything else counts as absent.</summary>
internal sealed class TolerantString : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadText(ref reader);

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => throw new NotSupportedException();

    public static string? ReadText(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString();
        }

        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number))
        {
            return number.ToString(CultureInfo.InvariantCulture);
        }

        reader.Skip();
        return null;
    }
}

/// <summary>A list of texts; entries of another kind are left out.</summary>
internal sealed class TolerantStrings : JsonConverter<IReadOnlyList<string>?>
{
    public override IReadOnlyList<string>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (TolerantString.ReadText(ref reader) is { } text)
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string>? value, JsonSerializerOptions options) => throw new NotSupportedException();
}

/// <summary>A list of actions; entries of another kind are left out.</summary>
internal sealed class TolerantActions : JsonConverter<IReadOnlyList<EditorAction>?>
{
    public override IReadOnlyList<EditorAction>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        var actions = new List<EditorAction>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                actions.Add(ReadAction(ref reader));
            }
            else
            {
                reader.Skip();
            }
        }

        return actions;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<EditorAction>? value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static EditorAction ReadAction(ref Utf8JsonReader reader)
    {
        int? type = null;
        string? userId = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isType = reader.ValueTextEquals("type"u8);
            var isUser = reader.ValueTextEquals("userid"u8);
            reader.Read();
            if (isType)
            {
                type = TolerantInteger.ReadInteger(ref reader);
            }
            else if (isUser)
            {
                userId = TolerantString.ReadText(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new EditorAction(type, userId);
    }
}

/// <summary>A boolean sent as such or as text.</summary>
internal sealed class TolerantBoolean : JsonConverter<bool?>
{
    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.String:
                return bool.TryParse(reader.GetString(), out var value) ? value : null;
            default:
                reader.Skip();
                return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options) => throw new NotSupportedException();
}

/// <summary>An ISO 8601 time; without zone it is UTC, as the document editing service means it.</summary>
internal sealed class TolerantTime : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return DateTimeOffset.TryParse(
                reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
        }

        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) => throw new NotSupportedException();
}
