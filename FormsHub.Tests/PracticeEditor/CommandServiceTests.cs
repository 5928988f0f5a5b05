using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.PracticeEditor;

public sealed class CommandServiceTests(PracticeEditorFixture application) : IClassFixture<PracticeEditorFixture>, IAsyncLifetime
{
    private readonly string _key = $"k-{Guid.NewGuid():n}";

    private StorageDouble Storage => application.Storage;

    [Fact]
    public async Task A_command_needs_a_good_token_in_its_body_or_its_header()
    {
        var command = new JsonObject { ["c"] = "version" };

        Assert.Equal(6, Error(await application.CommandAsync(command, "nonsense")));
        Assert.Equal(7, Error(await application.CommandAsync(command, PracticeEditorFixture.Sign(command, TimeSpan.FromMinutes(-2)))));
        Assert.Equal(0, Error(await application.CommandAsync(command)));

        using var request = new HttpRequestMessage(HttpMethod.Post, "/practice-editor/coauthoring/CommandService.ashx") { Content = JsonContent.Create(new { }) };
        request.Headers.Add("Authorization", "Bearer " + PracticeEditorFixture.Sign(new JsonObject { ["payload"] = command.DeepClone() }));
        using var answer = await application.Client.SendAsync(request);
        Assert.Equal("9.4.0", (await answer.ReadAsync(System.Net.HttpStatusCode.OK)).GetProperty("version").GetString());
    }

    [Theory]
    [InlineData("info", 1)]
    [InlineData("forcesave", 1)]
    [InlineData("drop", 0)]
    [InlineData("meta", 5)]
    [InlineData("getForgotten", 1)]
    [InlineData("deleteForgotten", 1)]
    [InlineData("license", 0)]
    [InlineData("getForgottenList", 0)]
    [InlineData("dance", 5)]
    public async Task What_cannot_be_done_has_a_number(string command, int error)
    {
        Assert.Equal(error, await application.CommandErrorAsync(new JsonObject { ["c"] = command, ["key"] = "nothing" }));
    }

    [Theory]
    [InlineData("dance", 1)]
    [InlineData("drop", 1)]
    [InlineData("version", 0)]
    [InlineData("getForgottenList", 0)]
    public async Task Most_commands_need_a_key(string command, int error)
    {
        Assert.Equal(error, await application.CommandErrorAsync(new JsonObject { ["c"] = command }));
    }

