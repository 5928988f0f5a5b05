using System.Text.Json;

namespace FormsHub.Jobs.Submissions.Normalization;

/// <summary>One entry of the form data list: what the editor says about one field.</summary>
internal readonly record struct FormDataEntry
{
    /// <summary>The whole entry as it came.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>It is not an object, so it has no members; <see cref="Raw"/> is all there is.</summary>
    public bool IsMalformed { get; init; }

    /// <summary>Verbatim; empty when the entry names none.</summary>
    public string Key { get; init; }

    /// <summary>Null when the entry names none.</summary>
    public string? Type { get; init; }
    public JsonValue Value { get; init; }

    /// <summary>The date format that the value was displayed in; null when the entry does not say.</summary>
    public string? Format { get; init; }

    /// <summary>The language of the value, such as <c>de-DE</c>; null when the entry does not say.</summary>
    public string? Language { get; init; }

    /// <summary>The choices that the entry itself names.</summary>
    public JsonValue Options { get; init; }
}

/// <summary>A JSON value that still lies in the form data, so that a picture of megabytes is never copied into a string.</summary>
/// <param name="Kind">Its token; <see cref="JsonTokenType.None"/> when the member is absent.</param>
/// <param name="Raw">Its bytes; of a string what stands between the quotes.</param>
/// <param name="IsEscaped">A string that holds backslashes.</param>
internal readonly record struct JsonValue(JsonTokenType Kind, ReadOnlyMemory<byte> Raw, bool IsEscaped)
{
    /// <summary>Absent, null or the empty string: nothing was entered.</summary>
    public bool IsEmpty => Kind is JsonTokenType.None or JsonTokenType.Null || (IsString && Raw.IsEmpty);

    public bool IsString => Kind == JsonTokenType.String;

    public bool IsObjectOrArray => Kind is JsonTokenType.StartObject or JsonTokenType.StartArray;

    /// <summary>A string's characters, any other value's JSON, without what PostgreSQL cannot hold.</summary>
    public string ToText() => IsEscaped ? JsonText.Unescape(Raw.Span) : JsonText.Decode(Raw.Span);
}
