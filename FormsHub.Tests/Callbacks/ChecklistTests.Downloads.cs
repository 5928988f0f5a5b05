using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Tests.Callbacks;

// Rows 20 to 22: what is downloaded, from where, and when it is given up.
public partial class ChecklistTests
{
    [Theory]
    [InlineData("http://169.254.169.254")]
    [InlineData("http://localhost:1")]
    [InlineData("https://my%5fhost")]
    public async Task Row_20_The_host_of_a_link_never_counts(string host)
    {
        var key = await hub.SessionAsync();
        var conversion = hub.DocumentServer.Convert(key, Bytes.Pdf("a"));
        var body = conversion.Final(key);

        Assert.True((await hub.PostAsync(body with { Url = body.Url!.Replace("https://docs.example.com", host, StringComparison.Ordinal) })).IsAccepted);

        Assert.Equal(Bytes.Pdf("a"), await hub.BytesAsync("document_saves", "document_sha256", key));
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://docs.example.com/command")]
    [InlineData("http://docs.example.com/cache/files/../../command")]
    [InlineData("not a link")]
    public async Task Row_20_A_link_out_of_the_cache_is_refused_and_asked_for_nowhere(string link)
    {
        var key = await hub.SessionAsync();
        var before = hub.DocumentServer.Requests.Count(request => !request.Address.StartsWith("/cache/files/", StringComparison.Ordinal));

        var answer = await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a")).Final(key) with { Url = link });

        Assert.Equal((200, ReplyVerdict.Failed, "refusedLink"), (answer.Status, answer.Verdict, await hub.OutcomeAsync(key)));
        Assert.Equal(before, hub.DocumentServer.Requests.Count(request => !request.Address.StartsWith("/cache/files/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Row_20_A_redirect_is_not_followed()
    {
        var key = await hub.SessionAsync();
        var conversion = hub.DocumentServer.Convert(key, Bytes.Pdf("a"));
        conversion.Break(conversion.Document, Fault.Redirect("/elsewhere"));

        Assert.Equal(ReplyVerdict.Failed, (await hub.PostAsync(conversion.Final(key))).Verdict);

        Assert.Equal("refusedLink", await hub.OutcomeAsync(key));
        Assert.DoesNotContain(hub.DocumentServer.Requests, request => request.Address == "/elsewhere");
    }

    [Fact]
    public async Task Row_20_Downloads_carry_neither_cookies_nor_credentials()
    {
        var key = await hub.SessionAsync();
        var conversion = hub.DocumentServer.Convert(key, Bytes.Pdf("a"));

        await hub.PostAsync(conversion.Final(key));

        var (_, headers) = Assert.Single(hub.DocumentServer.Requests, request => request.Address.Contains(conversion.Folder, StringComparison.Ordinal));
        Assert.False(headers.ContainsKey("Cookie") || headers.ContainsKey("Authorization"));
    }

    [Theory]
    [InlineData("output.pdf")]
    [InlineData("changes.zip")]
    [InlineData("formsdata.json")]
    public async Task Row_21_A_download_without_progress_is_given_up_and_answered_503(string file)
    {
        await using var impatient = new CallbackFixture();
        impatient.WithSettings(("DocumentServer:DownloadStallSeconds", "1"));
        await impatient.InitializeAsync();
        var key = await impatient.SessionAsync();
        var conversion = impatient.DocumentServer.Convert(key, Bytes.Pdf("a"), Bytes.Zip("b"), Bytes.FormData("x"));
        conversion.Break(file, Fault.Stalled);

        var answer = await impatient.PostAsync(conversion.Submit(key));

        Assert.Equal((503, "downloadFailed"), (answer.Status, await impatient.OutcomeAsync(key)));
        Assert.Equal(0, await impatient.CountAsync("submissions", key));
    }

    [Theory]
    [InlineData("Document")]
    [InlineData("FormData")]
    [InlineData("Changes")]
    public async Task Row_21_More_than_the_limit_is_refused_while_it_streams(string what)
    {
        await using var strict = new CallbackFixture();
        strict.WithSettings(($"Limits:{what}Megabytes", "1"));
        await strict.InitializeAsync();
        var key = await strict.SessionAsync();
        var conversion = strict.DocumentServer.Convert(key, Bytes.Pdf("a"), Bytes.Zip("b"), Bytes.FormData("x"));
        conversion.Break(what switch { "Document" => conversion.Document, "Changes" => "changes.zip", _ => "formsdata.json" }, Fault.Endless);

        var answer = await strict.PostAsync(conversion.Submit(key));

        Assert.Equal((200, ReplyVerdict.Failed, "refusedContent"), (answer.Status, answer.Verdict, await strict.OutcomeAsync(key)));
    }

    [Theory]
    [InlineData("output.pdf", "<html>")]
    [InlineData("output.pdf", "")]
    [InlineData("output.pdf", "%PD")]
    [InlineData("changes.zip", "%PDF-1.7")]
    [InlineData("changes.zip", "PK")]
    [InlineData("formsdata.json", "")]
    public async Task Row_21_What_is_empty_or_of_another_type_is_refused(string file, string content)
    {
        var key = await hub.SessionAsync();
        var conversion = hub.DocumentServer.Convert(key, Bytes.Pdf("a"), Bytes.Zip("b"), Bytes.FormData("x"));
        conversion.Break(file, Fault.Content(System.Text.Encoding.ASCII.GetBytes(content)));

        var answer = await hub.PostAsync(conversion.Submit(key));

        Assert.Equal((200, ReplyVerdict.Failed, "refusedContent"), (answer.Status, answer.Verdict, await hub.OutcomeAsync(key)));
        Assert.Equal(0, await hub.CountAsync("submissions", key));
    }

    [Fact]
    public async Task Row_22_A_certificate_counts_only_by_an_authority_that_is_trusted()
    {
        using var certificates = new TestCertificates();
        var file = Path.Combine(hub.DataDirectory, "authority.pem");
        await File.WriteAllTextAsync(file, certificates.AuthorityPem);
        await using var documentServer = await DocumentServerDouble.StartAsync(hub.Now, certificate: certificates.Server);

        Assert.Equal((503, "finalStored"), (await PostFinalAsync(documentServer, ""), await OutcomeOfFinalAsync(documentServer, file)));
    }

    private static async Task<int> PostFinalAsync(DocumentServerDouble documentServer, string authorityFile) =>
        (await FinalAsync(documentServer, authorityFile)).Status;

    private static async Task<string?> OutcomeOfFinalAsync(DocumentServerDouble documentServer, string authorityFile) =>
        (await FinalAsync(documentServer, authorityFile)).Outcome;

    private static async Task<(int Status, string? Outcome)> FinalAsync(DocumentServerDouble documentServer, string authorityFile)
    {
        await using var secure = new CallbackFixture(documentServer);
        secure.WithSettings(("DocumentServer:CertificateAuthorityFile", authorityFile));
        await secure.InitializeAsync();
        var key = await secure.SessionAsync();
        var answer = await secure.PostAsync(documentServer.Convert(key, Bytes.Pdf("a")).Final(key));
        return (answer.Status, await secure.OutcomeAsync(key));
    }
}
