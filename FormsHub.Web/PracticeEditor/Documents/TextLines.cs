using System.Text;
using FormsHub.Jobs.Forms.Samples;

namespace FormsHub.Web.PracticeEditor.Documents;

/// <summary>Breaks texts into lines without losing a character.</summary>
internal static class TextLines
{
    public static IEnumerable<string> Of(string text, double size, double width)
    {
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = new StringBuilder();
            foreach (var word in Words(paragraph, size, width))
            {
                if (line.Length > 0 && Width($"{line} {word}", size) > width)
                {
                    yield return line.ToString();
                    line.Clear();
                }

                line.Append(line.Length > 0 ? " " : "").Append(word);
            }

            yield return line.ToString();
        }
    }

    /// <summary>The words, those that are too long for a line cut into pieces.</summary>
    private static IEnumerable<string> Words(string paragraph, double size, double width)
    {
        foreach (var word in paragraph.Split(' ', '\t'))
        {
            var rest = word;
            while (Width(rest, size) > width)
            {
                var length = Math.Max(1, (int)(rest.Length * width / Width(rest, size)) - 1);
                length = length < rest.Length && char.IsLowSurrogate(rest[length]) ? length + 1 : length;
                yield return rest[..length];
                rest = rest[length..];
            }

            yield return rest;
        }
    }

    private static double Width(string text, double size) => Helvetica.Width(text, size, bold: false);
}
