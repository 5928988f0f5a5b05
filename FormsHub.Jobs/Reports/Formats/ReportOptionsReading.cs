using FormsHub.Jobs.Reports.Pdf;

namespace FormsHub.Jobs.Reports.Formats;

/// <summary>The words for options: each option with the values it takes and what they do.</summary>
internal static class ReportOptionsReading
{
    public const string Headers = "labels";
    public const string Separator = "separator";
    public const string ByteOrderMark = "bom";
    public const string Quote = "quote";
    public const string Guard = "guard";
    public const string Choices = "choices";
    public const string Pictures = "pictures";
    public const string Summary = "summary";
    public const string Layout = "layout";
    public const string Charts = "charts";
    public const string Paper = "paper";
    public const string Documents = "documents";
    public const string Images = "images";
    public const string Data = "data";

    private static readonly Dictionary<string, Value[]> Options = new(StringComparer.Ordinal)
    {
        [Headers] = [new("labels", options => options with { Headers = ReportHeaders.Labels }), new("keys", options => options with { Headers = ReportHeaders.Keys })],
        [Separator] =
        [
            new("comma", options => options with { Separator = ',' }), new("semicolon", options => options with { Separator = ';' }), new("tab", options => options with { Separator = '\t' }),
        ],
        [ByteOrderMark] = Flag((options, value) => options with { ByteOrderMark = value }),
        [Quote] = [new("needed", options => options with { QuoteAll = false }), new("all", options => options with { QuoteAll = true })],
        [Guard] = Flag((options, value) => options with { GuardFormulas = value }),
        [Choices] = [new("joined", options => options with { SplitChoices = false }), new("split", options => options with { SplitChoices = true })],
        [Pictures] =
        [
            new("links", options => options with { Pictures = ReportPictures.Links }), new("thumbnails", options => options with { Pictures = ReportPictures.Thumbnails }),
            new("none", options => options with { Pictures = ReportPictures.None }),
        ],
        [Summary] = Flag((options, value) => options with { Summary = value }),
        [Layout] =
        [
            new("register", options => options with { Layout = PdfLayout.Register }), new("pages", options => options with { Layout = PdfLayout.Pages }),
            new("bundle", options => options with { Layout = PdfLayout.Bundle }),
        ],
        [Charts] = Flag((options, value) => options with { Charts = value }),
        [Paper] = [new("a4", options => options with { Paper = PaperSize.A4 }), new("letter", options => options with { Paper = PaperSize.Letter })],
        [Documents] = Flag((options, value) => options with { Documents = value }),
        [Images] = Flag((options, value) => options with { Images = value }),
        [Data] = Flag((options, value) => options with { Data = value }),
    };

    /// <summary>The values an option takes, in the order they are offered.</summary>
    public static IReadOnlyList<Value> ValuesOf(string option) =>
        Options.GetValueOrDefault(option) ?? throw new ArgumentException($"No format has the option '{option}'.", nameof(option));

    /// <returns>What is wrong; null when nothing is.</returns>
    public static string? Take(ref ReportOptions options, string option, string text)
    {
        var values = ValuesOf(option);
        if (values.FirstOrDefault(value => value.Text == text) is { } chosen)
        {
            options = chosen.Apply(options);
            return null;
        }

        return $"It is {string.Join(", ", values.SkipLast(1).Select(value => $"'{value.Text}'"))} or '{values[^1].Text}'.";
    }

    private static Value[] Flag(Func<ReportOptions, bool, ReportOptions> apply) => [new("true", options => apply(options, true)), new("false", options => apply(options, false))];

    /// <summary>A value of an option.</summary>
    /// <param name="Text">As a request writes it.</param>
    /// <param name="Apply">What it does.</param>
    public sealed record Value(string Text, Func<ReportOptions, ReportOptions> Apply);
}
