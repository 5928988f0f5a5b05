using System.Globalization;

namespace FormsHub.Jobs.Reports.Pdf.Fonts;

/// <summary>A long text in pieces that are set one after the other: the time that setting takes grows faster than the text.</summary>
internal static class TextPieces
{
    /// <summary>In UTF-16 units.</summary>
    public const int Longest = 2_000;

    // A blank is looked for so far before the end of a piece.
    private const int LookedBack = 200;

    /// <summary>Pieces of at most <see cref="Longest"/> units. They end with a line of the text, else at a blank, else between two characters as people see them.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        if (text.Length <= Longest)
        {
            return [text];
        }

        var clean = ShownText.Clean(text);
        var pieces = new List<string>();
        for (var start = 0; start < clean.Length;)
        {
            var length = clean.Length - start <= Longest ? clean.Length - start : LengthOf(clean, start);
            // The end of the line is the end of the piece.
            pieces.Add(clean.Substring(start, length).TrimEnd('\n'));
            start += length;
        }

        return pieces;
    }

    private static int LengthOf(string text, int start)
    {
        var piece = text.AsSpan(start, Longest);
        var line = piece.LastIndexOf('\n');
        if (line >= 0)
        {
            return line + 1;
        }

        var blank = piece[(Longest - LookedBack)..].LastIndexOf(' ');
        return blank >= 0 ? Longest - LookedBack + blank + 1 : Longest - LookedBack + WholeCharacters(piece[(Longest - LookedBack)..]);
    }

    /// <summary>How many units the characters have that end before the last one, which may go on.</summary>
    private static int WholeCharacters(ReadOnlySpan<char> text)
    {
        var whole = 0;
        while (whole < text.Length)
        {
            var next = StringInfo.GetNextTextElementLength(text[whole..]);
            if (whole + next >= text.Length)
            {
                break;
            }

            whole += next;
        }

        // One character as long as all of it: cut it all the same, but no pair of surrogates.
        return whole > 0 ? whole : char.IsHighSurrogate(text[^1]) ? text.Length - 1 : text.Length;
    }
}
