using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Tests.Callbacks;
using FormsHub.Tests.Support;
using FormsHub.Web.Editor;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.Design;

public class HistoryTests(DesignFixture hub) : IClassFixture<DesignFixture>
{
    private static readonly byte[] Mail = DesignForm.File(DesignForm.Field("name"), DesignForm.Field("mail"));
    private static readonly byte[] City = DesignForm.File(DesignForm.Field("name"), DesignForm.Field("city"));

    [Fact]
    public async Task The_list_has_every_state_with_a_key_of_its_own_and_what_the_Document_Server_said_verbatim()
    {
        var form = await TwiceSavedAsync();

        var list = await hub.HistoryAsync(form);

        Assert.Equal(3, list.GetProperty("currentVersion").GetInt32());
        var entries = list.GetProperty("history").EnumerateArray().ToList();
        Assert.Equal([1, 2, 3], entries.Select(entry => entry.GetProperty("version").GetInt32()));
        Assert.Equal(3, entries.Select(entry => entry.GetProperty("key").GetString()).Distinct().Count());
        Assert.All(entries, entry => Assert.Matches("^[0-9A-Za-z._=-]{1,128}$", entry.GetProperty("key").GetString()));
        Assert.All(entries, entry => Assert.Equal(entry.TryGetProperty("changes", out _), entry.TryGetProperty("serverVersion", out _)));
        Assert.False(entries[0].TryGetProperty("changes", out _));
        Assert.Equal("9.3.0", entries[2].GetProperty("serverVersion").GetString());
        Assert.Equal("Anna Adams", entries[2].GetProperty("changes")[0].GetProperty("user").GetProperty("name").GetString());
        Assert.Equal("Anna Adams", entries[2].GetProperty("user").GetProperty("name").GetString());
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$", entries[2].GetProperty("created").GetString());
    }

    [Fact]
    public async Task One_state_is_signed_whole_with_the_changes_from_the_one_it_was_made_of()
    {
        var form = await TwiceSavedAsync();
        var keys = (await hub.HistoryAsync(form)).GetProperty("history").EnumerateArray().Select(entry => entry.GetProperty("key").GetString()).ToList();

        var data = await DataAsync(form, 3);

        Assert.True(JsonNode.DeepEquals(await ClaimsAsync(data), Without(data, "token")));
        Assert.Equal((3, keys[2], "pdf"), (data["version"]!.GetValue<int>(), data["key"]!.GetValue<string>(), data["fileType"]!.GetValue<string>()));
        Assert.Equal(keys[1], data["previous"]!["key"]!.GetValue<string>());
        Assert.Equal(City, await BytesAsync(data["url"]!.GetValue<string>()));
        Assert.Equal(Mail, await BytesAsync(data["previous"]!["url"]!.GetValue<string>()));
        var first = await DataAsync(form, 1);
        Assert.False(first.ContainsKey("changesUrl") || first.ContainsKey("previous"));
    }

    [Fact]
    public async Task Changes_after_a_restore_belong_to_the_state_that_was_restored()
    {
        var form = await TwiceSavedAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/forms/{form}/history/1/restore") { Headers = { { "Sec-Fetch-Site", "same-origin" } } };
        using var restored = await hub.Anna.Client.SendAsync(request);
        await hub.SaveFinallyAsync(await hub.KeyAsync(form), Mail);

        var data = await DataAsync(form, 5);

        var keys = (await hub.HistoryAsync(form)).GetProperty("history").EnumerateArray().Select(entry => entry.GetProperty("key").GetString()).ToList();
        Assert.Equal(keys[3], data["previous"]!["key"]!.GetValue<string>());
        Assert.False((await DataAsync(form, 4)).ContainsKey("changesUrl"));
    }

