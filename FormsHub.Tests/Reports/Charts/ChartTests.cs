using System.Globalization;
using System.Xml.Linq;
using FormsHub.Jobs.Reports.Charts;
using FormsHub.Jobs.Reports.Pdf;
using FormsHub.Tests.Reports.Pdf;

namespace FormsHub.Tests.Reports.Charts;

public class ChartTests
{
    private static readonly Chart Satisfaction = new("How satisfied were you?", ChartKind.Bars, [new("Very satisfied", 120), new("Satisfied", 310), new("Not at all", 0)]);

    [Fact]
    public void Bars_are_as_long_as_their_values_and_begin_on_one_line()
    {
        var bars = Bars(ChartDrawing.Of(Satisfaction, 480));

        Assert.Single(bars.Select(bar => bar.X).Distinct());
        Assert.Equal(310.0 / 120, bars[1].Width / bars[0].Width, 6);
        Assert.Equal(0, bars[2].Width);
    }

    [Fact]
    public void Columns_are_as_high_as_their_values_and_stand_on_one_line()
    {
        var bars = Bars(ChartDrawing.Of(new Chart("By month", ChartKind.Columns, [new("Jan", 10), new("Feb", 25)]), 480));

        Assert.Single(bars.Select(bar => Math.Round(bar.Y + bar.Height, 6)).Distinct());
        Assert.Equal(2.5, bars[1].Height / bars[0].Height, 6);
    }

    [Theory]
    [InlineData(ChartKind.Columns)]
    [InlineData(ChartKind.Histogram)]
    public void A_single_column_stands_in_the_middle_and_is_no_wall(ChartKind kind)
    {
        var chart = new Chart("Guests", kind, [new("3", 5)]) { Edges = kind == ChartKind.Histogram ? ["3", "4"] : [] };
        var drawing = ChartDrawing.Of(chart, 480);

        var bar = Assert.Single(Bars(drawing));
        Assert.Equal(72, bar.Width, 6);
        Assert.Equal(drawing.Shapes.OfType<ChartText>().Single(text => text.Text == "5" && text.Y < bar.Y).X, bar.X + 36, 6);
    }

    [Fact]
    public void Values_below_zero_go_the_other_way()
    {
        var bars = Bars(ChartDrawing.Of(new Chart("Change", ChartKind.Bars, [new("More", 10), new("Less", -5)]), 480));

        Assert.Equal(bars[0].X, bars[1].X + bars[1].Width, 6);
        Assert.Equal(2, bars[0].Width / bars[1].Width, 6);
    }

    [Fact]
    public void Classes_of_a_histogram_touch_and_have_their_edges_between_them()
    {
        var drawing = ChartDrawing.Of(Chart.Histogram("Age", ["0", "10", "20", "30"], [3, 9, 4]), 480);

        var bars = Bars(drawing);
        Assert.All(bars.Zip(bars.Skip(1)), pair => Assert.InRange(pair.Second.X - pair.First.X - pair.First.Width, 0, 6));
        Assert.Equal(["0", "10", "20", "30"], drawing.Shapes.OfType<ChartText>().Where(text => !text.IsMuted).Select(text => text.Text));
        Assert.Throws<ArgumentException>(() => Chart.Histogram("Age", ["0"], [1]));
    }

    [Fact]
    public void More_bars_than_anybody_reads_become_one()
    {
        var drawing = ChartDrawing.Of(new Chart("Many", ChartKind.Bars, [.. Enumerable.Range(1, 100).Select(number => new ChartBar($"Bar {number}", 1))]), 480);

        Assert.Equal(Chart.MostBars, Bars(drawing).Length);
        Assert.Equal("61 others: 61", Bars(drawing)[^1].Hint);
    }

    public static TheoryData<ChartKind, double[]> WildValues => new()
    {
        { ChartKind.Bars, [double.NaN, 1] }, { ChartKind.Columns, [double.PositiveInfinity, 2, double.NegativeInfinity] }, { ChartKind.Bars, [double.MaxValue, -double.MaxValue] },
        { ChartKind.Columns, [double.Epsilon] }, { ChartKind.Columns, [0] }, { ChartKind.Bars, [0, 0] }, { ChartKind.Histogram, [1e-9, 3e-9] }, { ChartKind.Columns, [1e18, 3] }, { ChartKind.Bars, [] }, { ChartKind.Columns, [.. Enumerable.Repeat(1.0, 400)] },
    };

    [Theory]
    [MemberData(nameof(WildValues))]
    public async Task Whatever_the_values_everything_stands_inside(ChartKind kind, double[] values)
    {
        var texts = new[] { "<b>\"&'", "مرحبا", "a\0b\ud800\n", new string('W', 500), "" };
        var chart = new Chart("<Title> & \"more\"", kind, [.. values.Select((value, index) => new ChartBar(texts[index % texts.Length], value))]) { Edges = kind == ChartKind.Histogram ? [.. Enumerable.Range(0, values.Length + 1).Select(edge => $"{edge}")] : [] };
        var drawing = ChartDrawing.Of(chart, 300);

        Assert.All(drawing.Shapes.OfType<ChartRectangle>(), bar =>
        {
            Assert.InRange(bar.X, 0, 300);
            Assert.InRange(bar.X + bar.Width, 0, 300.001);
            Assert.InRange(bar.Y, 0, drawing.Height);
            Assert.InRange(bar.Y + bar.Height, 0, drawing.Height);
        });
        Assert.All(drawing.Shapes.OfType<ChartText>(), text => Assert.InRange(text.Y, 0, drawing.Height));
        PdfReader.Check(await Pdf.Pdf.RenderAsync(new PdfChart(chart)));
        Assert.NotNull(XDocument.Parse(ChartSvg.Write(drawing)).Root);
    }

    [Fact]
    public void A_page_and_a_file_show_the_same_drawing()
    {
        var drawing = ChartDrawing.Of(Satisfaction, 480);
        var svg = XDocument.Parse(ChartSvg.Write(drawing)).Root!;

        Assert.Equal(("img", "How satisfied were you?"), (svg.Attribute("role")?.Value, svg.Attribute("aria-label")?.Value));
        Assert.Equal(
            Bars(drawing).Select(bar => (Math.Round(bar.X, 2), Math.Round(bar.Width, 2), bar.Hint)),
            svg.Elements("rect").Select(bar => (Number(bar, "x"), Number(bar, "width"), bar.Element("title")!.Value)));
        Assert.Equal(drawing.Shapes.OfType<ChartText>().Select(text => text.Text), svg.Elements("text").Select(text => text.Value));
        Assert.DoesNotContain("style", svg.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_file_its_words_are_text()
    {
        var text = PdfReader.Text(await Pdf.Pdf.RenderAsync(new PdfChart(Satisfaction)));

        Assert.All(["How satisfied were you?", "Very satisfied", "310"], words => Assert.Contains(words, text, StringComparison.Ordinal));
    }

    private static ChartRectangle[] Bars(ChartDrawing drawing) => [.. drawing.Shapes.OfType<ChartRectangle>()];

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
