using System.Buffers;
using System.Globalization;
using System.Text;

namespace FormsHub.Jobs.Submissions.Normalization;

/// <summary>
/// Makes text of the inside of a JSON string. Unlike the framework's reader it never throws: what is no character to PostgreSQL
/// (NUL, lone surrogates, broken UTF-8) becomes U+FFFD.
/// </summary>
internal static class JsonText
{
    private const char Replacement = '\uFFFD';

    /// <param name="utf8">Without escapes.</param>
    public static string Decode(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    /// <param name="utf8">As it stands between the quotes; its escapes were checked by the JSON reader.</param>
    public static string Unescape(ReadOnlySpan<byte> utf8)
    {
        // Every escape is shorter unescaped, and UTF-8 never has fewer bytes than UTF-16 has characters.
        var buffer = ArrayPool<char>.Shared.Rent(utf8.Length);
        try
        {
            var length = 0;
            while (!utf8.IsEmpty)
            {
                var plain = utf8.IndexOf((byte)'\\');
                plain = plain < 0 ? utf8.Length : plain;
                length += Encoding.UTF8.GetChars(utf8[..plain], buffer.AsSpan(length));
                utf8 = utf8[plain..];
                if (!utf8.IsEmpty)
                {
                    buffer[length++] = Character(ref utf8);
                }
            }

            ReplaceLoneSurrogates(buffer.AsSpan(0, length));
            return new string(buffer, 0, length);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private static char Character(ref ReadOnlySpan<byte> escape)
    {
        var letter = escape.Length > 1 ? escape[1] : (byte)0;
        var isCode = letter == 'u' && escape.Length >= 6;
        var code = isCode && ushort.TryParse(escape[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        escape = escape[Math.Min(escape.Length, isCode ? 6 : 2)..];
        return letter switch
        {
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            (byte)'u' => code == 0 ? Replacement : (char)code,
            _ => (char)letter,
        };
    }

    private static void ReplaceLoneSurrogates(Span<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
                continue;
            }

            text[i] = Replacement;
        }
    }
}
