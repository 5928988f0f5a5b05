using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using FormsHub.Tests.Callbacks;
using FormsHub.Tests.Support;
using FormsHub.Web.Editor;

namespace FormsHub.Tests.DocumentServer;

public sealed class ConnectionCheckTests(CallbackFixture hub) : IClassFixture<CallbackFixture>, IAsyncLifetime
{
    private const string Health = "The Document Server answers", OurToken = "It takes FormsHub's token", Reach = "It reaches FormsHub",
        TheirToken = "FormsHub takes its token", Clocks = "The clocks agree", Saved = "FormsHub fetches what it saves", License = "Its licence";

    private DocumentServerDouble _server = null!;

    public async Task InitializeAsync() => _server = await DocumentServerDouble.StartAsync(hub.Now);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task When_everything_works_every_line_says_so_and_the_result_stays()
    {
        await using var application = await ApplicationAsync();
        using var client = application.CreateApiClient();
        using var none = await client.GetAsync("/api/operations/connection");
        Assert.Equal(JsonValueKind.Null, (await none.ReadAsync(HttpStatusCode.OK)).GetProperty("state").ValueKind);

        using var answer = await client.PostAsync("/api/operations/connection", null);
        var report = await answer.ReadAsync(HttpStatusCode.OK);

        Assert.Equal("ok", report.GetProperty("state").GetString());
        Assert.Equal(8, report.GetProperty("lines").GetArrayLength());
        Assert.All(report.GetProperty("lines").EnumerateArray(), line => Assert.Equal("ok", line.GetProperty("verdict").GetString()));
        Assert.Contains("ONLYOFFICE Docs 9.3.0.140.", Texts(report));
        Assert.Contains("It is valid. It allows 20 open documents at once.", Texts(report));
        var asked = _server.Requests.Count;
        using var last = await client.GetAsync("/api/operations/connection");
        using var person = await SignedInPerson.ArriveAsync(application);
        Assert.Contains("All 8 things are well", await person.Client.GetStringAsync("/operations"), StringComparison.Ordinal);
        Assert.Equal(report.GetRawText(), (await last.ReadAsync(HttpStatusCode.OK)).GetRawText());
        Assert.Equal(asked, _server.Requests.Count);
    }

    [Theory]
    [InlineData("false", "not healthy")]
    [InlineData("<html>Welcome to nginx!</html>", "no Document Server")]
    [InlineData("", "no Document Server")]
    public async Task Health_is_what_it_says_and_not_its_status(string body, string text)
    {
        _server.Health = body;

        await ExpectAsync(new() { [Health] = ("failed", text) });
    }

    [Fact]
    public async Task Another_secret_is_said_in_words()
    {
        _server.Commands.Secret = "another secret";

        await ExpectAsync(new()
        {
            [OurToken] = ("failed", "error 6"), [Reach] = ("failed", "error -8"), [TheirToken] = ("failed", "not known"), [Saved] = ("failed", "nothing"), [License] = ("look", "refused"), ["Its version"] = ("look", "did not tell"), [Clocks] = ("", ""),
        });
    }

    [Fact]
    public async Task A_clock_that_is_ahead_makes_our_tokens_too_old()
    {
        _server.Commands.Skew = TimeSpan.FromMinutes(7);

        await ExpectAsync(new() { [OurToken] = ("failed", "error 7"), [Reach] = ("failed", "error -8") }, others: null);
    }

    [Theory]
    [InlineData(-420, "failed", "failed", "420 seconds behind")]
    [InlineData(90, "ok", "failed", "90 seconds ahead")]
    [InlineData(-30, "ok", "look", "30 seconds behind")]
    [InlineData(3, "ok", "ok", "less than ten seconds")]
    public async Task The_clocks_are_compared_by_when_its_token_was_signed(int seconds, string token, string clocks, string text)
    {
        _server.Converter.Skew = TimeSpan.FromSeconds(seconds);

        await ExpectAsync(new() { [TheirToken] = (token, ""), [Clocks] = (clocks, text) });
    }

    [Fact]
    public async Task A_Document_Server_that_takes_anybodys_commands_should_be_looked_at()
    {
        _server.Commands.ChecksTokens = false;

        await ExpectAsync(new() { [OurToken] = ("look", "without a valid token") });
    }

    [Theory]
    [InlineData(null, "without a token")]
    [InlineData("another secret", "of another secret")]
    public async Task What_it_signs_or_does_not_sign_is_found_before_a_callback_is_refused(string? secret, string text)
    {
        _server.Converter.OutboxSecret = secret;

        await ExpectAsync(new() { [TheirToken] = ("failed", text), [Clocks] = ("", "") });
    }