    [Fact]
    public async Task The_converter_fetches_with_a_token_and_makes_a_PDF()
    {
        var asked = new JsonObject { ["filetype"] = "txt", ["outputtype"] = "pdf", ["key"] = _key, ["url"] = $"{Storage.Address}/document" };

        var answer = JsonDocument.Parse(await ConvertAsync(asked, "application/json")).RootElement;

        Assert.True(answer.GetProperty("endConvert").GetBoolean());
        Assert.StartsWith("%PDF-", await application.Client.GetStringAsync(answer.GetProperty("fileUrl").GetString()), StringComparison.Ordinal);
        Assert.StartsWith("Bearer ey", Assert.Single(Storage.DocumentTokens), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("key", "no/key", -7)]
    [InlineData("url", "nothing", -7)]
    [InlineData("outputtype", "docx", -7)]
    [InlineData("filetype", "docx", -3)]
    [InlineData("url", "http://127.0.0.1:1/", -4)]
    public async Task What_cannot_be_converted_has_a_number_too(string member, string value, int error)
    {
        var asked = new JsonObject { ["filetype"] = "txt", ["outputtype"] = "pdf", ["key"] = _key, ["url"] = $"{Storage.Address}/document", [member] = value };

        Assert.Equal($$"""{"error":{{error}}}""", await ConvertAsync(asked, "application/json"));
    }

    [Fact]
    public async Task The_converter_needs_a_token_and_speaks_XML_to_whoever_does_not_ask_for_JSON()
    {
        Assert.Equal("""{"error":-8}""", await ConvertAsync(new JsonObject(), "application/json", "nonsense"));
        Assert.Contains("<Error>-8</Error>", await ConvertAsync(new JsonObject(), "text/xml", "nonsense"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_posts_who_is_there_before_it_answers()
    {
        await using var tab = await application.OpenAsync(_key);
        await Storage.NextAsync(1);
        var gate = new TaskCompletionSource();
        Storage.Gate = gate.Task;

        var answer = application.CommandAsync(new JsonObject { ["c"] = "info", ["key"] = _key, ["userdata"] = "mine" });
        var callback = await Storage.NextAsync(1);
        Assert.False(answer.IsCompleted);
        gate.SetResult();

        Assert.Equal("mine", callback.Text("userdata"));
        Assert.False(callback.Claims.TryGetProperty("actions", out _));
        Assert.Equal(["u-1"], (await answer).GetProperty("users").EnumerateArray().Select(user => user.GetString()));
    }

    [Fact]
    public async Task Forcesave_saves_what_changed_and_says_when_nothing_did()
    {
        await using var tab = await application.OpenAsync(_key);
        await Storage.NextAsync(1);
        var forcesave = new JsonObject { ["c"] = "forcesave", ["key"] = _key, ["userdata"] = "first" };

        Assert.Equal(4, await application.CommandErrorAsync(forcesave));
        await tab.ChangeAsync("Ada", false, "");
        Assert.Equal(0, await application.CommandErrorAsync(forcesave));

        var saved = await Storage.NextAsync(6);
        Assert.Equal((0, "first"), (saved.Claims.GetProperty("forcesavetype").GetInt32(), saved.Text("userdata")));
        Assert.False(saved.Claims.TryGetProperty("actions", out _));
        await Deadline.WaitAsync(async () => await application.CommandErrorAsync(forcesave) == 4);
    }

    [Fact]
    public async Task Whoever_is_dropped_can_only_read_on()
    {
        await using var tab = await application.OpenAsync(_key);
        await Storage.NextAsync(1);

        Assert.Equal(0, await application.CommandErrorAsync(new JsonObject { ["c"] = "drop", ["key"] = _key, ["users"] = """["u-1"]""" }));

        Assert.Equal("drop", await tab.NoticeAsync());
        await Storage.NextAsync(4);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, await tab.ChangeAsync("Ada", false, ""));
    }

    [Fact]
    public async Task Meta_renames_the_document_in_every_tab()
    {
        await using var tab = await application.OpenAsync(_key);
        await Storage.NextAsync(1);

        var meta = new JsonObject { ["c"] = "meta", ["key"] = _key, ["meta"] = new JsonObject { ["title"] = "Other.pdf" } };
        Assert.Equal(0, await application.CommandErrorAsync(meta));
        meta.Remove("meta");
        Assert.Equal(5, await application.CommandErrorAsync(meta));

        Assert.Equal("title Other.pdf", await tab.NoticeAsync());
    }

    [Fact]
    public async Task A_final_save_that_nobody_takes_is_forgotten_until_it_is_fetched_or_opened_again()
    {
        await using (var tab = await application.OpenAsync(_key))
        {
            await Storage.NextAsync(1);
            await tab.ChangeAsync("Ada", true, "");
            Storage.AnswerStatus = 404;
        }

        await Storage.NextAsync(2);
        await Deadline.WaitAsync(async () => Keys(await application.CommandAsync(new JsonObject { ["c"] = "getForgottenList" })).Contains(_key));
        var link = (await application.CommandAsync(new JsonObject { ["c"] = "getForgotten", ["key"] = _key })).GetProperty("url").GetString()!;
        Assert.Contains($"/practice-editor/cache/files/forgotten/{_key}/output.pdf/output.pdf?md5=", link, StringComparison.Ordinal);
        Assert.Equal("%PDF-"u8.ToArray(), (await application.Client.GetByteArrayAsync(link))[..5]);

        Storage.AnswerStatus = 200;
        await using (var again = await application.OpenAsync(_key))
        {
            Assert.Equal("""["Ada",true,""]""", again.Opened.GetProperty("values").GetRawText());
            await Storage.NextAsync(1);
        }

        var saved = await Storage.NextAsync(2);
        Assert.Equal("{}", saved.Claims.GetProperty("history").GetRawText());
        Assert.False(saved.Claims.TryGetProperty("changesurl", out _));
        await Deadline.WaitAsync(async () => !Keys(await application.CommandAsync(new JsonObject { ["c"] = "getForgottenList" })).Contains(_key));
    }

    public Task InitializeAsync() => application.RenewStorageAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<string> ConvertAsync(JsonObject claims, string accept, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/practice-editor/converter")
        {
            Content = JsonContent.Create(new JsonObject { ["token"] = token ?? PracticeEditorFixture.Sign(claims) }),
        };
        request.Headers.Accept.ParseAdd(accept);
        using var answer = await application.Client.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    private static int Error(JsonElement answer) => answer.GetProperty("error").GetInt32();

    private static IEnumerable<string?> Keys(JsonElement answer) => answer.GetProperty("keys").EnumerateArray().Select(key => key.GetString());
}
