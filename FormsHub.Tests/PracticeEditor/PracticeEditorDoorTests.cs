using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Tests.PracticeEditor;

public sealed class PracticeEditorDoorTests(PracticeEditorFixture application) : IClassFixture<PracticeEditorFixture>
{
    [Fact]
    public async Task A_configuration_that_differs_from_its_token_opens_nothing()
    {
        var config = application.Config("k-door");
        config["document"]!["permissions"]!["edit"] = true;

        Assert.Equal((int)EditorRefusal.BadToken, await RefusalAsync(config));
    }

    [Fact]
    public async Task A_token_that_is_missing_wrong_or_old_opens_nothing()
    {
        var missing = application.Config("k-door");
        missing.Remove("token");
        var wrong = application.Config("k-door");
        wrong["token"] = wrong["token"]!.GetValue<string>()[..^2];
        var old = application.Config("k-door");
        old.Remove("token");
        old["token"] = PracticeEditorFixture.Sign(old, TimeSpan.FromHours(-1));

        Assert.Equal((int)EditorRefusal.BadToken, await RefusalAsync(missing));
        Assert.Equal((int)EditorRefusal.BadToken, await RefusalAsync(wrong));
        Assert.Equal((int)EditorRefusal.ExpiredToken, await RefusalAsync(old));
    }

    [Fact]
    public async Task The_document_is_fetched_with_a_token_that_names_its_address()
    {
        await using var tab = await application.OpenAsync("k-fetch");
        await application.Storage.NextAsync(1);

        Assert.True(application.Storage.DocumentTokens.TryPeek(out var header));
        Assert.Equal(TokenVerdict.Valid, DocumentServerToken.Verify(header["Bearer ".Length..], PracticeEditorFixture.Key, DateTimeOffset.UtcNow, out var claims));
        Assert.Equal($"{application.Storage.Address}/document", claims.GetProperty("payload").GetProperty("url").GetString());
    }

    [Fact]
    public async Task What_cannot_be_fetched_and_what_is_no_form_is_said_so()
    {
        var nowhere = application.Config("k-door", change: config => config["document"]!["url"] = $"{application.Storage.Address}/nothing");
        var noForm = application.Config("k-door", change: config => config["document"]!["url"] = $"{application.Storage.Address}/no-form");

        Assert.Equal((int)EditorRefusal.DownloadFailed, await RefusalAsync(nowhere));
        Assert.Equal((int)EditorRefusal.NotAForm, await RefusalAsync(noForm));
    }

    [Fact]
    public async Task Answers_that_do_not_match_the_fields_are_not_taken()
    {
        await using var tab = await application.OpenAsync("k-answers");
        await application.Storage.NextAsync(1);

        Assert.Equal(HttpStatusCode.BadRequest, await tab.ChangeAsync("too few"));
        Assert.Equal(HttpStatusCode.BadRequest, await tab.ChangeAsync("Ada", 1, ""));
        using var unknown = await application.Client.PostAsJsonAsync("/practice-editor/doc/nobody/submit", Array.Empty<object>());
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Files_are_given_by_signed_links_only()
    {
        using var forged = await application.Client.GetAsync("/practice-editor/cache/files/data/k_1/output.pdf/output.pdf?md5=abc&expires=9999999999");
        using var bare = await application.Client.GetAsync("/practice-editor/cache/files/data/k_1/output.pdf/output.pdf");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (forged.StatusCode, bare.StatusCode));
    }

    [Fact]
    public async Task The_editors_page_and_scripts_are_there_and_it_says_that_it_is_healthy()
    {
        var api = await application.Client.GetStringAsync("/practice-editor/web-apps/apps/api/documents/api.js");
        var page = await application.Client.GetStringAsync("/practice-editor/web-apps/apps/documenteditor/forms/index.html");

        Assert.Contains("DocsAPI", api, StringComparison.Ordinal);
        Assert.Contains("practice editor", page, StringComparison.Ordinal);
        Assert.Equal("true", await application.Client.GetStringAsync("/practice-editor/healthcheck"));
    }

    [Fact]
    public async Task With_a_Document_Server_nothing_of_it_is_there()
    {
        await using var real = await FormsHubApplication.StartAsync(
            ("DocumentServer:Url", "https://docs.example.com"), ("DocumentServer:JwtSecret", "a secret of the Document Server"), ("Jobs:Enabled", "false"));
        using var client = real.CreateAnonymousClient();

        foreach (var path in (string[])["healthcheck", "web-apps/apps/api/documents/api.js", "cache/files/data/k_1/output.pdf/output.pdf"])
        {
            using var answer = await client.GetAsync($"/practice-editor/{path}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using var command = await client.PostAsJsonAsync("/practice-editor/command", new { c = "version" });
        using var open = await client.PostAsJsonAsync("/practice-editor/doc/open", new { });
        Assert.False(command.IsSuccessStatusCode || open.IsSuccessStatusCode);
    }

    private async Task<int> RefusalAsync(JsonObject config) => (await application.AskToOpenAsync(config)).GetProperty("error").GetInt32();
}
