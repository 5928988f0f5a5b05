using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Access;

/// <summary>Who published, shared and changed forms.</summary>
public class AuditLogTests(IdleApplication application) : IClassFixture<IdleApplication>
{
    [Fact]
    public async Task Publishing_and_changing_a_form_is_written_down_without_its_secrets()
    {
        using var api = application.CreateApiClient();
        var form = (await api.PublishAsync(SampleForm.Blank, "Audited")).GetProperty("id").GetInt32();
        using (var version = await api.PostFileAsync($"/api/forms/{form}/versions", PdfFormWriter.Write(SampleForm.EventRegistration)))
        {
            await version.ReadAsync(HttpStatusCode.Created);
        }

        await ChangeAsync(api, form, new { state = "closed", password = "open sesame", purpose = new string('p', 3000) }, HttpStatusCode.OK);
        await ChangeAsync(api, form, new { password = (string?)null }, HttpStatusCode.OK);
        await ChangeAsync(api, form, new { }, HttpStatusCode.OK);
        await ChangeAsync(api, form, new { opensAt = "2030-01-01T00:00:00Z", closesAt = "2029-01-01T00:00:00Z" }, HttpStatusCode.BadRequest);

        var entries = await EntriesAsync($"form {form}");
        Assert.Equal(["published a form", "published a version", "changed a form", "changed a form"], entries.Select(entry => entry.Action));
        Assert.All(entries, entry => Assert.NotEqual("unknown", entry.Actor));
        Assert.Equal(2, entries[1].Details.GetProperty("version").GetInt32());
        Assert.Equal(("closed", "set"), (entries[2].Details.GetProperty("state").GetString(), entries[2].Details.GetProperty("password").GetString()));
        Assert.Equal(200, entries[2].Details.GetProperty("purpose").GetString()!.Length);
        Assert.Equal("removed", entries[3].Details.GetProperty("password").GetString());
        var hash = await application.Database.ScalarAsync<long>("SELECT count(*) FROM audit_log WHERE details::text ~ 'sesame|password_hash|pbkdf|PBKDF'");
        Assert.Equal(0, hash);
    }

    [Fact]
    public async Task Sharing_is_written_down_with_who_did_it_and_without_links_and_names()
    {
        using var person = await SignedInPerson.ArriveAsync(application, "Anna Adams");
        using var api = application.CreateApiClient();
        var form = (await api.PublishAsync(SampleForm.Blank)).GetProperty("id").GetInt32();
        using var made = await api.PostAsJsonAsync($"/api/forms/{form}/invitations", new[] { new { name = "Ada Lovelace" }, new { name = "Grace" } });
        var link = (await made.ReadAsync(HttpStatusCode.Created)).GetProperty("items")[0];
        var id = link.GetProperty("id").GetInt64();

        foreach (var act in (string[])["Revoke", "Revoke", "Restore"])
        {
            using var answer = await person.SendAsync($"/forms/{form}/share", $"/forms/{form}/share?handler={act}", ("link", $"{id}"));
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }

        Assert.Equal(("made personal links", 2), (await EntriesAsync($"form {form}")) is [.., var invited] ? (invited.Action, invited.Details.GetProperty("links").GetInt32()) : default);
        var entries = await EntriesAsync($"personal link {id}");
        Assert.Equal([("Anna Adams", "withdrew a personal link"), ("Anna Adams", "gave a personal link back")], entries.Select(entry => (entry.Actor, entry.Action)));
        Assert.All(entries, entry => Assert.Equal(form, entry.Details.GetProperty("form").GetInt32()));
        var token = link.GetProperty("url").GetString()!.Split('/')[^1];
        Assert.Equal(0, await application.Database.ScalarAsync<long>($"SELECT count(*) FROM audit_log WHERE details::text LIKE '%Lovelace%' OR details::text LIKE '%{token}%'"));
    }

    private static async Task ChangeAsync(HttpClient api, int form, object change, HttpStatusCode status)
    {
        using var response = await api.PatchAsJsonAsync($"/api/forms/{form}", change);
        Assert.Equal(status, response.StatusCode);
    }

    private async Task<IReadOnlyList<Entry>> EntriesAsync(string subject)
    {
        var json = await application.Database.ScalarAsync<string>(
            $"SELECT coalesce(jsonb_agg(jsonb_build_object('actor', actor, 'action', action, 'details', details) ORDER BY id), '[]')::text FROM audit_log WHERE subject = '{subject}'");
        return JsonSerializer.Deserialize<List<Entry>>(json!, JsonSerializerOptions.Web)!;
    }

    private sealed record Entry(string Actor, string Action, JsonElement Details);
}
