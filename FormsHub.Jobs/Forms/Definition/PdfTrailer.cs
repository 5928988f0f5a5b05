using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FormsHub.Jobs.Forms.Definition;

/// <summary>The few facts of a PDF's last trailer that tell whether the embedded form still belongs to the pages.</summary>
/// <param name="Found">The file has an end; a file that was cut has none.</param>
/// <param name="Encrypted">It has an /Encrypt entry.</param>
/// <param name="Id">The second string of /ID in upper-case hex; changes whenever a program saves the file.</param>
/// <param name="PreviousId">The same of the section before, when the file was updated incrementally.</param>
internal sealed partial record PdfTrailer(bool Found, bool Encrypted, string? Id, string? PreviousId)
{
    private const int TailBytes = 64 * 1024;
    private const int SectionBytes = 16 * 1024;

    /// <summary>A cross-reference table is skipped up to this size to find the trailer behind it (about 400,000 objects).</summary>
    private const int TableBytes = 8 * 1024 * 1024;

    public static PdfTrailer Read(SliceStream file, ReadBudget budget)
    {
        var tail = Encoding.Latin1.GetString(file.ReadAt(Math.Max(0, file.Length - TailBytes), TailBytes));
        var end = tail.LastIndexOf("startxref", StringComparison.Ordinal);
        if (end < 0)
        {
            return new PdfTrailer(false, EncryptEntry().IsMatch(LastTrailer(tail)), null, null);
        }

        var offset = Number().Match(tail, end) is { Success: true } number ? long.Parse(number.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : -1;
        var section = Section(file, offset, budget);
        if (section.Length == 0)
        {
            section = LastTrailer(tail);
        }

        var previous = PreviousEntry().Match(section) is { Success: true } entry
            ? Section(file, long.Parse(entry.Groups[1].ValueSpan, CultureInfo.InvariantCulture), budget)
            : null;
        return new PdfTrailer(true, EncryptEntry().IsMatch(section), SecondId(section), previous is null ? null : SecondId(previous));
    }

    private static string LastTrailer(string text)
    {
        var start = text.LastIndexOf("trailer", StringComparison.Ordinal);
        return start < 0 ? "" : text[start..];
    }

    /// <summary>The dictionary of a cross-reference section, be it a table with a trailer or a stream; empty when there is none at the offset.</summary>
    private static string Section(SliceStream file, long offset, ReadBudget budget)
    {
        if (offset < 0 || offset >= file.Length)
        {
            return "";
        }

        var text = Encoding.Latin1.GetString(file.ReadAt(offset, SectionBytes));
        if (!text.AsSpan().TrimStart().StartsWith("xref", StringComparison.Ordinal))
        {
            var stream = text.IndexOf("stream", StringComparison.Ordinal);
            return stream > 0 && text[..stream].Contains("/XRef", StringComparison.Ordinal) ? text[..stream] : "";
        }

        for (var at = offset; at < file.Length && at - offset < TableBytes; at += SectionBytes / 2)
        {
            budget.Checkpoint();
            var block = Encoding.Latin1.GetString(file.ReadAt(at, SectionBytes));
            var trailer = block.IndexOf("trailer", StringComparison.Ordinal);
            if (trailer >= 0)
            {
                var dictionary = Encoding.Latin1.GetString(file.ReadAt(at + trailer, SectionBytes));
                var close = dictionary.IndexOf("startxref", StringComparison.Ordinal);
                return close < 0 ? dictionary : dictionary[..close];
            }
        }

        return "";
    }

    private static string? SecondId(string section) =>
        IdEntry().Match(section) is { Success: true } id ? id.Groups[1].Value.ToUpperInvariant() : null;

    [GeneratedRegex(@"\Gstartxref\s+(\d{1,10})", RegexOptions.None, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"/Prev\s+(\d{1,10})", RegexOptions.None, 1000)]
    private static partial Regex PreviousEntry();

    [GeneratedRegex(@"/Encrypt(?![A-Za-z])", RegexOptions.None, 1000)]
    private static partial Regex EncryptEntry();

    [GeneratedRegex(@"/ID\s*\[\s*<[0-9A-Fa-f]{0,256}>\s*<([0-9A-Fa-f]{0,256})>", RegexOptions.None, 1000)]
    private static partial Regex IdEntry();
}
