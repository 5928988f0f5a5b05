using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Callbacks;
using FormsHub.Tests.Support;
using FormsHub.Web.Editor;
using FormsHub.Web.PracticeEditor;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.Design;

/// <summary>FormsHub beside a Document Server, with two authors who are signed in.</summary>
public sealed class DesignFixture : CallbackFixture
{
    public const string DocumentServerOrigin = "https://docs.example.com";

    public DesignFixture() => WithSettings(("DocumentServer:Url", DocumentServerOrigin));

    public SignedInPerson Anna { get; private set; } = null!;

    public SignedInPerson Ben { get; private set; } = null!;

    /// <summary>The ids that the editor is given for them.</summary>
    public string AnnasId { get; private set; } = "";

    public string BensId { get; private set; } = "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Anna = await SignedInPerson.ArriveAsync(this, "Anna Adams");
        Ben = await SignedInPerson.ArriveAsync(this, "Ben Bell");
        AnnasId = "a-" + await Database.ScalarAsync<int>("SELECT id FROM accounts WHERE name = 'Anna Adams'");
        BensId = "a-" + await Database.ScalarAsync<int>("SELECT id FROM accounts WHERE name = 'Ben Bell'");
    }

    public override async ValueTask DisposeAsync()
    {
        Anna.Dispose();
        Ben.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>Publishes a form with one text field called <c>name</c>.</summary>
    public async Task<int> FormWithNameAsync()
    {
        using var api = CreateApiClient();
        return (await api.PublishAsync(new FormDraft { Title = "Survey", Fields = [DesignForm.Field("name")] })).GetProperty("id").GetInt32();
    }

    /// <summary>The configuration that the author's page opens the editor with.</summary>
    public async Task<JsonObject> ConfigAsync(int form, SignedInPerson? person = null) =>
        (await (person ?? Anna).Client.GetFromJsonAsync<JsonObject>($"/forms/{form}/edit/config"))!;

    public async Task<string> KeyAsync(int form) => Key(await ConfigAsync(form));

    public static string Key(JsonObject config) => config["document"]!["key"]!.GetValue<string>();

    public Task<JsonElement> StateAsync(int form) => Anna.Client.GetFromJsonAsync<JsonElement>($"/forms/{form}/design");

    public Task<JsonElement> HistoryAsync(int form) => Anna.Client.GetFromJsonAsync<JsonElement>($"/forms/{form}/history");

    /// <summary>The document that a key opens, fetched as the Document Server does.</summary>
    public async Task<byte[]> DocumentAsync(JsonObject config)
    {
        using var answer = await FetchAsync(config["document"]!["url"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Fetches an address with the Document Server's token.</summary>
    public async Task<HttpResponseMessage> FetchAsync(string url, string? token = null)
    {
        using var client = CreateAnonymousClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        token ??= await Services.GetRequiredService<DocumentServerTokens>().SignAsync(
            new JsonObject { ["payload"] = new JsonObject { ["url"] = url } }, TimeSpan.FromMinutes(5), default);
        request.Headers.Authorization = token.Length == 0 ? null : new AuthenticationHeaderValue("Bearer", token);
        return await client.SendAsync(request);
    }

    /// <summary>Everybody left the document after it was changed to this.</summary>
    public async Task SaveFinallyAsync(string key, byte[] document)
    {
        Now.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await PostAsync(DocumentServer.Convert(key, document, Bytes.Zip(key)).Final(key))).IsAccepted);
    }

    /// <summary>Somebody pressed Save and the document stays open.</summary>
    public async Task SaveAsync(string key, byte[] document)
    {
        Now.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await PostAsync(DocumentServer.Convert(key, document, Bytes.Zip(key)).Draft(key, type: Jobs.Intake.ForcesaveType.Button))).IsAccepted);
    }

    public async Task<IHtmlDocument> PageAsync(string address)
    {
        using var answer = await Anna.Client.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
    }

    internal Task<Callbacks.Answer> PresenceAsync(string key, params string[] users) => PostAsync(CallbackBody.Editing(key, users, null));
}
