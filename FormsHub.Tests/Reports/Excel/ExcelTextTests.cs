using System.Text;
using FormsHub.Jobs.Reports.Excel;
using FormsHub.Tests.Reports;

namespace FormsHub.Tests.Reports.Excel;

public class ExcelTextTests
{
    [Fact]
    public async Task Every_character_survives_alone_and_among_others()
    {
        var alone = Enumerable.Range(0, 0x10000).Select(code => ((char)code).ToString());
        var among = Enumerable.Range(0, 0x10000).Select(code => $"_x00{(char)code}41_{(char)code}&");

        await Survives([.. alone, .. among], validate: false);
    }

    [Fact]
    public async Task A_table_of_every_character_is_valid() =>
        await Survives([.. Enumerable.Range(0, 0x10000).Select(code => (char)code).Chunk(64).Select(chunk => new string(chunk))]);

    [Theory]
    [InlineData("_x0041_")]
    [InlineData("_x0041_x0042_")]
    [InlineData("_x0041\u0001")]
    [InlineData("__x000a_")]
    [InlineData("_x005F_x0041_")]
    [InlineData("_X0041_ _x004_ _x00411_")]
    [InlineData("_x00e9")]
    [InlineData("\u0000\u0001_x0000_")]
    [InlineData("  leading, trailing  ")]
    [InlineData("\t\n")]
    [InlineData("two\n\nlines\rand a return")]
    [InlineData("<a href=\"x\">&amp;</a> ]]>")]
    [InlineData("👩‍👩‍👧 שלום 你好 नमस्ते")]
    [InlineData("\ud800")]
    [InlineData("\udc00\ud800")]
    [InlineData("a\ud83d")]
    [InlineData("")]
    public async Task Hostile_text_survives(string text) => await Survives([text]);

    [Fact]
    public async Task A_line_break_of_two_characters_becomes_Excels_own()
    {
        var (workbook, _) = await ExcelWriterTests.WriteAsync(Report.OfTexts("one\r\ntwo"));

        Assert.Equal("one\ntwo", workbook.Sheets[0].Rows[1][0].Value);
    }

    [Fact]
    public async Task Text_as_long_as_a_cell_is_whole()
    {
        var text = new string('x', 32_766) + '_';

        var (workbook, summary) = await ExcelWriterTests.WriteAsync(Report.OfTexts(text));

        Assert.Equal(text, workbook.Sheets[0].Rows[1][0].Value);
        Assert.Equal(0, summary.CutTexts);
    }

    [Fact]
    public async Task Longer_text_is_cut_with_a_mark_and_counted()
    {
        var (workbook, summary) = await ExcelWriterTests.WriteAsync(Report.OfTexts(new string('x', 32_768), "short", new string('y', 3_000_000)));

        var cut = Assert.IsType<string>(workbook.Sheets[0].Rows[1][0].Value);
        Assert.Equal(32_767, cut.Length);
        Assert.EndsWith("x… [cut: a cell holds 32,767 characters]", cut, StringComparison.Ordinal);
        Assert.Equal(2, summary.CutTexts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task The_cut_never_halves_a_character(int before)
    {
        var text = new string('x', before) + string.Concat(Enumerable.Repeat("😀", 20_000));

        var (workbook, _) = await ExcelWriterTests.WriteAsync(Report.OfTexts(text));

        var cut = Assert.IsType<string>(workbook.Sheets[0].Rows[1][0].Value);
        Assert.DoesNotContain(Rune.ReplacementChar, cut.EnumerateRunes());
        Assert.InRange(cut.Length, 32_766, 32_767);
    }

    [Fact]
    public async Task Long_text_of_nothing_but_escapes_is_valid() => await Survives([new string('\u0001', 32_767), new string('&', 32_767)]);

    private static async Task Survives(IReadOnlyList<string> texts, bool validate = true)
    {
        var (workbook, _) = await ExcelWriterTests.WriteAsync(Report.OfTexts(texts), validate: validate);

        Assert.Equal(texts.Select(WithoutLoneSurrogates), workbook.Sheets[0].Column(0));
    }

    /// <summary>The one loss: half a character is no character.</summary>
    internal static string WithoutLoneSurrogates(string text) => string.Concat(text.EnumerateRunes());
}
