using System.Globalization;
using System.Text.Json;

namespace FormsHub.Web.PracticeEditor;

/// <summary>What the Document Server makes of a storage's answer to a callback.</summary>
internal enum ReplyVerdict
{
    Accepted,

    /// <summary>Refused for good: nothing is sent again.</summary>
    Failed,

    /// <summary>429, 5xx or no answer: the final save (statuses 2 and 3) is sent again, nothing else is.</summary>
    FailedForNow,
}

/// <summary>Judges answers as the Document Server does: exactly 200, and a JSON object whose <c>error</c> is loosely equal to 0.</summary>
internal static class ReplyJudge
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    public static ReplyVerdict Judge(int httpStatus, ReadOnlyMemory<byte> body) => httpStatus switch
    {
        200 => IsAccepted(body) ? ReplyVerdict.Accepted : ReplyVerdict.Failed,
        429 or (>= 500 and <= 599) => ReplyVerdict.FailedForNow,
        _ => ReplyVerdict.Failed,
    };

    private static bool IsAccepted(ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith("\uFEFF"u8))
        {
            body = body[3..];
        }

        try
        {
            using var reply = JsonDocument.Parse(body, Deep);
            return reply.RootElement.ValueKind == JsonValueKind.Object
                && reply.RootElement.TryGetProperty("error", out var error)
                && IsLooselyZero(error);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // JavaScript's 0 == x: numbers by value, false and blank or zero text; null and objects never.
    private static bool IsLooselyZero(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetDouble(out var number) && number == 0,
        JsonValueKind.False => true,
        JsonValueKind.String => IsZeroText(value.GetString()!.Trim()),
        JsonValueKind.Array => value.GetArrayLength() switch
        {
            0 => true,
            1 => value[0].ValueKind is JsonValueKind.Null || (value[0].ValueKind is not JsonValueKind.False && IsLooselyZero(value[0])),
            _ => false,
        },
        _ => false,
    };

    private static bool IsZeroText(string text) =>
        text.Length == 0
        || text is "0x0" or "0b0" or "0o0"
        || (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out var number) && number == 0);
}
