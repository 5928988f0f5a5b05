using FormsHub.Jobs.Reports;
using FormsHub.Jobs.Reports.Pdf;
using FormsHub.Jobs.Reports.Pdf.Fonts;
using FsCheck;
using FsCheck.Fluent;

namespace FormsHub.Tests.Reports.Pdf;

/// <summary>Texts that want to break the file, the layout or the process.</summary>
public class WildTextTests
{
    private static readonly string[] Pieces =
    [
        "a", "Zoë", " ", "\n", "\r\n", "\r", "\t", "\0", "\u0001", "\u001b[31m", "\u007f", "\u0085", "\u00ad", "\u2028", "\u2029", "\ud800", "\udc00", "\ufffe", "\uffff", "\ufdd0", "\U0001FFFE", "\U000F0000", "\U0010FFFF",
        "\u202e", "\u202d", "\u2066", "\u2067", "\u2069", "\u200d", "\u200f", "مرحبا", "שלום", "क्षि", "ก็", "漢字", "👨‍👩‍👧‍👦", "🏳️‍🌈", "\u0301", "Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309", "ﷺ", "(", ")", "\\", "<<", ">>", "endobj", "endstream", "%%EOF", "&", "'", "]", "W", "0",
    ];

    private static readonly Gen<string> Text = Gen.Choose(0, 40).SelectMany(count => Gen.Elements(Pieces).ListOf(count)).Select(string.Concat);

    [Fact]
    public void No_text_harms_a_document()
    {
        var documents =
            from texts in Text.ListOf(8)
            select texts.ToArray();
        Prop.ForAll(documents.ToArbitrary(), texts =>
        {
            var pdf = Pdf.RenderAsync(Everything(texts)).GetAwaiter().GetResult();

            PdfReader.Check(pdf);
            Assert.Contains("neighbour", PdfReader.Text(pdf), StringComparison.Ordinal);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public async Task Every_character_there_is_can_stand_in_a_cell()
    {
        // All of plane 0, what people write of plane 1, and the ends of the others, which hold no characters.
        int[] blocks = [.. Enumerable.Range(0, 0x40), 0x40, 0x41, 0x47, 0x7c, 0x7d, 0x7e, 0x7f, 0xbf, 0x3bf, 0x43f];
        var rows = blocks.Select(block => new[] { $"b{block}", string.Concat(Enumerable.Range(block * 0x400, 0x400).Select(value => value < 0x10000 ? ((char)value).ToString() : char.ConvertFromUtf32(value))) });

        var pdf = await Pdf.RenderAsync(Pdf.Table(["Block", "Characters"], rows));

        PdfReader.Check(pdf);
        var words = PdfWords.Of(pdf).Select(word => word.Text).ToHashSet();
        Assert.All(blocks, block => Assert.Contains($"b{block}", words));
    }

    [Fact]
    public async Task One_word_of_a_million_letters_is_a_few_hundred_pages()
    {
        var pdf = await Pdf.RenderAsync(new PdfParagraph(new string('x', 1_000_000)), new PdfParagraph("behind it"));

        var pages = PdfReader.Pages(pdf);
        Assert.InRange(pages.Length, 100, 400);
        Assert.Equal(1_000_000, pages.Sum(page => page.Count(character => character == 'x')));
        Assert.Contains("behind it", pages[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_is_cut_where_it_is_too_long_and_says_so()
    {
        var pdf = await Pdf.RenderAsync(Pdf.Table(["a", "b"], [[string.Concat(Enumerable.Range(0, 10_000).Select(line => $"line {line}\n")), new string('w', 1_000_000)], ["next", "row"]]));

        var text = PdfReader.Text(pdf, "-raw");
        Assert.Contains("(996,000 more characters)", text.Replace('\n', ' '), StringComparison.Ordinal);
        Assert.Contains("line 300", text, StringComparison.Ordinal);
        Assert.DoesNotContain("line 9999", text, StringComparison.Ordinal);
        Assert.Contains("next", text, StringComparison.Ordinal);
        PdfReader.Check(pdf);
    }

    [Fact]
    public async Task An_override_of_direction_ends_with_its_cell()
    {
        var words = PdfWords.Of(await Pdf.RenderAsync(Pdf.Table(["a", "b"], [["\u202efdp.exe", "untouched"]])));

        Assert.Contains(words, word => word.Text == "untouched");
    }

    [Fact]
    public void What_no_page_can_show_is_replaced()
    {
        // Not as a theory: a lone surrogate does not survive an attribute.
        Assert.Equal("a\nb\nc\nd\ne", ShownText.Clean("a\r\nb\rc\u2028d\u0085e"));
        Assert.Equal("a b c d", ShownText.Clean("a\0b\u0007c\u009fd"));
        Assert.Equal("a\ufffdb\ufffdc", ShownText.Clean("a\ud800b\udc00c"));
        Assert.Equal("😀\ufffd\ufffd\ufffd\ufffd", ShownText.Clean("😀\ufffe\uffff\ufdd0\U0001FFFF"));
        Assert.Equal("a\tb", ShownText.Clean("a\tb"));
        Assert.Equal("", ShownText.Clean(""));
    }

    [Fact]
    public void A_text_is_cut_between_characters_and_the_rest_counted()
    {
        Assert.Equal("aaa… (1,997 more characters)", ShownText.Cut(new string('a', 2_000), 3));
        Assert.Equal("a… (2 more characters)", ShownText.Cut("a😀", 2));
        Assert.Equal("a😀", ShownText.Cut("a😀", 3));
    }

    [Fact]
    public void A_long_text_is_the_same_in_pieces() => Prop.ForAll(Text.ListOf(300).Select(texts => string.Concat(texts)).ToArbitrary(), text =>
    {
        var pieces = TextPieces.Of(text);

        Assert.All(pieces, piece => Assert.InRange(piece.Length, 0, TextPieces.Longest));
        Assert.Equal(ShownText.Clean(text).Replace("\n", "", StringComparison.Ordinal), ShownText.Clean(string.Concat(pieces)).Replace("\n", "", StringComparison.Ordinal));
    }).Check(Config.QuickThrowOnFailure);

    private static PdfDocument Everything(string[] texts) => new()
    {
        Title = texts[0],
        Author = texts[1],
        Subject = texts[2],
        HeadNote = texts[3],
        FootNote = texts[4],
        Blocks =
        [
            new PdfMasthead(texts[0], texts[1], texts[2]),
            new PdfFacts([new PdfFact(texts[3], texts[4], texts[5]), new PdfFact(texts[6], texts[7])]),
            new PdfHeading(texts[5], 2),
            new PdfParagraph(texts[6]) { Link = $"https://example.org/{texts[7]}" },
            new PdfKeyValues([new PdfKeyValue(texts[0]) { Text = texts[1], Note = texts[2] }, new PdfKeyValue(texts[3]), new PdfKeyValue("neighbour") { Text = texts[4] }]),
            Pdf.Table([texts[0], texts[1]], [[texts[2], texts[3]], [texts[4], texts[5]]]),
            new PdfChart(new Jobs.Reports.Charts.Chart(texts[6], Jobs.Reports.Charts.ChartKind.Bars, [new(texts[7], 3), new(texts[0], -1)])),
            new PdfPanel(new bool[3, 3], [new PdfPanelLine(texts[1], texts[2], IsCode: true), new PdfPanelLine(null, texts[3])]),
        ],
    };
}
