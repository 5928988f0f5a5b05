using System.Text;
using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Tests.Callbacks;

/// <summary>What a complete callback endpoint must do, row by row. Here rows 1 to 8: who is heard.</summary>
public partial class ChecklistTests(CallbackFixture hub) : IClassFixture<CallbackFixture>
{
    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Row_01_Only_POST_is_taken_and_nothing_redirects(string verb)
    {
        using var client = hub.CreateAnonymousClient();

        using var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(verb), await hub.CallbackAddressAsync("k")));

        Assert.Equal(405, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Row_01_A_body_larger_than_a_callback_can_be_is_refused()
    {
        var key = await hub.SessionAsync();

        var answer = await hub.PostAsync(await hub.CallbackAddressAsync(key), new byte[1024 * 1024 + 1], null);

        Assert.Equal((413, ReplyVerdict.Failed), (answer.Status, answer.Verdict));
        Assert.Equal("refusedBody", await hub.OutcomeAsync(key));
    }

    [Fact]
    public async Task Row_02_Accepted_is_exactly_200_and_error_0_in_one_JSON_object()
    {
        var key = await hub.SessionAsync();

        var answer = await hub.PostAsync(CallbackBody.Editing(key, ["u-1"], null));

        Assert.Equal(new Answer(200, ReplyVerdict.Accepted, """{"error":0}""", "application/json"), answer);
    }

    [Fact]
    public async Task Row_02_Refused_is_one_JSON_object_with_error_1_and_a_message()
    {
        var key = await hub.SessionAsync();

        var answer = await hub.PostAsync(CallbackBody.Editing("other", ["u-1"], null), toKey: key);

        Assert.Equal((200, """{"error":1,"message":"The callback is about another document."}"""), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task Row_03_The_token_of_the_header_counts_when_the_body_has_none()
    {
        var key = await hub.SessionAsync();
        var signed = hub.DocumentServer.Signer.Sign(CallbackBody.Editing(key, ["u-7"], null));

        var answer = await hub.PostAsync(await hub.CallbackAddressAsync(key), "{}"u8.ToArray(), $"Bearer {signed.HeaderToken}");

        Assert.True(answer.IsAccepted);
        Assert.Equal(["u-7"], await hub.UsersAsync(key));
    }

    [Fact]
    public async Task Row_03_The_token_of_the_body_wins_because_only_it_is_never_cut()
    {
        var key = await hub.SessionAsync();
        var header = hub.DocumentServer.Signer.Sign(CallbackBody.Editing(key, ["header"], null)).HeaderToken;
        var body = hub.DocumentServer.Signer.Sign(CallbackBody.Editing(key, ["body"], null)).Content;

        await hub.PostAsync(await hub.CallbackAddressAsync(key), body, $"Bearer {header}");

        Assert.Equal(["body"], await hub.UsersAsync(key));
    }

    [Fact]
    public async Task Row_03_Name_and_prefix_of_the_header_are_settings()
    {
        await using var other = new CallbackFixture();
        other.WithSettings(("DocumentServer:JwtHeader", "X-Docs"), ("DocumentServer:JwtPrefix", ""));
        await other.InitializeAsync();
        var key = await other.SessionAsync();
        using var client = other.CreateAnonymousClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Docs", other.DocumentServer.Signer.Sign(CallbackBody.Editing(key, [], null)).HeaderToken);

        using var answer = await client.PostAsync(await other.CallbackAddressAsync(key), new StringContent("{}"));

        Assert.Equal("""{"error":0}""", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(null, """{"key":"$","status":1,"users":["thief"]}""")]
    [InlineData("Bearer ", """{"key":"$","status":1,"users":["thief"]}""")]
    [InlineData("Be", """{"key":"$","status":1,"users":["thief"],"token":""}""")]
    [InlineData("Bearer a.b.c", """{"key":"$","status":1,"users":["thief"],"token":"a.b.c"}""")]
    [InlineData("Basic dTpw", """{"key":"$","status":1,"users":["thief"],"token":7}""")]
    [InlineData(null, "not JSON")]
    [InlineData(null, "")]
    [InlineData(null, "[]")]
    public async Task Row_04_Without_a_token_that_verifies_nothing_is_believed(string? authorization, string body)
    {
        var key = await hub.SessionAsync();

        var answer = await hub.PostAsync(
            await hub.CallbackAddressAsync(key), Encoding.UTF8.GetBytes(body.Replace("$", key, StringComparison.Ordinal)), authorization);

        Assert.Equal((403, ReplyVerdict.Failed), (answer.Status, answer.Verdict));
        Assert.Equal("refusedToken", await hub.OutcomeAsync(key));
        Assert.Empty(await hub.UsersAsync(key));
    }

    [Fact]
    public async Task Row_05_Only_the_claims_count_never_the_fields_beside_them()
    {
        var key = await hub.SessionAsync();
        var token = TestToken.Make($$"""{"key":"{{key}}","status":1,"users":["u-1"],"exp":{{hub.Seconds(300)}}}""", DocumentServerDouble.Secret);

        await hub.PostAsync(
            await hub.CallbackAddressAsync(key), Encoding.UTF8.GetBytes($$"""{"key":"{{key}}","status":2,"users":["thief"],"url":"http://evil/","token":"{{token}}"}"""), null);

        Assert.Equal(["u-1"], await hub.UsersAsync(key));
        Assert.Equal("presenceUpdated", await hub.OutcomeAsync(key));
    }

    [Theory]
    [InlineData("""{"document":{"key":"$"},"editorConfig":{},"exp":#}""")]
    [InlineData("""{"document":{},"key":"$","status":4,"exp":#}""")]
    [InlineData("""{"editorConfig":{},"key":"$","status":4,"exp":#}""")]
    [InlineData("""{"c":"info","key":"$","status":4,"exp":#}""")]
    [InlineData("""{"key":"$","url":"http://h/cache/files/x","version":2,"exp":#}""")]
    [InlineData("""{"payload":{"key":"$","status":4},"exp":#}""")]
    [InlineData("""["$"]""")]
    public async Task Row_06_A_token_made_for_another_purpose_is_refused(string claims)
    {
        var key = await hub.SessionAsync();
        var token = TestToken.Make(hub.Filled(claims, key), DocumentServerDouble.Secret);

        var answer = await hub.PostAsync(await hub.CallbackAddressAsync(key), TestToken.Body(token), null);

        Assert.Equal(ReplyVerdict.Failed, answer.Verdict);
        Assert.Equal("refusedToken", await hub.OutcomeAsync(key));
    }

    [Fact]
    public async Task Row_06_A_header_token_counts_only_by_its_payload()
    {
        var key = await hub.SessionAsync();
        var token = TestToken.Make(hub.Filled("""{"key":"$","status":4,"exp":#}""", key), DocumentServerDouble.Secret);

        Assert.Equal(403, (await hub.PostAsync(await hub.CallbackAddressAsync(key), "{}"u8.ToArray(), $"Bearer {token}")).Status);
    }

    [Theory]
    [InlineData("HS256", 1, true)]
    [InlineData("HS384", 1, true)]
    [InlineData("HS512", 1, true)]
    [InlineData("HS256", -59, true)]
    [InlineData("HS256", -61, false)]
    [InlineData("none", 1, false)]
    [InlineData("RS256", 1, false)]
    public async Task Row_07_Tokens_count_for_their_time_and_a_minute_and_only_by_the_allowed_algorithms(string algorithm, int expiresIn, bool accepted)
    {
        var key = await hub.SessionAsync();
        var token = TestToken.Make($$"""{"key":"{{key}}","status":4,"exp":{{hub.Seconds(expiresIn)}}}""", DocumentServerDouble.Secret, algorithm);

        Assert.Equal(accepted, (await hub.PostAsync(await hub.CallbackAddressAsync(key), TestToken.Body(token), null)).IsAccepted);
    }

    [Theory]
    [InlineData("""{"key":"$","status":4}""", DocumentServerDouble.Secret)]
    [InlineData("""{"key":"$","status":4,"exp":"soon"}""", DocumentServerDouble.Secret)]
    [InlineData("""{"key":"$","status":4,"exp":-1}""", DocumentServerDouble.Secret)]
    [InlineData("""{"key":"$","status":4,"exp":#,"nbf":99999999999}""", DocumentServerDouble.Secret)]
    [InlineData("""{"key":"$","status":4,"exp":#}""", "another secret")]
    [InlineData("""{"key":"$","status":4,"exp":#}""", "")]
    public async Task Row_07_Tokens_without_end_not_yet_valid_or_of_another_secret_are_refused(string claims, string secret)
    {
        var key = await hub.SessionAsync();

        var answer = await hub.PostAsync(await hub.CallbackAddressAsync(key), TestToken.Body(TestToken.Make(hub.Filled(claims, key), secret)), null);

        Assert.Equal((403, "refusedToken"), (answer.Status, await hub.OutcomeAsync(key)));
    }

    [Fact]
    public async Task Row_08_An_address_that_was_not_made_for_this_document_is_refused_and_retires_nothing()
    {
        var key = await hub.SessionAsync();
        var body = hub.DocumentServer.Signer.Sign(hub.DocumentServer.Convert(key, Bytes.Pdf("a")).Final(key)).Content;
        var others = (await hub.CallbackAddressAsync("other")).Query;

        foreach (var query in new[] { "", "?t=", "?t=AAAAAAAAAAAAAAAAAAAAAA", others, others + "&t=x" })
        {
            Assert.Equal((403, ReplyVerdict.Failed), await hub.PostAsync(new Uri(hub.Address, $"/callback/{key}{query}"), body, null) is var answer ? (answer.Status, answer.Verdict) : default);
        }

        Assert.Null(await hub.KeyAsync<DateTime?>("retired_at", key));
        Assert.Equal(0, await hub.CountAsync("document_saves", key));
    }

    [Fact]
    public async Task Row_08_A_callback_about_another_document_is_refused_at_this_ones_address()
    {
        var (mine, theirs) = (await hub.SessionAsync(), await hub.SessionAsync());

        var answer = await hub.PostAsync(hub.DocumentServer.Convert(theirs, Bytes.Pdf("a")).Final(theirs), toKey: mine);

        Assert.Equal((ReplyVerdict.Failed, "refusedKey"), (answer.Verdict, await hub.OutcomeAsync(mine)));
        Assert.Equal(0, await hub.CountAsync("document_saves", theirs) + await hub.CountAsync("document_saves", mine));
    }

    [Fact]
    public async Task Row_08_A_key_that_no_form_knows_is_refused()
    {
        var answer = await hub.PostAsync(hub.DocumentServer.Convert("nobodys", Bytes.Pdf("a"), formData: Bytes.FormData("x")).Submit("nobodys"));

        Assert.Equal((200, ReplyVerdict.Failed, "unknownKey"), (answer.Status, answer.Verdict, await hub.OutcomeAsync("nobodys")));
    }
}
