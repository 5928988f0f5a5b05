using System.Globalization;
using System.Text;

namespace FormsHub.Web.PracticeEditor.Documents;

/// <summary>The measures of a typeface that every PDF viewer has, so that no font needs to be carried along.</summary>
internal static class Helvetica
{
    // Advance widths of the characters 32 to 126 in thousandths of the size; other letters are counted as 556.
    private static readonly short[] Widths =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    private static readonly Encoding WinAnsi = CodePagesEncodingProvider.Instance.GetEncoding(
        1252, new EncoderReplacementFallback("?"), DecoderFallback.ReplacementFallback)!;

    public static double Measure(string text, double size)
    {
        var width = 0;
        foreach (var character in text)
        {
            width += character is >= ' ' and <= '~' ? Widths[character - ' '] : 556;
        }

        return width * size / 1000;
    }

    /// <summary>The text as a PDF string, in hexadecimal digits. What the typeface does not have becomes a question mark; the form data has it.</summary>
    public static string Encode(string text) => $"<{Convert.ToHexString(WinAnsi.GetBytes(text))}>";

    /// <summary>Breaks a text into lines; words that are too long are broken anywhere.</summary>
    public static IEnumerable<string> Wrap(string text, double size, double width)
    {
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = new StringBuilder();
            foreach (var word in Words(paragraph, size, width))
            {
                if (line.Length > 0 && Measure($"{line} {word}", size) > width)
                {
                    yield return line.ToString();
                    line.Clear();
                }

                line.Append(line.Length > 0 ? " " : "").Append(word);
            }

            yield return line.ToString();
        }
    }

    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Words(string paragraph, double size, double width)
    {
        foreach (var word in paragraph.Replace('\t', ' ').Split(' '))
        {
            var rest = word;
            while (Measure(rest, size) > width)
            {
                var length = Math.Max(1, (int)(rest.Length * width / Measure(rest, size)) - 1);
                length = length < rest.Length && char.IsLowSurrogate(rest[length]) ? length + 1 : length;
                yield return rest[..length];
                rest = rest[length..];
            }

            yield return rest;
        }
    }
}
