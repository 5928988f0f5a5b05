using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Tests.PracticeEditor;

/// <summary>FormsHub without a Document Server, and a storage of the test's own that its practice editor opens documents for.</summary>
public class PracticeEditorFixture : FormsHubApplication
{
    private const string Secret = "short";

    private StorageDouble? _storage;

    public PracticeEditorFixture() =>
        WithSettings(("DocumentServer:JwtSecret", Secret), ("PracticeEditor:SaveDelaySeconds", "0"), ("Jobs:Enabled", "false"));

    /// <summary>As the application pads it.</summary>
    internal static byte[] Key { get; } = [.. Encoding.UTF8.GetBytes(Secret), .. new byte[32 - Secret.Length]];

    internal StorageDouble Storage => _storage!;

    internal HttpClient Client { get; private set; } = null!;

    /// <summary>A form with one field that is required, one that is checked and one that is chosen.</summary>
    internal static FormDraft Draft { get; } = new()
    {
        Title = "Visit",
        Fields =
        [
            new() { Key = "Name", Type = FieldType.Text, SuggestedLabel = "Name", Label = "Name", Required = true },
            new() { Key = "Agree", Type = FieldType.CheckBox, SuggestedLabel = "I agree", TextAfter = "I agree" },
            new() { Key = "Plan", Type = FieldType.DropDownList, SuggestedLabel = "Plan", Label = "Plan", Options = [new("Business plan", "biz"), new("Free", "free")] },
        ],
    };

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await RenewStorageAsync();
        Client = CreateAnonymousClient();
    }

    /// <summary>A storage that no earlier test's callbacks reach.</summary>
    internal async Task RenewStorageAsync()
    {
        if (_storage is not null)
        {
            await _storage.DisposeAsync();
        }

        _storage = await StorageDouble.StartAsync(Key);
        _storage.Document = PdfFormWriter.Write(Draft);
    }

    public override async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Storage.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A page's configuration, signed.</summary>
    /// <param name="change">Made before it is signed.</param>
    internal JsonObject Config(string key, string user = "u-1", Action<JsonObject>? change = null)
    {
        var config = new JsonObject
        {
            ["documentType"] = "pdf",
            ["document"] = new JsonObject
            {
                ["fileType"] = "pdf",
                ["key"] = key,
                ["title"] = "Visit.pdf",
                ["url"] = $"{Storage.Address}/document",
                ["permissions"] = new JsonObject { ["edit"] = false, ["fillForms"] = true },
            },
            ["editorConfig"] = new JsonObject
            {
                ["mode"] = "edit",
                ["callbackUrl"] = $"{Storage.Address}/callback/{user}",
                ["user"] = new JsonObject { ["id"] = user, ["name"] = "Anna Adams" },
            },
        };
        change?.Invoke(config);
        config["token"] = Sign(config);
        return config;
    }

    /// <summary>Signs claims for five minutes.</summary>
    internal static string Sign(JsonObject claims, TimeSpan? lifetime = null)
    {
        var signed = (JsonObject)claims.DeepClone();
        signed["exp"] = DateTimeOffset.UtcNow.Add(lifetime ?? DocumentServerToken.Lifetime).ToUnixTimeSeconds();
        return DocumentServerToken.Sign(Encoding.UTF8.GetBytes(signed.ToJsonString()), Key);
    }

    internal async Task<JsonElement> AskToOpenAsync(JsonObject config)
    {
        using var response = await Client.PostAsJsonAsync("/practice-editor/doc/open", config);
        return await response.ReadAsync(HttpStatusCode.OK);
    }

    /// <summary>Opens a document in a tab that stays until it is closed.</summary>
    internal async Task<PracticeTab> OpenAsync(string key, string user = "u-1")
    {
        var opened = await AskToOpenAsync(Config(key, user));
        Assert.True(opened.TryGetProperty("tab", out var tab), opened.GetRawText());
        var open = new PracticeTab(Client, $"/practice-editor/doc/{tab.GetString()}", opened);
        await open.StayAsync();
        return open;
    }

    internal async Task<JsonElement> CommandAsync(JsonObject command, string? token = null)
    {
        using var response = await Client.PostAsJsonAsync("/practice-editor/command", new JsonObject { ["token"] = token ?? Sign(command) });
        return await response.ReadAsync(HttpStatusCode.OK);
    }

    internal async Task<int> CommandErrorAsync(JsonObject command) => (await CommandAsync(command)).GetProperty("error").GetInt32();
}

/// <summary>A document that is open in a browser's tab.</summary>
internal sealed class PracticeTab(HttpClient client, string address, JsonElement opened) : IAsyncDisposable
{
    private HttpResponseMessage? _line;
    private StreamReader? _notices;

    public JsonElement Opened { get; } = opened;

    /// <summary>Holds the line that says that the tab is there.</summary>
    public async Task StayAsync()
    {
        _line = await client.GetAsync($"{address}/events", HttpCompletionOption.ResponseHeadersRead);
        _notices = new StreamReader(await _line.Content.ReadAsStreamAsync());
        Assert.Equal("present", await NoticeAsync());
    }

    public async Task<string?> NoticeAsync()
    {
        while (await _notices!.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return JsonSerializer.Deserialize<string>(line["data: ".Length..]);
            }
        }

        return null;
    }

    public async Task<HttpStatusCode> ChangeAsync(params object[] values)
    {
        using var response = await client.PostAsJsonAsync($"{address}/changes", values);
        return response.StatusCode;
    }

    /// <summary>Changes the form itself.</summary>
    public async Task<HttpStatusCode> DesignAsync(object change)
    {
        using var response = await client.PostAsJsonAsync($"{address}/design", change);
        return response.StatusCode;
    }

    public Task<JsonElement> SaveDesignAsync() => PostAsync("design/save", []);

    public Task<JsonElement> SubmitAsync(params object[] values) => PostAsync("submit", values);

    public Task<JsonElement> SaveAsync(params object[] values) => PostAsync("save", values);

    public ValueTask DisposeAsync()
    {
        _notices?.Dispose();
        _line?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonElement> PostAsync(string what, object[] values)
    {
        using var response = await client.PostAsJsonAsync($"{address}/{what}", values);
        return await response.ReadAsync(HttpStatusCode.OK);
    }
}
