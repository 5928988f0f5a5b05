using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FormsHub.Jobs;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Jobs.Storage;
using FormsHub.Tests.Support;
using FormsHub.Web.Editor;

namespace FormsHub.Tests.Editor;

public class EditorModesTests(IdleApplication application) : IClassFixture<IdleApplication>
{
    private static readonly string[] Permissions =
        ["chat", "comment", "copy", "download", "edit", "fillForms", "modifyContentControl", "modifyFilter", "print", "protect", "review"];

    public static TheoryData<string, EditorSurface> Modes => new()
    {
        { "fill", EditorSurface.Desktop }, { "fill", EditorSurface.Mobile },
        { "view", EditorSurface.Desktop }, { "view", EditorSurface.Mobile }, { "view", EditorSurface.Embedded },
    };

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Every_mode_is_signed_whole_names_its_surface_and_says_every_permission(string mode, EditorSurface surface)
    {
        var config = mode == "fill" ? await FillAsync(surface) : await ViewAsync([.. Enumerable.Range(0, 32).Select(number => (byte)number)], surface);

        var claims = await application.Services.GetRequiredService<DocumentServerTokens>().VerifyAsync(config["token"]!.GetValue<string>(), default);
        var signed = JsonNode.Parse(claims!.Value.GetRawText())!.AsObject();
        signed.Remove("iat");
        signed.Remove("exp");
        var unsigned = config.DeepClone().AsObject();
        unsigned.Remove("token");
        Assert.True(JsonNode.DeepEquals(unsigned, signed));
        Assert.Equal(surface.ToString().ToLowerInvariant(), config["type"]!.GetValue<string>());
        Assert.Matches("^[0-9A-Za-z._=-]{1,128}$", config["document"]!["key"]!.GetValue<string>());
        Assert.Equal(Permissions, config["document"]!["permissions"]!.AsObject().Select(permission => permission.Key).Order(StringComparer.Ordinal));
        Assert.True(config["editorConfig"]!["customization"]!["submitForm"]!["visible"]!.GetValue<bool>() == (mode == "fill"));
        Assert.NotEmpty(config["editorConfig"]!["user"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Whoever_only_looks_can_do_nothing_and_has_no_callback_address()
    {
        var config = await ViewAsync(SHA256.HashData("x"u8), EditorSurface.Desktop);

        Assert.Equal("view", config["editorConfig"]!["mode"]!.GetValue<string>());
        Assert.False(config["editorConfig"]!.AsObject().ContainsKey("callbackUrl"));
        var granted = config["document"]!["permissions"]!.AsObject().Where(permission => permission.Value!.GetValue<bool>()).Select(permission => permission.Key);
        Assert.Equal(["copy", "download", "print"], granted.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Equal_bytes_are_one_document_to_look_at_and_others_another()
    {
        var one = await ViewAsync(SHA256.HashData("x"u8), EditorSurface.Desktop);
        var again = await ViewAsync(SHA256.HashData("x"u8), EditorSurface.Embedded);
        var other = await ViewAsync(SHA256.HashData("y"u8), EditorSurface.Desktop);

        Assert.Equal(Key(one), Key(again));
        Assert.NotEqual(Key(one), Key(other));
    }

    [Fact]
    public async Task What_is_looked_at_goes_to_the_Document_Server_and_to_signed_in_people_only()
    {
        using var content = new MemoryStream("%PDF-1.7 looked at"u8.ToArray());
        var blob = await application.Services.GetRequiredService<IBlobStore>().WriteAsync(content, "application/pdf", 1000, default);
        var url = (await ViewAsync(blob.Sha256, EditorSurface.Desktop))["document"]!["url"]!.GetValue<string>();
        using var anonymous = application.CreateAnonymousClient();
        using var person = application.CreateApiClient();
        var token = await application.Services.GetRequiredService<DocumentServerTokens>().SignAsync(new JsonObject { ["payload"] = new JsonObject { ["url"] = url } }, TimeSpan.FromMinutes(5), default);
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };

        using var stranger = await anonymous.GetAsync(url);
        using var server = await anonymous.SendAsync(request);
        using var signedIn = await person.GetAsync(url);
        using var guessed = await person.GetAsync($"/documents/views/{new string('0', 64)}?t=abc");

        Assert.Equal(
            (HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound),
            (stranger.StatusCode, server.StatusCode, signedIn.StatusCode, guessed.StatusCode));
        Assert.Equal("%PDF-1.7 looked at", await server.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Respondents_who_may_not_have_a_copy_are_not_offered_one_by_the_editor()
    {
        var config = await FillAsync(EditorSurface.Desktop);
        Assert.False(config["document"]!["permissions"]!["download"]!.GetValue<bool>());

        Assert.True((await FillAsync(EditorSurface.Desktop, allowCopy: true))["document"]!["permissions"]!["download"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("", "desktop")]
    [InlineData("?type=mobile", "mobile")]
    [InlineData("?type=embedded", "desktop")]
    public async Task The_page_has_the_configuration_for_the_window_that_asks(string query, string type)
    {
        using var api = application.CreateApiClient();
        var session = await api.OpenSessionAsync((await api.PublishAsync(SampleForm.Blank)).GetProperty("id").GetInt32());
        using var client = application.CreateAnonymousClient();

        var page = await client.GetStringAsync(new Uri(session.GetProperty("fillUrl").GetString()!).AbsolutePath + query);
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (Linux; Android 15) Mobile");
        var phone = await client.GetStringAsync(new Uri(session.GetProperty("fillUrl").GetString()!).AbsolutePath);

        Assert.Contains($"\"type\":\"{type}\"", page, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"mobile\"", phone, StringComparison.Ordinal);
    }

    private static string Key(JsonObject config) => config["document"]!["key"]!.GetValue<string>();

    private async Task<JsonObject> FillAsync(EditorSurface surface, bool allowCopy = false)
    {
        using var api = application.CreateApiClient();
        var id = (await api.PublishAsync(SampleForm.Blank)).GetProperty("id").GetInt32();
        await application.Database.ExecuteAsync($"UPDATE forms SET allow_copy = {allowCopy} WHERE id = {id}");
        var sessions = application.Services.GetRequiredService<FillSessions>();
        var session = await sessions.CreateAsync(id, Respondent.Anonymous, SessionEntrance.Public, default);
        var form = await application.Services.GetRequiredService<FormCatalog>().GetAsync(id, default);
        return await application.Services.GetRequiredService<EditorConfiguration>().ForFillingAsync(form!, session, session.DocumentKey!, "en", surface, default);
    }

    private Task<JsonObject> ViewAsync(byte[] sha256, EditorSurface surface) => application.Services.GetRequiredService<EditorConfiguration>()
        .ForViewingAsync(new ViewedDocument(sha256, "Saved"), ("a-1", "Ana Costa"), "en", surface, default);
}
