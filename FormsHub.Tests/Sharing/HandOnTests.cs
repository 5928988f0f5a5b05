using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Parser;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Jobs.Intake;
using FormsHub.Tests.Callbacks;
using FormsHub.Tests.Support;
using FormsHub.Web.Editor;
using FormsHub.Web.PracticeEditor;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.Sharing;

/// <summary>A case whose earlier document the Document Server never saves goes on when its author says so.</summary>
public class HandOnTests(SharingFixture hub) : IClassFixture<SharingFixture>
{
    [Fact]
    public async Task A_document_that_is_never_saved_is_handed_on_as_it_was_last_saved()
    {
        var (form, applicant, manager) = await InviteBothAsync();
        using var visitor = new Visitor(hub);
        var key = await SubmitAndFailAsync(visitor, applicant.Link, Bytes.Pdf("half"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.ReadAsync(manager.Link)).Status);

        Assert.Equal(HttpStatusCode.NoContent, await HandOnAsync(form, manager.Id));

        Assert.Equal(Bytes.Pdf("half"), await DocumentAsync(await visitor.FollowAsync(manager.Link)));
        Assert.Equal("handed a document on before it arrived", await hub.Database.ScalarAsync<string>($"SELECT action FROM audit_log WHERE subject = 'personal link {manager.Id}'"));
        Assert.Null(await hub.KeyAsync<DateTime?>("retired_at", key));
    }

    [Fact]
    public async Task A_document_of_which_nothing_was_saved_is_handed_on_as_it_was_before()
    {
        var (form, applicant, manager) = await InviteBothAsync();
        using var visitor = new Visitor(hub);
        await SubmitAndFailAsync(visitor, applicant.Link, null);

        await HandOnAsync(form, manager.Id);

        Assert.Equal(PdfFormWriter.Write(SharingFixture.TwoRoles), await DocumentAsync(await visitor.FollowAsync(manager.Link)));
    }

    [Fact]
    public async Task What_arrives_after_all_before_the_link_is_opened_is_what_is_opened()
    {
        var (form, applicant, manager) = await InviteBothAsync();
        using var visitor = new Visitor(hub);
        var key = await SubmitAndFailAsync(visitor, applicant.Link, Bytes.Pdf("half"));
        await HandOnAsync(form, manager.Id);

        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("whole"), Bytes.Zip("c")).Final(key));

        Assert.Equal(Bytes.Pdf("whole"), await DocumentAsync(await visitor.FollowAsync(manager.Link)));
    }

    [Fact]
    public async Task Only_what_waits_for_a_submitted_document_can_be_handed_on()
    {
        var (form, applicant, manager) = await InviteBothAsync();
        using var visitor = new Visitor(hub);

        Assert.Equal(HttpStatusCode.Conflict, await HandOnAsync(form, manager.Id));
        Assert.Equal(HttpStatusCode.Conflict, await HandOnAsync(form, applicant.Id));
        Assert.Equal(HttpStatusCode.NotFound, await HandOnAsync(await hub.PublishAsync(), manager.Id));
        Assert.Equal(HttpStatusCode.NotFound, await HandOnAsync(form, long.MaxValue));

        // It was not said beforehand: what is submitted from now on is waited for.
        await SubmitAndFailAsync(visitor, applicant.Link, null);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.ReadAsync(manager.Link)).Status);
        await hub.RevokeAsync(form, manager.Id);
        Assert.Equal(HttpStatusCode.Conflict, await HandOnAsync(form, manager.Id));
    }

    [Fact]
    public async Task What_the_earlier_role_submits_once_more_is_waited_for_again()
    {
        var (form, applicant, manager) = await InviteBothAsync();
        using var visitor = new Visitor(hub);
        var key = await SubmitAndFailAsync(visitor, applicant.Link, null);
        await HandOnAsync(form, manager.Id);

        Assert.True((await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("p2"), formData: Bytes.FormData("again")).Submit(key))).IsAccepted);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.ReadAsync(manager.Link)).Status);
    }

    [Fact]
    public async Task The_share_page_offers_it_where_a_document_is_on_its_way_and_nowhere_else()
    {
        var (form, applicant, manager) = await InviteBothAsync();
        using var visitor = new Visitor(hub);
        using var person = await SignedInPerson.ArriveAsync(hub, $"Author {applicant.Id}");
        Assert.Equal(0, await ButtonsAsync(person, form));
        await SubmitAndFailAsync(visitor, applicant.Link, null);
        Assert.Equal(1, await ButtonsAsync(person, form));

        using var answer = await person.SendAsync($"/forms/{form.Id}/share", $"/forms/{form.Id}/share?handler=HandOn", ("link", $"{manager.Id}"));

        Assert.Contains("done=handedOn", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(0, await ButtonsAsync(person, form));
        await visitor.FollowAsync(manager.Link);
    }

    private static async Task<int> ButtonsAsync(SignedInPerson person, SharedForm form)
    {
        var page = await new HtmlParser().ParseDocumentAsync(await person.Client.GetStringAsync($"/forms/{form.Id}/share"));
        return page.QuerySelectorAll("button").Count(button => button.TextContent.Trim() == "Hand on anyway");
    }

    /// <summary>Something is saved, the answer is submitted, and then the Document Server fails to save what it was submitted from.</summary>
    private async Task<string> SubmitAndFailAsync(Visitor visitor, string link, byte[]? savedBefore)
    {
        var session = await visitor.FollowAsync(link);
        var key = await hub.KeyOfAsync(session);
        if (savedBefore is not null)
        {
            await hub.PostAsync(hub.DocumentServer.Convert(key, savedBefore).Draft(key));
        }

        hub.Now.Advance(TimeSpan.FromSeconds(5));
        await hub.SubmitAsync(session);
        Assert.True((await hub.PostAsync(new CallbackBody { Key = key, Status = DocumentStatus.SavingError, Users = ["u-1"] })).IsAccepted);
        return key;
    }

    private async Task<HttpStatusCode> HandOnAsync(SharedForm form, long id)
    {
        using var response = await hub.Api.PostAsync($"/api/forms/{form.Id}/invitations/{id}/hand-on", null);
        return response.StatusCode;
    }

    private async Task<byte[]> DocumentAsync(string session) =>
        await hub.Api.GetByteArrayAsync(await hub.Services.GetRequiredService<EditorConfiguration>().DocumentUrlAsync(await hub.KeyOfAsync(session), default));

    private async Task<(SharedForm Form, (string Link, long Id) Applicant, (string Link, long Id) Manager)> InviteBothAsync()
    {
        var form = await hub.PublishAsync(draft: SharingFixture.TwoRoles);
        var applicant = await hub.InviteAsync(form, new { name = "Ada", role = "Applicant", @case = "A-17" });
        return (form, applicant, await hub.InviteAsync(form, new { name = "Grace", role = "Manager", @case = "A-17" }));
    }
}
