using System.Text;
using FormsHub.Jobs.Reports.Archive;

namespace FormsHub.Tests.Reports.Archive;

public class SafeFileNameTests
{
    [Theory]
    [InlineData("Ada Lovelace", "Ada Lovelace")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("C:\\Windows\\x", "C-Windows-x")]
    [InlineData("a/b:c*d?e\"f<g>h|i", "a-b-c-d-e-f-g-h-i")]
    [InlineData("  two\tlines\r\nand\u0000more  ", "two lines and more")]
    [InlineData("dots at the end...", "dots at the end")]
    [InlineData("con", "_con")]
    [InlineData("NUL.txt", "_NUL.txt")]
    [InlineData("COM¹", "_COM¹")]
    [InlineData("console", "console")]
    [InlineData("exe\u202egpj.pdf", "exegpj.pdf")]
    [InlineData("a\u200bb\ufeffc\u2066d", "abcd")]
    [InlineData("Zoe\u0308", "Zo\u00eb")]
    [InlineData("\ud83d\ude00 smile \ud83d", "\ud83d\ude00 smile")]
    [InlineData("...", "nothing")]
    [InlineData("\u202e", "nothing")]
    [InlineData("", "nothing")]
    [InlineData("ﬁle", "ﬁle")]
    [InlineData("山田太郎", "山田太郎")]
    [InlineData("عربي", "عربي")]
    public void A_name_is_one_that_every_file_system_takes(string text, string name) => Assert.Equal(name, SafeFileName.Of(text, 80, "nothing"));

    [Fact]
    public void A_long_name_is_cut_between_characters()
    {
        var name = SafeFileName.Of(string.Concat(Enumerable.Repeat("👩‍🚀ä", 50)), 80, "nothing");

        Assert.InRange(Encoding.UTF8.GetByteCount(name), 60, 80);
        Assert.DoesNotContain('\ufffd', name);
        Assert.Equal(name, name.Normalize());
    }

    [Fact]
    public void Whatever_the_text_the_name_is_safe()
    {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => (char)random.Next(round % 2 == 0 ? 0x10000 : 0x80))]);
            var name = SafeFileName.Of(text, 50, "nothing");
            Assert.NotEqual("", name);
            Assert.True(Encoding.UTF8.GetByteCount(name) <= 50);
            Assert.DoesNotContain(name, "/\\:*?\"<>|".Contains);
            Assert.DoesNotContain(name, char.IsControl);
            Assert.False(name[0] is '.' or ' ' || name[^1] is '.' or ' ', name);
            Assert.Equal(name, SafeFileName.Of(name, 50, "nothing"));
        }
    }

    [Fact]
    public void Names_that_some_file_system_takes_for_one_are_one() =>
        Assert.Equal(SafeFileName.Fold("PHOTO ä ﬁ"), SafeFileName.Fold("photo a\u0308 fi"));
}