    [Fact]
    public async Task That_it_cannot_reach_FormsHub_is_told_by_itself_with_what_to_do()
    {
        _server.Converter.ReachesFormsHub = false;

        var lines = await ExpectAsync(new()
        {
            [Reach] = ("failed", "error -4"), [TheirToken] = ("failed", "did not come"), [Saved] = ("failed", "nothing"), [Clocks] = ("", ""),
        });

        Assert.Contains("ALLOW_PRIVATE_IP_ADDRESS", lines[Reach].Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Something_else_at_FormsHubs_address_is_noticed()
    {
        _server.Converter.ReachesSomethingElse = true;

        await ExpectAsync(new() { [Reach] = ("failed", "not this FormsHub"), [TheirToken] = ("failed", "did not come"), [Clocks] = ("", "") });
    }

    [Fact]
    public async Task A_converter_that_fails_after_it_has_come_leaves_the_way_well()
    {
        _server.Converter.Error = -3;

        await ExpectAsync(new() { [Reach] = ("look", "error -3"), [Saved] = ("failed", "nothing") });
    }

    [Theory]
    [InlineData("https://bucket.s3.example.com/files/output.pdf", "outside the Document Server's cache")]
    [InlineData("https://docs.example.com/cache/files/data/none/output.pdf/output.pdf?md5=x&expires=1", "HTTP status 403")]
    public async Task Saved_files_that_FormsHub_cannot_fetch_are_noticed_before_a_save_is_lost(string url, string text)
    {
        _server.Converter.ResultUrl = url;

        await ExpectAsync(new() { [Saved] = ("failed", text) });
    }

    [Fact]
    public async Task A_file_that_is_not_what_was_saved_is_noticed()
    {
        _server.Converter.Result = "<html>Sign in</html>"u8.ToArray();

        await ExpectAsync(new() { [Saved] = ("failed", "not the file") });
    }

    [Theory]
    [InlineData(-1, 3, "look", "has run out on")]
    [InlineData(9, 3, "look", "runs out on")]
    [InlineData(400, 3, "ok", "is valid until")]
    [InlineData(400, 11, "look", "has run out")]
    public async Task A_licence_is_told_with_its_end(int days, int result, string verdict, string text)
    {
        _server.Commands.License = new JsonObject { ["end_date"] = hub.Now.Now.AddDays(days).ToString("O"), ["trial"] = true, ["connections"] = 0, ["users_count"] = 1500 };
        _server.Commands.LicenseResult = result;

        var lines = await ExpectAsync(new() { [License] = (verdict, text) });

        Assert.EndsWith("It allows 1,500 named people.", lines[License].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_it_is_gone_the_first_line_says_so_and_the_others_point_to_it()
    {
        await using var application = await ApplicationAsync();
        await _server.DisposeAsync();

        var lines = await CheckAsync(application);

        Assert.Equal("failed", lines[Health].Verdict);
        Assert.StartsWith("Nothing answers at the Document Server's address. FormsHub asked http://127.0.0.1:", lines[Health].Text, StringComparison.Ordinal);
        Assert.Contains("DocumentServer:InternalUrl", lines[Health].Advice, StringComparison.Ordinal);
        Assert.Equal("See the first line.", lines[OurToken].Advice);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_said_with_the_setting_that_trusts_it()
    {
        using var certificates = new TestCertificates();
        await using var secure = await DocumentServerDouble.StartAsync(hub.Now, certificate: certificates.Server);
        await using var application = new CallbackFixture(secure);
        await application.InitializeAsync();

        var lines = await CheckAsync(application);

        Assert.Contains("is not trusted", lines[Health].Text, StringComparison.Ordinal);
        Assert.Contains("DocumentServer:CertificateAuthorityFile", lines[Health].Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_tokens_FormsHub_says_what_that_means()
    {
        await using var application = await ApplicationAsync(("DocumentServer:JwtEnabled", "false"));

        Assert.Equal("look", (await CheckAsync(application))[TheirToken].Verdict);
    }

    [Fact]
    public async Task The_file_of_a_check_is_given_to_nobody_else_and_at_no_other_time()
    {
        await using var application = await ApplicationAsync();
        using var stranger = application.CreateAnonymousClient();
        await CheckAsync(application);
        var fetched = _server.Requests.Count;
        var nonce = await application.Database.ScalarAsync<string>("SELECT nonce FROM connection_checks");
        var mac = await application.Services.GetRequiredService<LinkMac>().ForAsync(LinkMac.Check, nonce!, default);
        var other = await application.Services.GetRequiredService<LinkMac>().ForAsync(LinkMac.Document, nonce!, default);

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/documents/check/{nonce}?t={mac}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/documents/check/{nonce}?t={other}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/documents/check/{nonce}")).StatusCode);
        Assert.Equal(fetched, _server.Requests.Count);
    }

    private async Task<CallbackFixture> ApplicationAsync(params (string, string?)[] settings)
    {
        var application = new CallbackFixture(_server);
        application.WithSettings(settings);
        await application.InitializeAsync();
        return application;
    }

    /// <summary>Checks, and compares verdict and text of the named lines.</summary>
    /// <param name="expected">An empty verdict is not looked at.</param>
    /// <param name="others">Of the lines that are not named; null: not looked at.</param>
    private async Task<Dictionary<string, Line>> ExpectAsync(Dictionary<string, (string Verdict, string Text)> expected, string? others = "ok")
    {
        await using var application = await ApplicationAsync();
        var lines = await CheckAsync(application);
        foreach (var (name, line) in lines)
        {
            var (verdict, text) = expected.GetValueOrDefault(name, (others ?? "", ""));
            Assert.True((verdict.Length == 0 || verdict == line.Verdict) && line.Text.Contains(text, StringComparison.Ordinal), $"{name}: {line.Verdict}, {line.Text}");
            Assert.True(line.Verdict == "ok" || line.Advice is not null || name is License or "Its version" or Clocks, $"{name} is {line.Verdict} and says nothing to do.");
        }

        return lines;
    }

    private static async Task<Dictionary<string, Line>> CheckAsync(CallbackFixture application)
    {
        using var client = application.CreateApiClient();
        using var answer = await client.PostAsync("/api/operations/connection", null);
        return (await answer.ReadAsync(HttpStatusCode.OK)).GetProperty("lines").EnumerateArray().ToDictionary(
            line => line.GetProperty("name").GetString()!,
            line => new Line(line.GetProperty("verdict").GetString()!, line.GetProperty("text").GetString()!, line.GetProperty("advice").GetString()));
    }

    private static IEnumerable<string?> Texts(JsonElement report) => report.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("text").GetString());

    private sealed record Line(string Verdict, string Text, string? Advice);
}