    [Fact]
    public async Task The_bytes_of_a_state_go_to_the_Document_Server_and_to_signed_in_people_only()
    {
        var data = await DataAsync(await TwiceSavedAsync(), 2);
        var url = data["url"]!.GetValue<string>();

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(url, ""));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(url[..^3] + "abc"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(url.Replace("/history/", "/changes/", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(url));
        using var signedIn = await hub.Anna.Client.GetAsync(url);
        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
    }

    [Fact]
    public async Task The_changes_go_to_the_editor_on_the_Document_Servers_page_and_nowhere_else()
    {
        var data = await DataAsync(await TwiceSavedAsync(), 3);
        var url = data["changesUrl"]!.GetValue<string>();
        Assert.StartsWith(hub.Address.ToString(), url, StringComparison.Ordinal);

        using var preflight = new HttpRequestMessage(HttpMethod.Options, url)
        {
            Headers = { { "Origin", DesignFixture.DocumentServerOrigin }, { "Access-Control-Request-Method", "GET" }, { "Access-Control-Request-Headers", "authorization" } },
        };
        using var client = hub.CreateAnonymousClient();
        using var allowed = await client.SendAsync(preflight);
        Assert.Equal(HttpStatusCode.NoContent, allowed.StatusCode);
        Assert.Equal("Authorization", Assert.Single(allowed.Headers.GetValues("Access-Control-Allow-Headers")));

        foreach (var token in (string?[])[data["token"]!.GetValue<string>(), null])
        {
            using var answer = await hub.FetchAsync(url, token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(DesignFixture.DocumentServerOrigin, Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
            Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        }

        var other = (await DataAsync(await TwiceSavedAsync(), 3))["token"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(url, ""));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(url, other));
    }

    [Fact]
    public async Task A_respondents_document_has_a_history_too()
    {
        var form = await hub.FormWithNameAsync();
        using var api = hub.CreateApiClient();
        var session = await api.OpenSessionAsync(form);
        var link = new Uri(session.GetProperty("fillUrl").GetString()!).AbsolutePath;
        var key = session.GetProperty("documentKey").GetString()!;
        using var respondent = hub.CreateAnonymousClient();
        Assert.Contains("data-history=\"no\"", await respondent.GetStringAsync(link), StringComparison.Ordinal);
        await hub.SaveFinallyAsync(key, Bytes.Pdf("half filled"));

        Assert.Contains("data-history=\"yes\"", await respondent.GetStringAsync(link), StringComparison.Ordinal);
        var list = await respondent.GetFromJsonAsync<JsonElement>($"{link}/history");
        var data = (await respondent.GetFromJsonAsync<JsonObject>($"{link}/history/2"))!;

        Assert.Equal([1, 2], list.GetProperty("history").EnumerateArray().Select(entry => entry.GetProperty("version").GetInt32()));
        Assert.True(JsonNode.DeepEquals(await ClaimsAsync(data), Without(data, "token")));
        Assert.Equal(Bytes.Pdf("half filled"), await BytesAsync(data["url"]!.GetValue<string>()));
        Assert.Equal(Bytes.Zip(key), await BytesAsync(data["changesUrl"]!.GetValue<string>()));
        using var guessed = await respondent.GetAsync("/s/guessed/history");
        Assert.Equal(HttpStatusCode.NotFound, guessed.StatusCode);
    }

    /// <summary>A form whose document was saved twice: three states.</summary>
    private async Task<int> TwiceSavedAsync()
    {
        var form = await hub.FormWithNameAsync();
        await hub.SaveFinallyAsync(await hub.KeyAsync(form), Mail);
        await hub.SaveFinallyAsync(await hub.KeyAsync(form), City);
        return form;
    }

    private async Task<JsonObject> DataAsync(int form, int number) => (await hub.Anna.Client.GetFromJsonAsync<JsonObject>($"/forms/{form}/history/{number}"))!;

    private async Task<HttpStatusCode> StatusAsync(string url, string? token = null)
    {
        using var answer = await hub.FetchAsync(url, token);
        return answer.StatusCode;
    }

    private async Task<byte[]> BytesAsync(string url)
    {
        using var answer = await hub.FetchAsync(url);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private async Task<JsonObject> ClaimsAsync(JsonObject data)
    {
        var claims = await hub.Services.GetRequiredService<DocumentServerTokens>().VerifyAsync(data["token"]!.GetValue<string>(), default);
        return Without(Without(JsonNode.Parse(claims!.Value.GetRawText())!.AsObject(), "iat"), "exp");
    }

    private static JsonObject Without(JsonObject data, string name)
    {
        var less = data.DeepClone().AsObject();
        less.Remove(name);
        return less;
    }
}
