using System.Text;

namespace FormsHub.Jobs.Storage;

/// <summary>Names for PostgreSQL that come from what people typed: quoted, and never longer than PostgreSQL keeps.</summary>
public static class SqlIdentifier
{
    /// <summary>What PostgreSQL keeps of a name; it cuts silently what is longer.</summary>
    public const int MostBytes = 63;

    /// <summary>As it stands in a statement, such as <c>"Grüße ""hier"""</c>.</summary>
    /// <exception cref="ArgumentException">PostgreSQL cannot hold the name.</exception>
    public static string Quote(string name) => Fits(name) && PostgresText.CanHold(name)
        ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : throw new ArgumentException("PostgreSQL cannot hold this name.", nameof(name));

    public static bool Fits(string name) => name.Length > 0 && Encoding.UTF8.GetByteCount(name) <= MostBytes;

    /// <summary>The beginning of a text that takes at most so many bytes; never half a character.</summary>
    public static string Cut(string text, int bytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= bytes)
        {
            return text;
        }

        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes -= rune.Utf8SequenceLength;
            if (bytes < 0)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return text[..length].TrimEnd(' ');
    }
}
