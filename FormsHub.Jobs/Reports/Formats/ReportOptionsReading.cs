using FormsHub.Jobs.Reports.Pdf;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Formats;

/// <summary>The words for options: each with what it does to the options, or what is wrong with its value.</summary>
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

    /// <returns>What is wrong; null when nothing is.</returns>
    public static string? Take(ref ReportOptions options, string name, string value)
    {
        ReportOptions? changed;
        string choices;
        (changed, choices) = name switch
        {
            Headers => (value switch
            {
                "labels" => options with { Headers = ReportHeaders.Labels },
                "keys" => options with { Headers = ReportHeaders.Keys },
                _ => null,
            }, "'labels' or 'keys'"),
            Separator => (value switch
            {
                "comma" => options with { Separator = ',' },
                "semicolon" => options with { Separator = ';' },
                "tab" => options with { Separator = '\t' },
                _ => null,
            }, "'comma', 'semicolon' or 'tab'"),
            ByteOrderMark => (Flag(value) is { } mark ? options with { ByteOrderMark = mark } : null, TrueOrFalse),
            Quote => (value switch
            {
                "needed" => options with { QuoteAll = false },
                "all" => options with { QuoteAll = true },
                _ => null,
            }, "'needed' or 'all'"),
            Guard => (Flag(value) is { } guard ? options with { GuardFormulas = guard } : null, TrueOrFalse),
            Choices => (value switch
            {
                "joined" => options with { SplitChoices = false },
                "split" => options with { SplitChoices = true },
                _ => null,
            }, "'joined' or 'split'"),
            Pictures => (value switch
            {
                "links" => options with { Pictures = ReportPictures.Links },
                "thumbnails" => options with { Pictures = ReportPictures.Thumbnails },
                "none" => options with { Pictures = ReportPictures.None },
                _ => null,
            }, "'links', 'thumbnails' or 'none'"),
            Summary => (Flag(value) is { } summary ? options with { Summary = summary } : null, TrueOrFalse),
            Layout => (value switch
            {
                "register" => options with { Layout = PdfLayout.Register },
                "pages" => options with { Layout = PdfLayout.Pages },
                "bundle" => options with { Layout = PdfLayout.Bundle },
                _ => null,
            }, "'register', 'pages' or 'bundle'"),
            Charts => (Flag(value) is { } charts ? options with { Charts = charts } : null, TrueOrFalse),
            Paper => (value switch
            {
                "a4" => options with { Paper = PaperSize.A4 },
                "letter" => options with { Paper = PaperSize.Letter },
                _ => null,
            }, "'a4' or 'letter'"),
            Documents => (Flag(value) is { } documents ? options with { Documents = documents } : null, TrueOrFalse),
            Images => (Flag(value) is { } images ? options with { Images = images } : null, TrueOrFalse),
            Data => (Flag(value) is { } data ? options with { Data = data } : null, TrueOrFalse),
            _ => throw new ArgumentException($"No format has the option '{name}'.", nameof(name)),
        };
        options = changed ?? options;
        return changed is null ? $"It is {choices}." : null;
    }

    private const string TrueOrFalse = "'true' or 'false'";

    private static bool? Flag(string text) => text switch { "true" => true, "false" => false, _ => null };
}
