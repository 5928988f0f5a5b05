using System.Globalization;
using FormsHub.Jobs.Reports.Pdf;

namespace FormsHub.Tests.Reports.Pdf;

/// <summary>How documents are spread over pages.</summary>
public class PdfPagesTests
{
    private const double Margin = 18 * 72 / 25.4;

    [Fact]
    public async Task Every_page_tells_its_number_and_how_many_there_are()
    {
        var pdf = await Pdf.RenderAsync(Pdf.Table(["Name"], Numbers(500)));

        var pages = PdfReader.Pages(pdf);
        Assert.InRange(pages.Length, 8, 20);
        Assert.All(pages.Index(), page => Assert.Contains($"Page {page.Index + 1} of {pages.Length}", page.Item, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_head_of_a_table_is_on_every_page_and_every_row_on_one()
    {
        var pdf = await Pdf.RenderAsync(Pdf.Table(["Unmistakable", "Second"], Numbers(500).Select(row => new[] { row[0], "x" })));

        var pages = PdfReader.Pages(pdf);
        Assert.All(pages, page => Assert.Single(page.Split('\n'), line => line.Contains("Unmistakable", StringComparison.Ordinal)));
        var words = PdfWords.Of(pdf).Select(word => word.Text).Where(word => word.StartsWith("row", StringComparison.Ordinal)).ToList();
        Assert.Equal(Numbers(500).Select(row => row[0]), words);
    }

    [Fact]
    public async Task A_row_is_never_split_so_that_fewer_than_three_of_its_lines_stand_alone()
    {
        var random = new Random(5);
        var lines = Enumerable.Range(0, 150).Select(_ => random.Next(1, 30)).Append(200).Append(3).ToArray();
        var pdf = await Pdf.RenderAsync(Pdf.Table(["Text"], lines.Select((count, row) => new[] { string.Join('\n', Enumerable.Range(0, count).Select(line => $"r{row}l{line}")) })));

        var placed = PdfWords.Of(pdf).Where(word => word.Text.StartsWith('r') && word.Text.Contains('l')).ToLookup(word => int.Parse(word.Text[1..].Split('l')[0], CultureInfo.InvariantCulture));
        Assert.All(lines.Index(), row =>
        {
            Assert.Equal(Enumerable.Range(0, row.Item).Select(line => $"r{row.Index}l{line}"), placed[row.Index].Select(word => word.Text));
            var parts = placed[row.Index].GroupBy(word => word.Page).Select(page => page.Count()).ToList();
            Assert.True(parts.Count == 1 || parts.Min() >= 3, $"row {row.Index} of {row.Item} lines: {string.Join(", ", parts)}");
        });
        Assert.Contains(placed, row => row.Select(word => word.Page).Distinct().Count() > 1);
    }

    [Fact]
    public async Task Numbers_stand_below_each_other_to_the_right()
    {
        var table = new PdfTable([new PdfColumn("Amount", IsNumber: true), new PdfColumn("Word")], Pdf.Rows([["1.50", "a"], ["1234567.25", "b"], ["-3.00", "c"]]));
        var words = PdfWords.Of(await Pdf.RenderAsync(table));

        var edges = words.Where(word => word.Text is "1.50" or "1234567.25" or "-3.00" or "Amount").Select(word => word.Right).ToList();
        Assert.Equal(4, edges.Count);
        Assert.InRange(edges.Max() - edges.Min(), 0, 0.6);
    }

    [Theory]
    [InlineData(PaperSize.A4, false, "595.276 x 841.89 pts (A4)")]
    [InlineData(PaperSize.A4, true, "841.89 x 595.276 pts (A4)")]
    [InlineData(PaperSize.Letter, false, "612 x 792 pts (letter)")]
    public async Task The_paper_is_as_asked_for_and_its_margins_are_18_mm(PaperSize paper, bool landscape, string size)
    {
        var wide = new string('W', 3_000);
        var pdf = await Pdf.RenderAsync(Pdf.Of(new PdfParagraph(wide), Pdf.Table(["a", "b"], [[wide, wide], [wide, wide]])) with { Paper = paper, Landscape = landscape, Title = wide, HeadNote = wide, FootNote = wide });

        Assert.Equal(size, PdfReader.Info(pdf)["Page size"]);
        foreach (var number in Enumerable.Range(1, int.Parse(PdfReader.Info(pdf)["Pages"], CultureInfo.InvariantCulture)))
        {
            var page = PdfReader.Render(pdf, number);
            Assert.NotEqual(0, page.Ink(0, 0, page.Width, page.Height));
            Assert.Equal(0, page.Ink(0, 0, Margin - 1, page.Height) + page.Ink(page.Width - Margin + 2, 0, page.Width, page.Height)
                + page.Ink(0, 0, page.Width, Margin - 2) + page.Ink(0, page.Height - Margin + 3, page.Width, page.Height));
        }
    }

    [Fact]
    public async Task An_empty_document_is_one_page_and_an_empty_table_says_so()
    {
        Assert.Single(PdfReader.Pages(await Pdf.RenderAsync()));
        Assert.Contains("Nothing matches.", PdfReader.Text(await Pdf.RenderAsync(Pdf.Table(["Name"], []) with { NothingText = "Nothing matches." })), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_heading_stays_with_what_follows_it()
    {
        for (var rows = 30; rows < 60; rows++)
        {
            var words = PdfWords.Of(await Pdf.RenderAsync(Pdf.Table(["Name"], Numbers(rows)), new PdfHeading("Heading"), new PdfParagraph("Following")));

            Assert.Equal(words.Single(word => word.Text == "Heading").Page, words.Single(word => word.Text == "Following").Page);
        }
    }

    [Fact]
    public async Task Sixty_columns_fit_on_a_page()
    {
        var columns = Enumerable.Range(0, PdfTable.MostColumns).Select(column => $"c{column}").ToArray();
        var pdf = await Pdf.RenderAsync(Pdf.Of(Pdf.Table(columns, [[.. columns.Select(column => column + " value")]])) with { Landscape = true });

        Assert.Equal(0, PdfReader.Render(pdf).Ink(842 - Margin + 2, 0, 841, 595));
        await Assert.ThrowsAsync<ArgumentException>(() => Pdf.RenderAsync(Pdf.Table([.. columns, "more"], [])));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Pdf.RenderAsync(Pdf.Table(["a", "b"], [["only one"]])));
    }

    private static IEnumerable<string[]> Numbers(int count) => Enumerable.Range(1, count).Select(number => new[] { $"row{number}" });
}
