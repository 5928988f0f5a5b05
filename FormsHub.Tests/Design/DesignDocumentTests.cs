using System.Net;
using System.Text.Json.Nodes;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Callbacks;
using FormsHub.Tests.Support;
using FormsHub.Web.Editor;
using FormsHub.Web.PracticeEditor;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.Design;

public class DesignDocumentTests(DesignFixture hub) : IClassFixture<DesignFixture>
{
    private static readonly byte[] Name = DesignForm.File(DesignForm.Field("name"));
    private static readonly byte[] Mail = DesignForm.File(DesignForm.Field("name"), DesignForm.Field("mail"));
    private static readonly byte[] City = DesignForm.File(DesignForm.Field("name"), DesignForm.Field("city"));

    [Fact]
    public async Task The_configuration_of_design_mode_is_signed_whole_and_says_what_the_editor_needs()
    {
        var form = await hub.FormWithNameAsync();
        var config = await hub.ConfigAsync(form);

        var claims = await hub.Services.GetRequiredService<DocumentServerTokens>().VerifyAsync(config["token"]!.GetValue<string>(), default);
        var signed = JsonNode.Parse(claims!.Value.GetRawText())!.AsObject();
        signed.Remove("iat");
        signed.Remove("exp");
        var unsigned = config.DeepClone().AsObject();
        unsigned.Remove("token");
        Assert.True(JsonNode.DeepEquals(unsigned, signed));

        var (document, editor) = (config["document"]!, config["editorConfig"]!);
        Assert.Equal(("pdf", "pdf", "Survey.pdf"), (config["documentType"]!.GetValue<string>(), document["fileType"]!.GetValue<string>(), document["title"]!.GetValue<string>()));
        Assert.Matches("^[0-9A-Za-z._=-]{1,128}$", DesignFixture.Key(config));
        Assert.True(document["isForm"]!.GetValue<bool>());
        Assert.True(document["permissions"]!["edit"]!.GetValue<bool>());
        Assert.Equal("edit", editor["mode"]!.GetValue<string>());
        Assert.Equal((hub.AnnasId, "Anna Adams"), (editor["user"]!["id"]!.GetValue<string>(), editor["user"]!["name"]!.GetValue<string>()));
        Assert.Contains($"/callback/{DesignFixture.Key(config)}?t=", editor["callbackUrl"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(Name, await hub.DocumentAsync(config));
    }

    [Fact]
    public async Task Authors_edit_one_document_under_one_key_and_see_who_is_there()
    {
        var form = await hub.FormWithNameAsync();
        var annas = await hub.ConfigAsync(form);
        var bens = await hub.ConfigAsync(form, hub.Ben);
        Assert.Equal(DesignFixture.Key(annas), DesignFixture.Key(bens));

        await hub.PresenceAsync(DesignFixture.Key(annas), hub.BensId, hub.AnnasId);

        var state = await hub.StateAsync(form);
        Assert.Equal("Anna Adams and Ben Bell are editing now", state.GetProperty("presence").GetString());
        foreach (var page in (string[])["versions", "edit"])
        {
            Assert.Contains("Anna Adams and Ben Bell are editing now", (await hub.PageAsync($"/forms/{form}/{page}")).Body!.TextContent, StringComparison.Ordinal);
        }

        await hub.PostAsync(CallbackBody.ClosedWithNoChanges(DesignFixture.Key(annas), hub.AnnasId));
        Assert.Equal("", (await hub.StateAsync(form)).GetProperty("presence").GetString());
        Assert.Equal(DesignFixture.Key(annas), await hub.KeyAsync(form));
    }

    [Fact]
    public async Task The_first_openings_of_a_form_at_once_share_one_key()
    {
        var form = await hub.FormWithNameAsync();

        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => hub.KeyAsync(form)));

        Assert.Single(keys.Distinct());
        Assert.Equal(1, await hub.Database.ScalarAsync<long>($"SELECT count(*) FROM document_keys WHERE form_id = {form}"));
    }

