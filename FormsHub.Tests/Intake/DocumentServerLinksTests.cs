using FormsHub.Jobs;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.Intake;
using Microsoft.Extensions.Options;

namespace FormsHub.Tests.Intake;

public class DocumentServerLinksTests
{
    private const string File = "/cache/files/data/k_1/output.pdf/output.pdf?md5=a_b-c&expires=17&filename=output.pdf";

    [Theory]
    [InlineData("https://docs.example.com")]
    [InlineData("http://169.254.169.254")]
    [InlineData("http://my%5fhost:8080")]
    [InlineData("http://someone:secret@evil.example")]
    public void Only_path_and_query_of_a_link_count(string anyHost) =>
        Assert.Equal("http://docs.internal" + File, Resolve(anyHost + File)?.Target.AbsoluteUri);

    [Theory]
    [InlineData("https://h/ds" + File, "https://h/ds", "http://docs.internal", "http://docs.internal" + File)]
    [InlineData("https://h/ds" + File, "", "http://docs.internal/ds", "http://docs.internal/ds" + File)]
    [InlineData("https://h" + File, "", "http://docs.internal/ds", "http://docs.internal/ds" + File)]
    [InlineData("https://h/public" + File, "https://h/public/", "http://docs.internal/inside", "http://docs.internal/inside" + File)]
    public void A_base_path_of_either_address_is_taken_off_and_the_internal_one_put_on(string link, string url, string internalUrl, string target)
    {
        var resolved = Resolve(link, url, internalUrl);

        Assert.Equal(target, resolved?.Target.AbsoluteUri);
        Assert.Equal("/cache/files/data/k_1", resolved?.SavePath);
    }

    [Theory]
    [InlineData("https://h/cache/files/data/k_1/output.pdf/output.pdf?x=1", "/cache/files/data/k_1")]
    [InlineData("https://h/storage-cache/files/data/k_1/output.pdf", "/storage-cache/files/data/k_1")]
    [InlineData("https://h/cache/files/tenant/data/k_1/formsdata.json/formsdata.json", "/cache/files/tenant/data/k_1")]
    public void The_save_path_is_the_folder_of_the_conversion(string link, string savePath) => Assert.Equal(savePath, Resolve(link)?.SavePath);

    [Theory]
    [InlineData("")]
    [InlineData("/cache/files/x")]
    [InlineData("//h/cache/files/x")]
    [InlineData("ftp://h/cache/files/x")]
    [InlineData("file:///cache/files/x")]
    [InlineData("https://h")]
    [InlineData("https://h?/cache/files/x")]
    [InlineData("https://h#/cache/files/x")]
    [InlineData("https://h\\@evil/cache/files/x")]
    [InlineData("https://h/command?c=/cache/files/")]
    [InlineData("https://h/coauthoring/cache/files/x")]
    [InlineData("https://h/cache/files/../../command")]
    [InlineData("https://h/cache/files/%2e%2e/%2e%2e/command")]
    [InlineData("https://h/cache/files/..%2f..%2fcommand")]
    [InlineData("https://h/cache/files/..\\..\\command")]
    [InlineData("https://h/cache/files/a%5c..%5cb")]
    [InlineData("https://h/cache/files/a%00b")]
    [InlineData("https://h//evil.example/cache/files/x")]
    [InlineData("https://h/@evil.example/cache/files/x")]
    public void A_link_that_leads_out_of_the_cache_is_refused(string link) => Assert.Null(Resolve(link));

    private static DocumentServerLink? Resolve(string link, string url = "", string internalUrl = "http://docs.internal") =>
        new DocumentServerLinks(Options.Create(new DocumentServerOptions { Url = url }), new FixedAddress(internalUrl)).Resolve(link);

    private sealed record FixedAddress(string DocumentServerInternal) : IDocumentServerAddress;
}
