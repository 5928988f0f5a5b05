using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace FormsHub.Tests.Reports.Pdf;

/// <summary>A word with its place on its page, in points from the upper left corner.</summary>
internal sealed partial record PdfWords(int Page, string Text, double Left, double Top, double Right, double Bottom)
{
    public static List<PdfWords> Of(byte[] pdf)
    {
        var words = new List<PdfWords>();
        var page = 0;
        foreach (Match match in Element().Matches(PdfReader.Text(pdf, "-bbox")))
        {
            if (match.Groups["text"].Success)
            {
                double Number(string name) => double.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);
                words.Add(new PdfWords(page, WebUtility.HtmlDecode(match.Groups["text"].Value), Number("left"), Number("top"), Number("right"), Number("bottom")));
            }
            else
            {
                page++;
            }
        }

        return words;
    }

    [GeneratedRegex("""<page |<word xMin="(?<left>[\d.-]+)" yMin="(?<top>[\d.-]+)" xMax="(?<right>[\d.-]+)" yMax="(?<bottom>[\d.-]+)">(?<text>.*?)</word>""", RegexOptions.Singleline)]
    private static partial Regex Element();
}
