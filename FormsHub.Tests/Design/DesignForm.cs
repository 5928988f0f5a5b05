using System.Net;
using System.Text;
using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Callbacks;
using FormsHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.Design;

/// <summary>A published form whose versions and submissions a test makes, all over HTTP.</summary>
internal sealed class DesignForm
{
    private readonly CallbackFixture _hub;
    private readonly HttpClient _api;

    private DesignForm(CallbackFixture hub, HttpClient api, int id) => (_hub, _api, Id) = (hub, api, id);

    public int Id { get; }

    public static async Task<DesignForm> PublishAsync(CallbackFixture hub, params FieldDefinition[] fields)
    {
        var api = hub.CreateApiClient();
        var form = await api.PublishAsync(new FormDraft { Title = "Survey", Fields = fields });
        return new DesignForm(hub, api, form.GetProperty("id").GetInt32());
    }

    public static FieldDefinition Field(string key, FieldType? type = null, string? label = null) =>
        new() { Key = key, Type = type ?? FieldType.Text, Label = label, SuggestedLabel = label ?? key };

    public static byte[] File(params FieldDefinition[] fields) => PdfFormWriter.Write(new FormDraft { Title = "Survey", Fields = fields });

    public async Task<JsonElement> PublishVersionAsync(string? renames, params FieldDefinition[] fields)
    {
        using var response = await _api.PostFileAsync($"/api/forms/{Id}/versions", File(fields), renames: renames);
        return await response.ReadAsync(HttpStatusCode.Created);
    }

    /// <returns>Why nothing was published.</returns>
    public async Task<string> RefuseVersionAsync(HttpStatusCode status, string renames, params FieldDefinition[] fields)
    {
        using var response = await _api.PostFileAsync($"/api/forms/{Id}/versions", File(fields), renames: renames);
        return (await response.ReadAsync(status)).GetProperty("detail").GetString()!;
    }

    /// <summary>Opens a session under the newest version.</summary>
    public async Task<string> OpenSessionAsync() => (await _api.OpenSessionAsync(Id)).GetProperty("documentKey").GetString()!;

    /// <summary>Submits what somebody entered, key by key, and makes its values.</summary>
    public async Task SubmitAsync(string documentKey, params (string Key, string Type, string Value)[] entries)
    {
        var data = JsonSerializer.Serialize(new { formsdata = entries.Select(entry => new { key = entry.Key, tag = "", value = entry.Value, type = entry.Type }) });
        var conversion = _hub.DocumentServer.Convert(documentKey, Bytes.Pdf("filled"), formData: Encoding.UTF8.GetBytes(data));
        Assert.True((await _hub.PostAsync(conversion.Submit(documentKey))).IsAccepted);
        await ActivatorUtilities.CreateInstance<NormalizeSubmissions>(_hub.Services).RunAsync(CancellationToken.None);
    }

    /// <summary>The list as programs get it.</summary>
    public async Task<JsonElement> ListAsync(string query = "sort=number")
    {
        using var response = await _api.GetAsync($"/api/forms/{Id}/submissions?{query}");
        return await response.ReadAsync(HttpStatusCode.OK);
    }

    /// <summary>The values of one column, submission by submission.</summary>
    public async Task<List<string?>> ColumnAsync(string name, string query = "sort=number") =>
        [.. (await ListAsync(query)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("values").GetProperty(name).GetString())];
}
