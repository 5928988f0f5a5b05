using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Tests.PracticeEditor;

public sealed class DesignTests(PracticeEditorFixture application) : IClassFixture<PracticeEditorFixture>, IAsyncLifetime
{
    private readonly string _key = $"k-{Guid.NewGuid():n}";

    private StorageDouble Storage => application.Storage;

    [Fact]
    public async Task What_one_tab_changes_arrives_in_the_other_and_both_know_who_is_there()
    {
        await using var anna = await DesignAsync("u-1", "Anna Adams");
        await Storage.NextAsync(1);
        await using var ben = await DesignAsync("u-2", "Ben Bell");
        await Storage.NextAsync(1);
        const string Both = """people [{"id":"u-1","name":"Anna Adams"},{"id":"u-2","name":"Ben Bell"}]""";
        Assert.Equal("""people [{"id":"u-1","name":"Anna Adams"}]""", await anna.NoticeAsync());
        Assert.Equal(Both, await anna.NoticeAsync());
        Assert.Equal(Both, await ben.NoticeAsync());

        Assert.Equal(HttpStatusCode.NoContent, await ben.DesignAsync(new { op = "change", id = 1, member = "label", value = "Full name" }));
        Assert.Equal(HttpStatusCode.NoContent, await ben.DesignAsync(new { op = "add", kind = "number", after = 1 }));

        var first = await DesignNoticeAsync(anna);
        Assert.Equal(("Full name", "Ben Bell", 1), (first.GetProperty("fields")[0].GetProperty("label").GetString(), first.GetProperty("by").GetString(), first.GetProperty("changed").GetInt32()));
        var second = await DesignNoticeAsync(anna);
        Assert.Equal(["Name", "number_1", "Agree", "Plan"], second.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("key").GetString()));
    }

    [Fact]
    public async Task Two_authors_changes_to_one_field_both_stay()
    {
        await using var anna = await DesignAsync("u-1", "Anna Adams");
        await using var ben = await DesignAsync("u-2", "Ben Bell");

        await Task.WhenAll(
            anna.DesignAsync(new { op = "change", id = 1, member = "label", value = "Full name" }), ben.DesignAsync(new { op = "change", id = 1, member = "key", value = "full_name" }));
        await anna.SaveDesignAsync();

        var field = (await SavedAsync(6)).Fields[0];
        Assert.Equal(("full_name", "Full name"), (field.Key, field.Label));
    }

    [Fact]
    public async Task Every_kind_of_field_is_saved_as_a_real_form()
    {
        await using var tab = await DesignAsync("u-1", "Anna Adams");
        foreach (var (kind, index) in ((string[])["text", "number", "dateTime", "checkBox", "dropDownList", "radio"]).Select((kind, index) => (kind, index)))
        {
            Assert.Equal(HttpStatusCode.NoContent, await tab.DesignAsync(new { op = "add", kind, after = 3 + index }));
        }

        await tab.DesignAsync(new { op = "change", id = 8, member = "options", value = (string[])["Red", "Green", "Blue"] });
        await tab.DesignAsync(new { op = "change", id = 6, member = "dateFormat", value = "dd.mm.yyyy" });
        await tab.DesignAsync(new { op = "change", id = 9, member = "label", value = "Colour" });
        await tab.DesignAsync(new { op = "change", id = 4, member = "required", value = true });
        await tab.DesignAsync(new { op = "change", id = 4, member = "help", value = "As in your passport" });
        await tab.DesignAsync(new { op = "change", id = 4, member = "role", value = "Clerk" });
        await tab.DesignAsync(new { op = "move", id = 4, by = -1 });
        await tab.DesignAsync(new { op = "remove", id = 2 });
        await tab.SaveDesignAsync();

        var saved = await SavedAsync(6);

        Assert.Equal(
            ["Name", "text_1", "Plan", "number_1", "dateTime_1", "checkBox_1", "dropDownList_1", "radio_1"], saved.Fields.Select(field => field.Key));
        Assert.Equal(ColumnKind.Number, ColumnKindRule.For(saved.Fields[3]));
        Assert.Equal((FieldType.DateTime, "dd.mm.yyyy"), (saved.Fields[4].Type, saved.Fields[4].DateFormat));
        Assert.Equal(["Red", "Green", "Blue"], saved.Fields[6].Options.Select(option => option.Label));
        Assert.Equal((FieldType.Radio, "Colour"), (saved.Fields[7].Type, saved.Fields[7].SuggestedLabel));
        Assert.Equal((true, "As in your passport", "Clerk"), (saved.Fields[1].Required, saved.Fields[1].HelpText, saved.Fields[1].Role));
        Assert.Contains("Clerk", saved.Roles.Select(role => role.Name));
        Assert.Equal([new FieldOption("Business plan", "biz"), new FieldOption("Free", "free")], saved.Fields[2].Options);
    }

    [Fact]
    public async Task Saving_and_leaving_is_told_as_the_Document_Server_tells_it()
    {
        await using (var tab = await DesignAsync("u-1", "Anna Adams"))
        {
            Assert.Equal(("u-1", (1, "u-1")), (await Storage.NextAsync(1)) is var joined ? (joined.Users, joined.Action) : default);
            await tab.DesignAsync(new { op = "add", kind = "text", after = 0 });
            await tab.SaveDesignAsync();
            var forced = await Storage.NextAsync(6);
            Assert.Equal((1, (2, "u-1"), "pdf"), (forced.Claims.GetProperty("forcesavetype").GetInt32(), forced.Action, forced.Text("filetype")));
            Assert.Equal("Anna Adams", forced.Claims.GetProperty("history").GetProperty("changes")[0].GetProperty("user").GetProperty("name").GetString());
            await tab.DesignAsync(new { op = "remove", id = 1 });
        }

        var saved = await Storage.NextAsync(2);
        Assert.Equal(["Agree", "Plan", "text_1"], Read(saved.Document!).Fields.Select(field => field.Key));
        Assert.StartsWith("PK", System.Text.Encoding.Latin1.GetString(saved.Changes!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_design_that_nobody_changed_ends_with_status_four()
    {
        await using (await DesignAsync("u-1", "Anna Adams"))
        {
            await Storage.NextAsync(1);
        }

        await Storage.NextAsync(4);
    }

    [Fact]
    public async Task Changes_that_make_no_sense_are_refused_and_change_nothing()
    {
        await using var tab = await DesignAsync("u-1", "Anna Adams");

        Assert.Equal(HttpStatusCode.Conflict, await tab.DesignAsync(new { op = "change", id = 1, member = "key", value = "Agree" }));
        Assert.Equal(HttpStatusCode.Conflict, await tab.DesignAsync(new { op = "change", id = 1, member = "key", value = " " }));
        Assert.Equal(HttpStatusCode.BadRequest, await tab.DesignAsync(new { op = "add", kind = "rocket" }));
        Assert.Equal(HttpStatusCode.BadRequest, await tab.DesignAsync(new { op = "change", id = 1, member = "label", value = new string('x', 501) }));
        Assert.Equal(HttpStatusCode.BadRequest, await tab.DesignAsync(new { op = "change", id = 1, member = "options", value = (string[])["a"] }));
        Assert.Equal(HttpStatusCode.NoContent, await tab.DesignAsync(new { op = "move", id = 1, by = -1 }));
        Assert.Equal(HttpStatusCode.NoContent, await tab.DesignAsync(new { op = "remove", id = 99 }));
        Assert.Equal(HttpStatusCode.BadRequest, await tab.DesignAsync("nonsense"));
        await tab.SaveDesignAsync();
        await Storage.NextAsync(1);
        Assert.Equal(0, Storage.Waiting);
    }

    [Fact]
    public async Task An_older_state_is_shown_when_its_object_is_signed_and_not_otherwise()
    {
        var data = new JsonObject { ["version"] = 1, ["key"] = "h-1", ["url"] = $"{Storage.Address}/document", ["fileType"] = "pdf" };
        data["token"] = PracticeEditorFixture.Sign(data);
        var shown = await PostHistoryAsync(data);
        Assert.Equal(["Name", "Agree", "Plan"], shown.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("key").GetString()));

        data["url"] = $"{Storage.Address}/no-form";
        Assert.Equal((int)EditorRefusal.BadToken, (await PostHistoryAsync(data)).GetProperty("error").GetInt32());
    }

    public Task InitializeAsync() => application.RenewStorageAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<PracticeTab> DesignAsync(string user, string name)
    {
        var opened = await application.AskToOpenAsync(application.Config(_key, user, config =>
        {
            config["document"]!["permissions"]!["edit"] = true;
            config["editorConfig"]!["user"]!["name"] = name;
        }));
        Assert.True(opened.TryGetProperty("design", out _), opened.GetRawText());
        var tab = new PracticeTab(application.Client, $"/practice-editor/doc/{opened.GetProperty("tab").GetString()}", opened);
        await tab.StayAsync();
        return tab;
    }

    private static async Task<JsonElement> DesignNoticeAsync(PracticeTab tab)
    {
        while (await tab.NoticeAsync() is { } notice)
        {
            if (notice.StartsWith("design ", StringComparison.Ordinal))
            {
                return JsonDocument.Parse(notice["design ".Length..]).RootElement.Clone();
            }
        }

        throw new InvalidOperationException("The line ended.");
    }

    private async Task<FormDefinition> SavedAsync(int status)
    {
        var callback = await Storage.NextAsync();
        while (callback.Claims.GetProperty("status").GetInt32() != status)
        {
            callback = await Storage.NextAsync();
        }

        return Read(callback.Document!);
    }

    private async Task<JsonElement> PostHistoryAsync(JsonObject data)
    {
        using var response = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(application.Client, "/practice-editor/doc/history", data);
        return await response.ReadAsync(HttpStatusCode.OK);
    }

    private static FormDefinition Read(byte[] file) => FormDefinitionReader.Read(new MemoryStream(file)).Definition!;
}
