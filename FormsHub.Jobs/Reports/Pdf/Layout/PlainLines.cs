using FormsHub.Jobs.Reports.Pdf.Fonts;

namespace FormsHub.Jobs.Reports.Pdf.Layout;

/// <summary>Tells of a text, without setting it, that it takes one line of the usual height: most cells of most tables do. It adds up how far each letter moves the pen.</summary>
/// <remarks>Only for letters that stand beside each other as they come, and only those that the first font has. It may say no where a text would fit.</remarks>
internal sealed class PlainLines(Typesetter typesetter, TextStyle style)
{
    private const int Letters = 0x460;
    private const float Unknown = 0;
    private const float NotPlain = float.PositiveInfinity;

    // Pairs of letters may be moved apart a little; digits and signs are not.
    private const double LetterSlack = 1.05;
    private const double Slack = 0.3;

    private readonly float[] _widths = new float[Letters];

    /// <summary>A text of one line of the usual height.</summary>
    public TextBox Sample => typesetter.Set("0", style, 1_000);

    public bool Fits(string text, double width)
    {
        var letters = 0.0;
        var others = Slack;
        foreach (var character in text)
        {
            if (character >= Letters)
            {
                return false;
            }

            var advance = _widths[character] is not Unknown and var known ? known : _widths[character] = Measure(character);
            if (char.IsLetter(character))
            {
                letters += advance;
            }
            else
            {
                others += advance;
            }
        }

        return (letters * LetterSlack) + others <= width;
    }

    // Between two digits: a blank alone has no width, and a lone mark stands on a dotted circle.
    private float Measure(char character)
    {
        if (!IsPlain(character))
        {
            return NotPlain;
        }

        var (sample, box) = (Sample, typesetter.Set($"0{character}0", style, 1_000));
        return box.UnknownCharacters == 0 && box.Height == sample.Height && box.Baseline == sample.Baseline ? (float)(box.Width - (2 * sample.Width)) : NotPlain;
    }

    // Latin, Greek and Cyrillic letters, each in one piece; digits; signs and the blank.
    private static bool IsPlain(char character) =>
        character is >= ' ' and <= '~' or >= '\u00a1' and <= '\u024f' and not '\u00ad' or >= '\u0388' and <= '\u03ce' or >= '\u0400' and <= '\u045f';
}
