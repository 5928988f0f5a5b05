using System.Net;
using System.Text;
using System.Text.Json;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Tests.PracticeEditor;

public sealed class SessionLifeTests(PracticeEditorFixture application) : IClassFixture<PracticeEditorFixture>, IAsyncLifetime
{
    private static readonly object[] Filled = ["Ada Lovelace", true, "Business plan"];

    private readonly string _key = $"k-{Guid.NewGuid():n}";

    private StorageDouble Storage => application.Storage;

    [Fact]
    public async Task A_session_is_opened_submitted_and_saved()
    {
        await using var tab = await application.OpenAsync(_key);

        var joined = await Storage.NextAsync(1);
        Assert.Equal(("u-1", (1, "u-1")), (joined.Users, joined.Action));

        var answer = await tab.SubmitAsync(Filled);
        var submit = await Storage.NextAsync(6);
        Assert.Equal(0, answer.GetProperty("code").GetInt32());
        Assert.Equal(3, submit.Claims.GetProperty("forcesavetype").GetInt32());
        Assert.Equal(("u-1", (2, "u-1"), "pdf"), (submit.Users, submit.Action, submit.Text("filetype")));
        Assert.Equal("Anna Adams", submit.Claims.GetProperty("history").GetProperty("changes")[0].GetProperty("user").GetProperty("name").GetString());
        Assert.StartsWith("PK", Encoding.Latin1.GetString(submit.Changes!), StringComparison.Ordinal);

        await tab.DisposeAsync();
        var saved = await Storage.NextAsync(2);
        Assert.Equal(("u-1", (0, "u-1")), (saved.Users, saved.Action));
        Assert.False(saved.Claims.GetProperty("notmodified").GetBoolean());
        Assert.NotEqual(submit.Folder, saved.Folder);
        Assert.Null(saved.FormData);
    }

    [Fact]
    public async Task A_submitted_document_is_a_print_and_a_saved_one_still_a_form_with_the_answers_in_it()
    {
        await using var tab = await application.OpenAsync(_key);
        await Storage.NextAsync(1);
        await tab.SubmitAsync(Filled);
        var submit = await Storage.NextAsync(6);
        await tab.DisposeAsync();
        var saved = await Storage.NextAsync(2);

        Assert.Equal(FormRefusal.NotAForm, Read(submit.Document!).Refusal);
        Assert.Equal(["Name", "Agree", "Plan"], Read(saved.Document!).Definition!.Fields.Select(field => field.Key));
        Assert.Empty(Read(saved.Document!).Definition!.Warnings);

        Storage.Document = saved.Document!;
        await using var again = await application.OpenAsync(_key + "-again");
        Assert.Equal("""["Ada Lovelace",true,"Business plan"]""", again.Opened.GetProperty("values").GetRawText());
    }

    [Fact]
    public async Task Form_data_is_wrapped_and_has_the_members_of_version_nine_four()
    {
        await using var tab = await application.OpenAsync(_key);
        await Storage.NextAsync(1);
        await tab.SubmitAsync("Line one\nLine\ttwo", true, "Free");

        var fields = JsonDocument.Parse((await Storage.NextAsync(6)).FormData!).RootElement.GetProperty("formsdata");

        Assert.Equal(3, fields.GetArrayLength());
        Assert.Equal(("Name", "text", "Line one Line two"), (Text(fields[0], "key"), Text(fields[0], "type"), Text(fields[0], "value")));
        Assert.Equal(("Agree", "checkBox", true), (Text(fields[1], "key"), Text(fields[1], "type"), fields[1].GetProperty("value").GetBoolean()));
        Assert.Equal("[true,false]", fields[1].GetProperty("options").GetRawText());
        Assert.Equal(("Plan", "dropDownList", "Free"), (Text(fields[2], "key"), Text(fields[2], "type"), Text(fields[2], "value")));
        Assert.Equal("biz", Text(fields[2].GetProperty("options")[0], "value"));
        Assert.Equal("", Text(fields[2], "tag"));
    }

