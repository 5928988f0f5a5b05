using FormsHub.Jobs.Reports.Pdf;
using FormsHub.Jobs.Reports.Pdf.Fonts;
using FormsHub.Jobs.Reports.Pdf.Layout;

namespace FormsHub.Tests.Reports.Pdf;

/// <summary>Pages are counted without setting the texts that surely take one line; a page too many or too few would be numbered wrongly.</summary>
public sealed class PlainLinesTests : IDisposable
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZäöüßéèçñłőřžАБВГДЕЖЗабвгдежзийклмнопαβγδεζηθικλ0123456789.,;:!?'\"()[]/-–+*#%&@ ";

    private readonly FontMap _fonts = new();
    private readonly Typesetter _typesetter;

    public PlainLinesTests() => _typesetter = new Typesetter(_fonts, "en");

    [Fact]
    public void What_surely_takes_one_line_takes_one_of_the_usual_height()
    {
        var lines = new PlainLines(_typesetter, TextStyle.Cell);
        var random = new Random(11);
        var fitting = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => Letters[random.Next(Letters.Length)]));
            var width = random.Next(18, 200);
            if (lines.Fits(text, width))
            {
                fitting++;
                var box = _typesetter.Set(text, TextStyle.Cell, width);
                Assert.True(box.LineCount == 1 && box.Height == lines.Sample.Height && box.Baseline == lines.Sample.Baseline, $"{text} in {width}");
            }

            _typesetter.Forget();
        }

        Assert.InRange(fitting, 5_000, 19_000);
    }

    [Theory]
    [InlineData("مرحبا")]
    [InlineData("漢")]
    [InlineData("e\u0301")]
    [InlineData("a\nb")]
    [InlineData("a\tb")]
    [InlineData("a\u00adb")]
    [InlineData("😀")]
    public void What_is_not_so_simple_is_set(string text) => Assert.False(new PlainLines(_typesetter, TextStyle.Cell).Fits(text, 500));

    [Fact]
    public void Columns_share_the_whole_width()
    {
        Assert.Equal([100, 200, 300], ColumnWidths.Share([10, 20, 30], 600));
        Assert.Equal(600, ColumnWidths.Share([10, 2_000, 500, 40], 600).Sum(), 6);
        Assert.Equal([10, 40], ColumnWidths.Share([10, 2_000, 40, 500], 600).Where(share => share <= 40));
        Assert.Equal(600, ColumnWidths.Share([.. Enumerable.Repeat(100.0, 60)], 600).Sum(), 6);
    }

    public void Dispose()
    {
        _typesetter.Dispose();
        _fonts.Dispose();
    }
}
