using FormsHub.Jobs.Reports.Pdf;

namespace FormsHub.Tests.Reports.Pdf;

/// <summary>What a file says about itself beside its pages.</summary>
public class PdfFileTests
{
    [Fact]
    public async Task It_says_what_it_is_who_made_it_and_when()
    {
        var pdf = await Pdf.RenderAsync(Pdf.Of() with { Title = "Übersicht (1) – 日本", Author = "City of Plymouth", Subject = "All answers", Language = "de-CH" });

        var info = PdfReader.Info(pdf);
        Assert.Equal(("Übersicht (1) – 日本", "City of Plymouth", "All answers", "FormsHub"), (info["Title"], info["Author"], info["Subject"], info["Creator"]));
        Assert.Equal(("2026-11-18T13:05:09Z", "2026-11-18T13:05:09Z"), (info["CreationDate"], info["ModDate"]));
        Assert.Equal("de-CH", PdfReader.Catalog(pdf).GetProperty("/Lang").GetString());
        Assert.True(PdfReader.Catalog(pdf).GetProperty("/ViewerPreferences").GetProperty("/DisplayDocTitle").GetBoolean());
        PdfReader.Check(pdf);
    }

    [Fact]
    public async Task Its_parts_are_named_for_those_who_listen_to_it()
    {
        var pdf = await Pdf.RenderAsync(new PdfHeading("Heading"), new PdfParagraph("Text"), Pdf.Table(["Head"], [["Cell"]]));

        Assert.Equal("yes", PdfReader.Info(pdf)["Tagged"]);
        Assert.True(PdfReader.Catalog(pdf).GetProperty("/MarkInfo").GetProperty("/Marked").GetBoolean());
    }

    [Fact]
    public async Task Headings_are_bookmarks_below_each_other()
    {
        var pdf = await Pdf.RenderAsync(
            new PdfMasthead("Receipt", "Title", null), new PdfHeading("One"), new PdfHeading("One point one", 2), new PdfSpace(2_000), new PdfHeading("Two"), Pdf.Table(["a"], Enumerable.Repeat(new[] { "x" }, 100)), new PdfHeading("سؤال"));

        var top = Assert.Single(PdfReader.Outlines(pdf).EnumerateArray());
        Assert.Equal("Title", top.GetProperty("title").GetString());
        Assert.Equal(["One", "Two", "سؤال"], top.GetProperty("kids").EnumerateArray().Select(kid => kid.GetProperty("title").GetString()));
        Assert.Equal("One point one", Assert.Single(top.GetProperty("kids")[0].GetProperty("kids").EnumerateArray()).GetProperty("title").GetString());
        Assert.True(top.GetProperty("kids")[2].GetProperty("destpageposfrom1").GetInt32() > 1);
    }

    [Fact]
    public async Task Links_lead_to_pages_and_mailboxes_and_nowhere_else()
    {
        var pdf = await Pdf.RenderAsync(
            Link("https://example.org/a?b='c'&d=(e)\\"), Link("mailto:anna@example.org"), Link("javascript:alert(1)"), Link("file:///etc/passwd"), Link("/relative"), Link("https://example.org/' rect=[0 0 1 1] uri='https://evil.example"), Link("not an address"));

        var links = PdfReader.Links(pdf);
        Assert.Equal(3, links.Length);
        Assert.Equal(("https://example.org/a?b=%27c%27&d=%28e%29%5C", "mailto:anna@example.org"), (links[0], links[1]));
        Assert.StartsWith("https://example.org/%27%20rect=", links[2], StringComparison.Ordinal);
        PdfReader.Check(pdf);
    }

    [Fact]
    public void An_ending_that_looks_otherwise_is_left_as_it_is()
    {
        foreach (var ending in new[] { "", "%%EOF\n", "startxref\n12\n%%EOF\n", "startxref\nx\n%%EOF\n", "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R >>\nstartxref\n100\n%%EOF\n", "startxref\n99999999999999999999\n%%EOF\n" })
        {
            var bytes = System.Text.Encoding.ASCII.GetBytes(ending);
            Assert.Same(bytes, PdfEnding.Complete(bytes, 100, "en"));
        }
    }

    [Fact]
    public async Task A_language_that_is_none_is_left_out()
    {
        var pdf = await Pdf.RenderAsync(Pdf.Of() with { Language = "en) /OpenAction (x" });

        Assert.False(PdfReader.Catalog(pdf).TryGetProperty("/Lang", out _));
        Assert.False(PdfReader.Catalog(pdf).TryGetProperty("/OpenAction", out _));
    }

    private static PdfParagraph Link(string address) => new("A link") { Link = address };
}
