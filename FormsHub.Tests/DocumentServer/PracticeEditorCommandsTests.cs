using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Tests.Callbacks;
using FormsHub.Tests.PracticeEditor;
using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Tests.DocumentServer;

/// <summary>FormsHub and its own practice editor: the same commands, the same check, the same forgotten files.</summary>
public sealed class PracticeEditorCommandsTests(PracticeEditorCommandsTests.Practising application) : IClassFixture<PracticeEditorCommandsTests.Practising>
{
    [Fact]
    public async Task Who_is_inside_and_what_is_entered_so_far_is_had_while_the_document_is_open()
    {
        using var api = application.CreateApiClient();
        var (_, key, tab) = await OpenAsync(api);
        await using var open = tab;
        await tab.ChangeAsync("Ada", true, "");

        var users = await (await api.GetAsync($"/api/documents/{key}/users")).ReadAsync(HttpStatusCode.OK);
        var save = await (await api.PostAsync($"/api/documents/{key}/save", null)).ReadAsync(HttpStatusCode.OK);

        Assert.Equal("Ada Lovelace", Assert.Single(users.GetProperty("users").EnumerateArray()).GetProperty("name").GetString());
        await Deadline.WaitAsync(async () =>
            await application.Database.ScalarAsync<string>($"SELECT e.outcome FROM document_commands c JOIN callback_events e ON e.id = c.event_id WHERE c.id = {save.GetProperty("id")}") == "draftStored");
        Assert.Equal("Nothing changed since the last save.", (await (await api.PostAsync($"/api/documents/{key}/save", null)).ReadAsync(HttpStatusCode.OK)).GetProperty("explanation").GetString());
    }

    [Fact]
    public async Task A_new_title_is_shown_and_a_closed_form_can_only_be_read_on()
    {
        using var api = application.CreateApiClient();
        var (form, _, tab) = await OpenAsync(api);
        await using var open = tab;

        await api.PatchAsJsonAsync($"/api/forms/{form}", new { title = "Visit again" });
        Assert.Equal("title Visit again.pdf", await tab.NoticeAsync());

        await api.PatchAsJsonAsync($"/api/forms/{form}", new { state = "closed" });
        Assert.Equal("drop", await tab.NoticeAsync());
        Assert.Equal(HttpStatusCode.Forbidden, await tab.ChangeAsync("Ada", true, ""));
    }

    [Fact]
    public async Task A_forgotten_file_is_fetched_and_forgotten()
    {
        using var api = application.CreateApiClient();
        var (_, key, tab) = await OpenAsync(api);
        await tab.DisposeAsync();
        var forgotten = application.Services.GetRequiredService<PracticeServer>().Forgotten;
        forgotten[key] = Bytes.Pdf("forgotten");
        await Deadline.WaitAsync(async () => await application.Database.ScalarAsync<bool>($"SELECT users = '{{}}' FROM document_keys WHERE key = '{key}'"));

        using var answer = await api.PostAsync("/api/operations/forgotten-files/run", null);

        await Deadline.WaitAsync(() => Task.FromResult(!forgotten.ContainsKey(key)));
        Assert.Equal("final 1 true", await application.Database.ScalarAsync<string>(
            $"SELECT string_agg(concat_ws(' ', kind, version, recovered::text), ',') FROM document_saves WHERE document_key = '{key}'"));
    }

    [Fact]
    public async Task The_check_of_the_connection_finds_everything_well()
    {
        using var api = application.CreateApiClient();

        using var answer = await api.PostAsync("/api/operations/connection", null);

        var lines = (await answer.ReadAsync(HttpStatusCode.OK)).GetProperty("lines").EnumerateArray().ToList();
        Assert.All(lines, line => Assert.Equal("ok", line.GetProperty("verdict").GetString()));
    }

    [Fact]
    public async Task Every_command_is_answered_as_the_client_understands_it()
    {
        var client = application.Services.GetRequiredService<CommandClient>();

        Assert.Equal("9.4.0", (await client.VersionAsync(default)).Version);
        Assert.Equal(CommandOutcome.Done, (await client.LicenseAsync(default)).Outcome);
        Assert.NotNull((await client.ForgottenListAsync(default)).Keys);
        Assert.Equal(CommandOutcome.BadToken, (await client.VersionWithoutTokenAsync(default)).Outcome);
        Assert.Equal(CommandOutcome.UnknownKey, (await client.InfoAsync("k", null, client.Patience, default)).Outcome);
        Assert.Equal(CommandOutcome.UnknownKey, (await client.ForcesaveAsync("k", null, default)).Outcome);
        Assert.Equal(CommandOutcome.Done, (await client.DropAsync("k", null, default)).Outcome);
        Assert.Equal(CommandOutcome.Done, (await client.RenameAsync("k", "t", default)).Outcome);
        Assert.Equal(CommandOutcome.UnknownKey, (await client.ForgottenAsync("k", default)).Outcome);
        Assert.Equal(CommandOutcome.UnknownKey, (await client.DeleteForgottenAsync("k", default)).Outcome);
    }

    private static async Task<(int Form, string Key, PracticeTab Tab)> OpenAsync(HttpClient api)
    {
        var form = (await api.PublishAsync(PracticeEditorFixture.Draft)).GetProperty("id").GetInt32();
        var session = await api.OpenSessionAsync(form, new { name = "Ada Lovelace" });
        using var answer = await api.PostAsJsonAsync("/practice-editor/doc/open", session.GetProperty("editorConfig"));
        var opened = await answer.ReadAsync(HttpStatusCode.OK);
        var tab = new PracticeTab(api, string.Create(CultureInfo.InvariantCulture, $"/practice-editor/doc/{opened.GetProperty("tab").GetString()}"), opened);
        await tab.StayAsync();
        var key = session.GetProperty("documentKey").GetString()!;
        await Deadline.WaitAsync(async () =>
            (await (await api.GetAsync($"/api/documents/{key}/users")).ReadAsync(HttpStatusCode.OK)).GetProperty("users").GetArrayLength() == 1);
        return (form, key, tab);
    }

    /// <summary>Closed tabs are saved at once.</summary>
    public sealed class Practising : FormsHubApplication
    {
        public Practising() => WithSettings(("PracticeEditor:SaveDelaySeconds", "0"));
    }
}
