using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Callbacks;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Sharing;

/// <summary>FormsHub with forms to share, and a Document Server that says what respondents did.</summary>
public sealed class SharingFixture : CallbackFixture
{
    /// <summary>First the applicant's field, then the manager's.</summary>
    internal static FormDraft TwoRoles { get; } = new()
    {
        Title = "Leave request",
        Roles = [new("Applicant", "#FFEFBF"), new("Manager", "#CCE5FF")],
        Fields = [Field("days", "Days of leave", "Applicant"), Field("decision", "Decision", "Manager")],
    };

    internal HttpClient Api { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Api = CreateApiClient();
    }

    public override async ValueTask DisposeAsync()
    {
        Api?.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>Publishes a form and changes it as said.</summary>
    internal async Task<SharedForm> PublishAsync(object? change = null, FormDraft? draft = null)
    {
        var form = await Api.PublishAsync(draft ?? SampleForm.Blank, $"Form {Guid.NewGuid():n}");
        var shared = new SharedForm(form.GetProperty("id").GetInt32(), form.GetProperty("title").GetString()!, new Uri(form.GetProperty("fillUrl").GetString()!).AbsolutePath);
        await ChangeAsync(shared, change ?? new { });
        return shared;
    }

    internal async Task ChangeAsync(SharedForm form, object change)
    {
        using var response = await Api.PatchAsJsonAsync($"/api/forms/{form.Id}", change);
        await response.ReadAsync(HttpStatusCode.OK);
    }

    /// <summary>Invites somebody and gives the path of the link with its id.</summary>
    internal async Task<(string Link, long Id)> InviteAsync(SharedForm form, object person)
    {
        using var response = await Api.PostAsJsonAsync($"/api/forms/{form.Id}/invitations", person);
        var made = await response.ReadAsync(HttpStatusCode.Created);
        return (new Uri(made.GetProperty("url").GetString()!).AbsolutePath, made.GetProperty("id").GetInt64());
    }

    internal async Task RevokeAsync(SharedForm form, long id)
    {
        using var response = await Api.DeleteAsync($"/api/forms/{form.Id}/invitations/{id}");
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    internal async Task<JsonElement> InvitationAsync(SharedForm form, long id)
    {
        var list = await Api.GetFromJsonAsync<JsonElement>($"/api/forms/{form.Id}/invitations");
        return list.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("id").GetInt64() == id).Clone();
    }

    /// <summary>The living or else newest document key of a session's page.</summary>
    internal async Task<string> KeyOfAsync(string sessionPath) => (await Database.ScalarAsync<string>(
        $"SELECT k.key FROM document_keys k JOIN fill_sessions s ON s.id = k.fill_session_id WHERE s.link_token = '{sessionPath.Split('/')[^1]}' ORDER BY k.retired_at DESC NULLS FIRST LIMIT 1"))!;

    /// <summary>Its respondent presses Complete &amp; Submit.</summary>
    internal async Task SubmitAsync(string sessionPath)
    {
        var key = await KeyOfAsync(sessionPath);
        Assert.True((await PostAsync(DocumentServer.Convert(key, Bytes.Pdf("print"), Bytes.Zip("changes"), Bytes.FormData(key)).Submit(key))).IsAccepted);
    }

    private static FieldDefinition Field(string key, string label, string role) =>
        new() { Key = key, Type = FieldType.Text, Label = label, SuggestedLabel = label, Role = role, Required = true };
}

/// <summary>A form that tests share.</summary>
/// <param name="Link">The path of its public link.</param>
internal sealed record SharedForm(int Id, string Title, string Link);
