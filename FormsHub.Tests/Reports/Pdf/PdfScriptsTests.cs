using FormsHub.Jobs.Reports.Pdf;
using FormsHub.Jobs.Reports.Pdf.Fonts;

namespace FormsHub.Tests.Reports.Pdf;

/// <summary>Text of every script that forms are written in: it looks right and can be taken out of the file again.</summary>
public class PdfScriptsTests
{
    public static TheoryData<string, string> Scripts => new()
    {
        { "Latin", "Übergrößenträger in Łódź, naïve façade, đủ ếch" },
        { "Cyrillic", "Съешь же ещё этих мягких французских булок, їжак" },
        { "Greek", "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία" },
        { "Arabic", "نص حكيم له سر قاطع وذو شأن عظيم السلام عليكم" },
        { "Hebrew", "דג סקרן שט בים מאוכזב ולפתע מצא חברה" },
        { "Devanagari", "ऋषियों को सताने वाले दुष्ट राक्षसों के राजा रावण का सर्वनाश" },
        { "Thai", "เป็นมนุษย์สุดประเสริฐเลิศคุณค่า กว่าบรรดาฝูงสัตว์เดรัจฉาน" },
        { "Chinese", "我能吞下玻璃而不伤身体" },
        { "Japanese", "私はガラスを食べられます。それは私を傷つけません。" },
        { "Korean", "나는 유리를 먹을 수 있어요. 그래도 아프지 않아요" },
    };

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_text_comes_out_of_the_file_as_it_went_in(string script, string text)
    {
        var pdf = await Pdf.RenderAsync(
            new PdfHeading(script), new PdfParagraph(text), new PdfKeyValues([new PdfKeyValue(text) { Text = text }]), Pdf.Table([script, text], [["1", text], ["2", text]]));

        // A paragraph, a label, its value, a head and two cells.
        var found = Joined(PdfReader.Text(pdf, "-raw"));
        Assert.All(text.Split([' ', '.', ',', '。', '、'], StringSplitOptions.RemoveEmptyEntries), word => Assert.True(found.Split(Joined(word)).Length > 6, $"{word} in {found}"));
        Assert.All(PdfReader.Fonts(pdf), font => Assert.True(font.IsWhole, font.Name));
        PdfReader.Check(pdf);
    }

    [Fact]
    public void The_machine_has_letters_for_all_of_them() => Assert.Empty(PdfFonts.FindProblems());

    [Theory]
    [InlineData("直骨令", "en", "NotoSansCJKsc-Regular")]
    [InlineData("直骨令", "zh-Hant", "NotoSansCJKtc-Regular")]
    [InlineData("直骨令", "ja", "NotoSansCJKjp-Regular")]
    [InlineData("直骨令は", "en", "NotoSansCJKjp-Regular")]
    [InlineData("直骨令는", "en", "NotoSansCJKkr-Regular")]
    public async Task Chinese_characters_take_the_shapes_of_their_language(string text, string language, string font)
    {
        var pdf = await Pdf.RenderAsync(Pdf.Of(new PdfParagraph(text)) with { Language = language });

        Assert.Equal([font], PdfReader.Fonts(pdf).Select(one => one.Name).Where(name => name.Contains("CJK", StringComparison.Ordinal)).Distinct());
    }

    [Theory]
    [InlineData("مرحبا", true)]
    [InlineData("שלום 12", true)]
    [InlineData("Hello", false)]
    [InlineData("Привет", false)]
    [InlineData("สวัสดี", false)]
    public async Task A_paragraph_begins_on_the_side_where_it_is_read_from(string text, bool fromTheRight)
    {
        var page = PdfReader.Render(await Pdf.RenderAsync(Pdf.Of(new PdfParagraph(text)) with { Title = "", HeadNote = null }));

        var (left, right) = (page.Ink(40, 76, page.Width / 2, 110), page.Ink(page.Width / 2, 76, page.Width - 40, 110));
        Assert.True(fromTheRight ? right > 20 && left == 0 : left > 20 && right == 0, $"{left} pixels on the left, {right} on the right");
    }

    [Fact]
    public async Task Pages_of_a_document_that_is_read_from_the_right_are_turned_round()
    {
        var document = Pdf.Of(Pdf.Table(["first", "last"], [["1", "2"]])) with { Title = "نموذج", FootNote = "note" };

        var (usual, turned) = (await Pdf.RenderAsync(document), await Pdf.RenderAsync(document with { Language = "ar" }));

        Assert.True(Place(usual, "first").X < Place(usual, "last").X);
        Assert.True(Place(turned, "first").X > Place(turned, "last").X);
        Assert.True(Place(usual, "note").X < Place(usual, "Page").X);
        Assert.True(Place(turned, "note").X > Place(turned, "Page").X);
    }

    [Fact]
    public async Task A_list_whose_labels_are_read_from_the_right_has_them_on_the_right()
    {
        var pdf = await Pdf.RenderAsync(new PdfKeyValues([new PdfKeyValue("العنوان") { Text = "value" }, new PdfKeyValue("البريد") { Text = "other" }]));

        Assert.InRange(Place(pdf, "value").X, 300, 390);
        Assert.True(PdfReader.Render(pdf).Ink(500, 60, 545, 110) > 20);
    }

    [Fact]
    public async Task Letters_of_different_scripts_stand_on_one_line()
    {
        // Arabic fonts leave more room above their letters: the number beside must come down with them.
        var (alone, beside) = (await Pdf.RenderAsync(Pdf.Table(["a", "b"], [["7", "x"]])), await Pdf.RenderAsync(Pdf.Table(["a", "b"], [["7", "الأحمدي"]])));

        Assert.True(Place(beside, "7").Bottom > Place(alone, "7").Bottom + 1);
    }

    private static (double X, double Bottom) Place(byte[] pdf, string word) => PdfWords.Of(pdf).Where(one => one.Text == word).Select(one => (one.Left, one.Bottom)).First();

    /// <summary>Without blanks, for poppler puts some into words it does not know. It also writes marks about direction, and takes lam-alef apart in the wrong order, whoever wrote the file.</summary>
    private static string Joined(string text) =>
        new string([.. text.Where(character => !char.IsWhiteSpace(character) && character is not (>= '\u202a' and <= '\u202e' or '\u200e' or '\u200f'))]).Replace("لا", "ال", StringComparison.Ordinal);
}
