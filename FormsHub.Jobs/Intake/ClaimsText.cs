using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace FormsHub.Jobs.Intake;

/// <summary>The claims of a callback as text that any reader and PostgreSQL can take, and without what must not be kept.</summary>
public static class ClaimsText
{
    private const int LongestNumber = 300;

    /// <summary>Replaces what JSON may carry and text columns may not: U+0000, lone surrogates and broken UTF-8 become U+FFFD.</summary>
    public static byte[] Clean(ReadOnlySpan<byte> json)
    {
        var bytes = Utf8.IsValid(json) ? json.ToArray() : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json));
        for (var at = NextEscape(bytes, 0); at >= 0; at = NextEscape(bytes, at))
        {
            at += SettleEscape(bytes, at);
        }

        return bytes;
    }

    /// <summary>The claims as they are kept: no tokens, no query (the signature) of any link, numbers that PostgreSQL can hold.</summary>
    /// <param name="cleaned">Cleaned by <see cref="Clean"/>; an object.</param>
    public static string Redact(ReadOnlyMemory<byte> cleaned)
    {
        using var document = JsonDocument.Parse(cleaned);
        return Redact(document.RootElement);
    }

    /// <inheritdoc cref="Redact(ReadOnlyMemory{byte})"/>
    public static string Redact(JsonElement cleaned)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, cleaned);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static int NextEscape(byte[] bytes, int from)
    {
        var step = bytes.AsSpan(Math.Min(from, bytes.Length)).IndexOf((byte)'\\');
        return step < 0 ? -1 : from + step;
    }

    /// <returns>How many bytes the escape, or the pair of them, takes.</returns>
    private static int SettleEscape(byte[] bytes, int at)
    {
        var unit = Unit(bytes, at);
        if (unit < 0)
        {
            return "\\n".Length;
        }

        if (char.IsHighSurrogate((char)unit) && char.IsLowSurrogate((char)Unit(bytes, at + "\\u0000".Length)))
        {
            return 2 * "\\u0000".Length;
        }

        if (unit == 0 || char.IsSurrogate((char)unit))
        {
            "\\ufffd"u8.CopyTo(bytes.AsSpan(at));
        }

        return "\\u0000".Length;
    }

    /// <returns>The UTF-16 unit of the escape that starts here; -1 when none does.</returns>
    private static int Unit(byte[] bytes, int at) =>
        at + "\\u0000".Length <= bytes.Length && bytes[at] == '\\' && bytes[at + 1] == 'u'
        && Utf8Parser.TryParse(bytes.AsSpan(at + 2, 4), out ushort unit, out var read, 'x') && read == 4 ? unit : -1;

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject())
                {
                    if (!member.NameEquals("token"u8))
                    {
                        writer.WritePropertyName(member.Name);
                        Write(writer, member.Value);
                    }
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(WithoutQuery(element.GetString()!));
                break;
            case JsonValueKind.Number when !CanBeHeld(element):
                writer.WriteStringValue(element.GetRawText());
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    /// <summary>PostgreSQL's numbers have 131,072 digits before and 16,383 behind the point; what is beyond a double's reach is kept as text.</summary>
    private static bool CanBeHeld(JsonElement number) =>
        number.GetRawText().Length <= LongestNumber
        && number.TryGetDouble(out var value)
        && double.IsFinite(value)
        && (value == 0 ? number.TryGetDecimal(out _) && !number.GetRawText().Contains('e', StringComparison.OrdinalIgnoreCase) : Math.Abs(value) > 1e-300);

    private static string WithoutQuery(string text)
    {
        var isLink = text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        var query = isLink ? text.AsSpan().IndexOfAny('?', '#') : -1;
        return query < 0 ? text : text[..query];
    }
}
