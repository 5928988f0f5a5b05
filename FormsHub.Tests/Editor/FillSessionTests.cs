using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Support;
using FormsHub.Jobs.DocumentServer;

namespace FormsHub.Tests.Editor;

public class FillSessionTests(FormsHubApplication application) : IClassFixture<FormsHubApplication>
{
    [Fact]
    public async Task The_editor_configuration_is_signed_whole_and_fills_only()
    {
        using var client = application.CreateApiClient();
        var (session, config) = await OpenAsync(client);

        var tokens = application.Services.GetRequiredService<DocumentServerTokens>();
        var claims = await tokens.VerifyAsync(config["token"]!.GetValue<string>(), CancellationToken.None);
        Assert.NotNull(claims);
        var signed = JsonNode.Parse(claims.Value.GetRawText())!.AsObject();
        signed.Remove("iat");
        signed.Remove("exp");
        var unsigned = config.DeepClone().AsObject();
        unsigned.Remove("token");
        Assert.True(JsonNode.DeepEquals(unsigned, signed));

        var document = config["document"]!;
        Assert.Equal("pdf", config["documentType"]!.GetValue<string>());
        Assert.Equal("pdf", document["fileType"]!.GetValue<string>());
        Assert.True(document["isForm"]!.GetValue<bool>());
        Assert.Matches("^[0-9A-Za-z._=-]{1,128}$", document["key"]!.GetValue<string>());
        Assert.Equal(session.GetProperty("documentKey").GetString(), document["key"]!.GetValue<string>());
        Assert.False(document["permissions"]!["edit"]!.GetValue<bool>());
        Assert.True(document["permissions"]!["fillForms"]!.GetValue<bool>());
        Assert.False(document["permissions"]!["comment"]!.GetValue<bool>());
        Assert.Equal("edit", config["editorConfig"]!["mode"]!.GetValue<string>());
        Assert.True(config["editorConfig"]!["customization"]!["submitForm"]!["visible"]!.GetValue<bool>());
        Assert.Equal("Ada", config["editorConfig"]!["user"]!["name"]!.GetValue<string>());
        Assert.NotEqual("Ada", config["editorConfig"]!["user"]!["id"]!.GetValue<string>());
        Assert.Contains($"/callback/{document["key"]!.GetValue<string>()}?t=", config["editorConfig"]!["callbackUrl"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_document_goes_to_the_Document_Server_and_to_signed_in_people_only()
    {
        using var client = application.CreateApiClient();
        var (_, config) = await OpenAsync(client);
        var url = config["document"]!["url"]!.GetValue<string>();
        var tokens = application.Services.GetRequiredService<DocumentServerTokens>();
        using var anonymous = application.CreateAnonymousClient();

        using var stranger = await anonymous.GetAsync(url);
        using var server = await AskAsync(anonymous, url, await tokens.SignAsync(Claims(url), TimeSpan.FromMinutes(5), default));
        using var otherUrl = await AskAsync(anonymous, url, await tokens.SignAsync(Claims(url + "x"), TimeSpan.FromMinutes(5), default));
        using var expired = await AskAsync(anonymous, url, await tokens.SignAsync(Claims(url), TimeSpan.FromMinutes(-5), default));
        using var guessed = await AskAsync(anonymous, url[..^3] + "abc", await tokens.SignAsync(Claims(url[..^3] + "abc"), TimeSpan.FromMinutes(5), default));
        using var signedIn = await client.GetAsync(url);

        Assert.Equal(HttpStatusCode.Forbidden, stranger.StatusCode);
        Assert.Equal(HttpStatusCode.OK, server.StatusCode);
        Assert.Equal(PdfFormWriter.Write(SampleForm.EventRegistration), await server.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.Forbidden, otherUrl.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, expired.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, guessed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
    }

    [Fact]
    public async Task Every_session_has_a_document_key_and_an_identity_of_its_own()
    {
        using var client = application.CreateApiClient();
        var id = (await client.PublishAsync(SampleForm.Blank)).GetProperty("id").GetInt32();

        var first = await client.OpenSessionAsync(id);
        var second = await client.OpenSessionAsync(id);

        foreach (var member in (string[])["id", "documentKey", "fillUrl"])
        {
            Assert.NotEqual(first.GetProperty(member).GetString(), second.GetProperty(member).GetString());
        }
    }

    private static async Task<(JsonElement Session, JsonObject Config)> OpenAsync(HttpClient client)
    {
        var id = (await client.PublishAsync(SampleForm.EventRegistration)).GetProperty("id").GetInt32();
        var session = await client.OpenSessionAsync(id, new { name = "Ada", email = "ada@example.org", reference = "42" });
        return (session, JsonNode.Parse(session.GetProperty("editorConfig").GetRawText())!.AsObject());
    }

    private static JsonObject Claims(string url) => new() { ["payload"] = new JsonObject { ["url"] = url } };

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string url, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await client.SendAsync(request);
    }
}
