using System.Text;

namespace FormsHub.Jobs.Forms.Samples;

/// <summary>Measures and encodes text for Helvetica, one of the fonts that every PDF viewer has.</summary>
public static class Helvetica
{
    private const int UsualWidth = 556;

    /// <summary>Bold letters are about this much wider.</summary>
    private const double BoldFactor = 1.07;

    /// <summary>Widths of the characters 32 to 126 in thousandths of the font size.</summary>
    private static readonly int[] Widths =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    /// <summary>The characters of Windows-1252 that Latin-1 does not have, with their bytes.</summary>
    private static readonly Dictionary<char, byte> Windows = new()
    {
        ['€'] = 0x80, ['‚'] = 0x82, ['„'] = 0x84, ['…'] = 0x85, ['†'] = 0x86, ['‰'] = 0x89, ['Š'] = 0x8A, ['Œ'] = 0x8C, ['Ž'] = 0x8E,
        ['‘'] = 0x91, ['’'] = 0x92, ['“'] = 0x93, ['”'] = 0x94, ['•'] = 0x95, ['–'] = 0x96, ['—'] = 0x97, ['™'] = 0x99, ['š'] = 0x9A, ['œ'] = 0x9C, ['ž'] = 0x9E, ['Ÿ'] = 0x9F,
    };

    public static double Width(string text, double size, bool bold) =>
        text.Sum(c => c is >= ' ' and <= '~' ? Widths[c - ' '] : UsualWidth) * size / 1000 * (bold ? BoldFactor : 1);

    /// <summary>A string of WinAnsi bytes for a content stream; what the encoding lacks becomes a question mark.</summary>
    public static string Encode(string text)
    {
        var hex = new StringBuilder("<");
        foreach (var rune in text.EnumerateRunes())
        {
            var c = rune.IsBmp ? (char)rune.Value : '?';
            var code = Windows.TryGetValue(c, out var windows) ? windows : c is (>= ' ' and <= '~') or (>= '\u00A0' and <= '\u00FF') ? (byte)c : char.IsWhiteSpace(c) ? (byte)' ' : (byte)'?';
            hex.Append(code.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return hex.Append('>').ToString();
    }

    /// <summary>Breaks a text into lines of a width; what does not fit into the lines ends with an ellipsis.</summary>
    public static IReadOnlyList<string> Lines(string text, double width, double size, bool bold, int most)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && Width(longer, size, bold) > width)
            {
                lines.Add(line);
                line = word;
                if (lines.Count == most)
                {
                    lines[^1] = Fit(lines[^1] + " " + word, width, size, bold);
                    return lines;
                }
            }
            else
            {
                line = longer;
            }
        }

        lines.Add(line);
        return [.. lines.Select(each => Fit(each, width, size, bold))];
    }

    private static string Fit(string text, double width, double size, bool bold)
    {
        if (Width(text, size, bold) <= width)
        {
            return text;
        }

        var length = text.Length;
        while (length > 0 && Width(text[..length] + "…", size, bold) > width)
        {
            length--;
        }

        return text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)].TrimEnd() + "…";
    }
}
