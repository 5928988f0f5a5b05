using System.Net.Http.Json;
using System.Text.Json;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Tests.Callbacks;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Tests.Design;

/// <summary>What comes under a design key and is no save of a callback.</summary>
public class DesignKeyTests(DesignFixture hub) : IClassFixture<DesignFixture>
{
    private static readonly byte[] Mail = DesignForm.File(DesignForm.Field("name"), DesignForm.Field("mail"));

    [Fact]
    public async Task A_submit_of_a_document_that_is_being_designed_is_no_submission_and_is_kept_as_an_event()
    {
        var form = await hub.FormWithNameAsync();
        var key = await hub.KeyAsync(form);

        var answer = await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("print"), Bytes.Zip("c"), Bytes.FormData("Anna")).Submit(key, hub.AnnasId));

        // Whoever pressed the button must not read that it was received.
        Assert.Equal((200, ReplyVerdict.Failed), (answer.Status, answer.Verdict));
        Assert.Contains("being designed", answer.Body, StringComparison.Ordinal);
        Assert.Equal((0, 1), (await hub.CountAsync("submissions", key), await hub.CountAsync("callback_events", key)));
        Assert.Equal("refusedSubmit", await hub.OutcomeAsync(key));
        Assert.Equal(0, await hub.Database.ScalarAsync<int>($"SELECT last_number FROM forms WHERE id = {form}"));
        using var api = hub.CreateApiClient();
        var inbox = await api.GetFromJsonAsync<JsonElement>($"/api/callbacks?outcome=refusedSubmit&documentKey={key}");
        Assert.Single(inbox.GetProperty("items").EnumerateArray());
        Assert.Equal(key, await hub.KeyAsync(form));
    }

    [Fact]
    public async Task A_failed_submit_of_it_is_none_either()
    {
        var form = await hub.FormWithNameAsync();
        var key = await hub.KeyAsync(form);

        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a"), formData: Bytes.FormData("x")).FailedSubmit(key, corrupted: true));

        Assert.Equal((0, "refusedSubmit"), (await hub.CountAsync("submissions", key), await hub.OutcomeAsync(key)));
    }

    [Fact]
    public async Task What_authors_designed_and_the_Document_Server_could_not_hand_over_is_their_draft()
    {
        var form = await hub.FormWithNameAsync();
        var key = await hub.KeyAsync(form);
        hub.Now.Advance(TimeSpan.FromMinutes(1));
        hub.DocumentServer.Commands.Forgotten[key] = Mail;

        await hub.RunAsync<StoreForgottenFiles>();

        Assert.Empty(hub.DocumentServer.Commands.Forgotten);
        var next = await hub.ConfigAsync(form);
        Assert.NotEqual(key, DesignFixture.Key(next));
        Assert.Equal(Mail, await hub.DocumentAsync(next));
        Assert.Equal(2, (await hub.StateAsync(form)).GetProperty("draft").GetProperty("number").GetInt32());
    }
}