    [Fact]
    public async Task A_final_save_makes_a_draft_and_the_next_key_opens_it()
    {
        var form = await hub.FormWithNameAsync();
        var session = await FillSessionAsync(form);
        var key = await hub.KeyAsync(form);
        await hub.PresenceAsync(key, hub.AnnasId);

        await hub.SaveFinallyAsync(key, Mail);

        var next = await hub.ConfigAsync(form);
        Assert.NotEqual(key, DesignFixture.Key(next));
        Assert.Equal(Mail, await hub.DocumentAsync(next));
        var state = await hub.StateAsync(form);
        Assert.Equal((2, "", 1), (state.GetProperty("draft").GetProperty("number").GetInt32(), state.GetProperty("presence").GetString(), state.GetProperty("version").GetInt32()));
        Assert.Equal(1, await hub.Database.ScalarAsync<long>($"SELECT count(*) FROM form_versions WHERE form_id = {form}"));
        Assert.Equal((0, 0), (await hub.CountAsync("submissions", key), await hub.CountAsync("document_saves", session)));
        Assert.Null(await hub.KeyAsync<DateTime?>("retired_at", session));
    }

    [Fact]
    public async Task Nobody_who_opens_while_it_is_saved_gets_an_ended_key_with_a_new_document_or_the_other_way_round()
    {
        var form = await hub.FormWithNameAsync();
        for (var round = 0; round < 5; round++)
        {
            var key = await hub.KeyAsync(form);
            var document = DesignForm.File(DesignForm.Field("name"), DesignForm.Field($"round_{round}"));
            hub.Now.Advance(TimeSpan.FromMinutes(1));
            var save = hub.PostAsync(hub.DocumentServer.Convert(key, document, Bytes.Zip("changes")).Final(key));
            var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => hub.ConfigAsync(form)));
            Assert.True((await save).IsAccepted);

