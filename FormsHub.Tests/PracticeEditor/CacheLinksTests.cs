using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;
using Microsoft.AspNetCore.WebUtilities;

namespace FormsHub.Tests.PracticeEditor;

public class CacheLinksTests
{
    private const string Folder = "data/form-1.a_b=c_4711";
    private readonly TestClock _clock = new() { Now = new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero) };
    private readonly CacheLinks _links;

    public CacheLinksTests() => _links = new CacheLinks("a secret", _clock);

    [Fact]
    public void A_link_repeats_the_file_as_a_last_segment_and_in_its_query()
    {
        var link = new Uri(_links.Sign("http://docs.example/practice", Folder, "output.pdf"));

        Assert.Equal("/practice/cache/files/data/form-1.a_b=c_4711/output.pdf/output.pdf", link.AbsolutePath);
        Assert.Equal("output.pdf", QueryHelpers.ParseQuery(link.Query)["filename"]);
        Assert.Equal("1795342500", QueryHelpers.ParseQuery(link.Query)["expires"]);
    }

    [Theory]
    [InlineData(0, CacheLinkVerdict.Valid)]
    [InlineData(900, CacheLinkVerdict.Valid)]
    [InlineData(901, CacheLinkVerdict.Expired)]
    public void A_link_works_for_a_quarter_of_an_hour(int secondsLater, object verdict)
    {
        var query = Query(_links.Sign("http://docs.example", Folder, "output.pdf"));
        _clock.Advance(TimeSpan.FromSeconds(secondsLater));

        Assert.Equal(verdict, _links.Judge(PathOf("output.pdf"), query("md5"), query("expires")));
    }

    [Fact]
    public void A_link_for_one_file_opens_no_other()
    {
        var query = Query(_links.Sign("http://docs.example", Folder, "output.pdf"));

        Assert.Equal(CacheLinkVerdict.Forged, _links.Judge(PathOf("formsdata.json"), query("md5"), query("expires")));
    }

    [Fact]
    public void A_longer_life_cannot_be_written_into_a_link()
    {
        var query = Query(_links.Sign("http://docs.example", Folder, "output.pdf"));

        Assert.Equal(CacheLinkVerdict.Forged, _links.Judge(PathOf("output.pdf"), query("md5"), "9999999999"));
        Assert.Equal(CacheLinkVerdict.Forged, _links.Judge(PathOf("output.pdf"), null, query("expires")));
        Assert.Equal(CacheLinkVerdict.Forged, _links.Judge(PathOf("output.pdf"), query("md5"), null));
    }

    private static string PathOf(string file) => $"{CacheLinks.Root}{Folder}/{file}/{file}";

    private static Func<string, string?> Query(string link) => name => QueryHelpers.ParseQuery(new Uri(link).Query)[name];
}