    [Fact]
    public async Task A_form_that_nobody_touched_ends_with_status_four_and_keeps_its_key()
    {
        await using (await application.OpenAsync(_key))
        {
            await Storage.NextAsync(1);
        }

        var closed = await Storage.NextAsync(4);
        Assert.Equal((0, "u-1"), closed.Action);
        Assert.False(closed.Claims.TryGetProperty("users", out _));
        await using var again = await application.OpenAsync(_key);
    }

    [Fact]
    public async Task A_key_under_which_a_document_was_saved_opens_nothing_any_more()
    {
        await using (var tab = await application.OpenAsync(_key))
        {
            await Storage.NextAsync(1);
            Assert.Equal(HttpStatusCode.NoContent, await tab.ChangeAsync(Filled));
        }

        await Storage.NextAsync(2);
        await Support.Deadline.WaitAsync(async () =>
            (await application.AskToOpenAsync(application.Config(_key))).TryGetProperty("error", out var error)
            && error.GetInt32() == (int)EditorRefusal.VersionChanged);
    }

    [Fact]
    public async Task A_second_submit_without_a_change_overwrites_the_form_data_in_the_same_place()
    {
        await using var tab = await application.OpenAsync(_key);
        await Storage.NextAsync(1);

        await tab.SubmitAsync(Filled);
        var first = await Storage.NextAsync(6);
        await tab.SubmitAsync(Filled);
        var second = await Storage.NextAsync(6);
        await tab.SubmitAsync("Somebody else", true, "Free");
        var third = await Storage.NextAsync(6);

        Assert.Equal(first.Folder, second.Folder);
        Assert.False(first.Claims.TryGetProperty("encrypted", out _));
        Assert.False(second.Claims.GetProperty("encrypted").GetBoolean());
        Assert.NotEqual(first.Folder, third.Folder);
    }

    [Fact]
    public async Task A_submit_that_is_refused_is_sent_once_and_can_be_tried_again()
    {
        await using var tab = await application.OpenAsync(_key);
        await Storage.NextAsync(1);
        Storage.AnswerStatus = 503;

        var refused = await tab.SubmitAsync(Filled);
        Storage.AnswerStatus = 200;
        var accepted = await tab.SubmitAsync(Filled);

        Assert.NotEqual(0, refused.GetProperty("code").GetInt32());
        Assert.Equal(0, accepted.GetProperty("code").GetInt32());
        await Storage.NextAsync(6);
        await Storage.NextAsync(6);
        Assert.Equal(0, Storage.Waiting);
    }

    [Fact]
    public async Task A_submit_during_another_one_is_swallowed_with_a_success()
    {
        await using var tab = await application.OpenAsync(_key);
        await Storage.NextAsync(1);
        var gate = new TaskCompletionSource();
        Storage.Gate = gate.Task;

        var first = tab.SubmitAsync(Filled);
        await Storage.NextAsync(6);
        var second = await tab.SubmitAsync("Bob", false, "");
        gate.SetResult();

        Assert.True(second.GetProperty("inProgress").GetBoolean());
        Assert.Equal(0, second.GetProperty("code").GetInt32());
        Assert.Equal(0, (await first).GetProperty("code").GetInt32());
        Assert.Equal(0, Storage.Waiting);
    }

    [Fact]
    public async Task Two_people_in_one_document_are_told_apart()
    {
        await using var anna = await application.OpenAsync(_key, "u-1");
        await Storage.NextAsync(1);
        await using var bob = await application.OpenAsync(_key, "u-2");
        var joined = await Storage.NextAsync(1);
        Assert.Equal(("u-2", (1, "u-2")), (joined.Name, joined.Action));
        Assert.Equal("u-1 u-2", joined.Users);

        await bob.ChangeAsync(Filled);
        await anna.SubmitAsync(Filled);
        var submit = await Storage.NextAsync(6);
        Assert.Equal(("u-2", (2, "u-1"), "u-1"), (submit.Users, submit.Action, submit.Name));

        await anna.DisposeAsync();
        var left = await Storage.NextAsync(1);
        Assert.Equal(("u-2", (0, "u-1")), (left.Users, left.Action));
    }

    public Task InitializeAsync() => application.RenewStorageAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    private static FormDefinitionResult Read(byte[] file) => FormDefinitionReader.Read(new MemoryStream(file));

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