            var next = await hub.KeyAsync(form);
            Assert.All(opened, config => Assert.Contains(DesignFixture.Key(config), (string[])[key, next]));
            foreach (var config in opened.Where(config => DesignFixture.Key(config) == next))
            {
                Assert.Equal(document, await hub.DocumentAsync(config));
            }
        }
    }

    [Fact]
    public async Task Saves_while_it_is_open_and_the_last_one_are_one_draft()
    {
        var form = await hub.FormWithNameAsync();
        var key = await hub.KeyAsync(form);

        await hub.SaveAsync(key, Mail);
        var first = (await hub.StateAsync(form)).GetProperty("draft");
        Assert.Equal(key, await hub.KeyAsync(form));
        await hub.SaveFinallyAsync(key, City);

        var second = (await hub.StateAsync(form)).GetProperty("draft");
        Assert.Equal((first.GetProperty("id").GetInt32(), 2), (second.GetProperty("id").GetInt32(), second.GetProperty("number").GetInt32()));
        Assert.Equal(City, await hub.DocumentAsync(await hub.ConfigAsync(form)));
    }

    [Fact]
    public async Task What_was_published_stays_as_it_is_while_its_authors_go_on()
    {
        var form = await hub.FormWithNameAsync();
        var key = await hub.KeyAsync(form);
        await hub.PresenceAsync(key, hub.AnnasId);
        await hub.SaveAsync(key, Mail);
        await PublishDraftAsync(form);
        Assert.Equal(key, await hub.KeyAsync(form));

        await hub.SaveFinallyAsync(key, City);

        Assert.Equal(3, (await hub.StateAsync(form)).GetProperty("draft").GetProperty("number").GetInt32());
        Assert.Equal(City, await hub.DocumentAsync(await hub.ConfigAsync(form)));
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Mail)),
            await hub.Database.ScalarAsync<string>($"SELECT encode(file_sha256, 'hex') FROM form_versions WHERE form_id = {form} AND number = 2"));
    }

    [Fact]
    public async Task A_document_that_nobody_changed_is_no_draft_and_its_key_is_renewed()
    {
        var form = await hub.FormWithNameAsync();
        var key = await hub.KeyAsync(form);

        await hub.SaveFinallyAsync(key, Name);

        Assert.Equal("saveUnchanged", await hub.OutcomeAsync(key));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await hub.StateAsync(form)).GetProperty("draft").ValueKind);
        Assert.NotEqual(key, await hub.KeyAsync(form));
    }

    [Fact]
    public async Task A_save_that_is_refused_keeps_the_key()
    {
        var form = await hub.FormWithNameAsync();
        var key = await hub.KeyAsync(form);

        Assert.False((await hub.PostAsync(hub.DocumentServer.Convert(key, "<html>"u8.ToArray()).Final(key))).IsAccepted);

        Assert.Equal(key, await hub.KeyAsync(form));
    }

    [Fact]
    public async Task A_draft_that_is_no_form_any_more_is_kept_and_says_why_it_cannot_be_published()
    {
        var form = await hub.FormWithNameAsync();
        await hub.SaveFinallyAsync(await hub.KeyAsync(form), Bytes.Pdf("a letter"));

        var versions = await hub.PageAsync($"/forms/{form}/versions");
        var draft = (await hub.StateAsync(form)).GetProperty("draft").GetProperty("id").GetInt32();
        var preview = await hub.PageAsync($"/forms/{form}/publish?draft={draft}");

        Assert.Contains("This draft cannot be published.", versions.QuerySelector("[aria-labelledby=draft-title]")!.TextContent, StringComparison.Ordinal);
        Assert.Null(versions.QuerySelector("[aria-labelledby=draft-title] a[href*=publish]"));
        Assert.Contains("It cannot be published.", preview.QuerySelector(".notice.amber")!.TextContent, StringComparison.Ordinal);
        Assert.Null(preview.QuerySelector("main form[method=post] button.primary"));
        Assert.Equal(Bytes.Pdf("a letter"), await hub.DocumentAsync(await hub.ConfigAsync(form)));
    }

    [Fact]
    public async Task An_older_state_is_taken_up_again_under_a_new_key()
    {
        var form = await hub.FormWithNameAsync();
        await hub.SaveFinallyAsync(await hub.KeyAsync(form), Mail);
        var key = await hub.KeyAsync(form);

        Assert.Equal(HttpStatusCode.OK, await RestoreAsync(form, 1));

        var next = await hub.ConfigAsync(form);
        Assert.NotEqual(key, DesignFixture.Key(next));
        Assert.Equal(Name, await hub.DocumentAsync(next));
        Assert.Equal([1, 2, 3], (await hub.HistoryAsync(form)).GetProperty("history").EnumerateArray().Select(entry => entry.GetProperty("version").GetInt32()));
        Assert.Equal(HttpStatusCode.NotFound, await RestoreAsync(form, 99));
    }

    [Fact]
    public async Task What_is_saved_by_people_who_stayed_in_the_old_document_is_kept_aside()
    {
        var form = await hub.FormWithNameAsync();
        var bens = await hub.KeyAsync(form);
        await hub.PresenceAsync(bens, hub.BensId);
        await RestoreAsync(form, 1);

        await hub.SaveFinallyAsync(bens, Mail);

        Assert.Equal(Name, await hub.DocumentAsync(await hub.ConfigAsync(form)));
        var history = await hub.HistoryAsync(form);
        Assert.Equal(2, history.GetProperty("currentVersion").GetInt32());
        Assert.Equal(3, history.GetProperty("history").GetArrayLength());
        Assert.Contains("kept aside", (await hub.PageAsync($"/forms/{form}/versions")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await RestoreAsync(form, 3));
        Assert.Equal(Mail, await hub.DocumentAsync(await hub.ConfigAsync(form)));
    }

    [Fact]
    public async Task A_version_that_is_published_while_nobody_edits_is_what_is_edited_next()
    {
        var form = await hub.FormWithNameAsync();
        var key = await hub.KeyAsync(form);
        using var api = hub.CreateApiClient();
        using var published = await api.PostFileAsync($"/api/forms/{form}/versions", City);
        Assert.Equal(HttpStatusCode.Created, published.StatusCode);

        var next = await hub.ConfigAsync(form);

        Assert.NotEqual(key, DesignFixture.Key(next));
        Assert.Equal(City, await hub.DocumentAsync(next));
    }

    [Fact]
    public async Task Strangers_get_no_configuration()
    {
        var form = await hub.FormWithNameAsync();
        using var stranger = hub.CreateAnonymousClient();
        foreach (var address in (string[])["edit", "edit/config", "design", "history", "history/1", "publish?draft=1"])
        {
            using var answer = await stranger.GetAsync($"/forms/{form}/{address}");
            Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.Redirect, HttpStatusCode.Unauthorized]);
        }
    }

    private async Task<HttpStatusCode> RestoreAsync(int form, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/forms/{form}/history/{number}/restore");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await hub.Anna.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task PublishDraftAsync(int form)
    {
        var page = $"/forms/{form}/publish?draft={(await hub.StateAsync(form)).GetProperty("draft").GetProperty("id").GetInt32()}";
        var shown = await hub.PageAsync(page);
        string Hidden(string name) => shown.QuerySelector($"input[name={name}]")!.GetAttribute("value")!;
        using var answer = await hub.Anna.SendAsync(page, page, ("draft", Hidden("draft")), ("seenVersion", Hidden("seenVersion")), ("seenSha256", Hidden("seenSha256")));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private async Task<string> FillSessionAsync(int form)
    {
        using var api = hub.CreateApiClient();
        return (await api.OpenSessionAsync(form)).GetProperty("documentKey").GetString()!;
    }
}
