using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using FormsHub.Tests.Callbacks;
using FormsHub.Tests.Support;
using FormsHub.Web.Editor;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.Sharing;

/// <summary>Cases that begin without an invitation: at the public link, or by a program.</summary>
public class PublicCaseTests(SharingFixture hub) : IClassFixture<SharingFixture>
{
    [Fact]
    public async Task The_public_link_of_a_form_with_roles_opens_the_first_roles_fields_and_begins_a_case()
    {
        var form = await hub.PublishAsync(draft: SharingFixture.TwoRoles);
        using var visitor = new Visitor(hub);

        var session = await visitor.FollowAsync(form.Link);

        Assert.Equal("""["Applicant"]""", (await UserAsync(visitor, session)).GetProperty("roles").GetRawText());
        Assert.Equal(session, await visitor.FollowAsync(form.Link));
        var link = Assert.Single((await LinksAsync(form)).EnumerateArray());
        Assert.Equal(("Applicant", "Case 1", "opened"), (Text(link, "role"), Text(link, "case"), Text(link, "state")));
    }

    [Fact]
    public async Task The_next_role_is_invited_to_it_by_its_name_and_gets_the_document_as_it_was_left()
    {
        var form = await hub.PublishAsync(draft: SharingFixture.TwoRoles);
        using var visitor = new Visitor(hub);
        var session = await visitor.FollowAsync(form.Link);
        var manager = await hub.InviteAsync(form, new { name = "Grace", role = "Manager", @case = "Case 1" });
        Assert.Equal("Applicant", Text(await hub.InvitationAsync(form, manager.Id), "waitsFor"));

        var key = await hub.KeyOfAsync(session);
        await hub.SubmitAsync(session);
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("filled by somebody"), Bytes.Zip("c")).Final(key));
        var next = await visitor.FollowAsync(manager.Link);
        await hub.SubmitAsync(next);

        var submissions = (await hub.Api.GetFromJsonAsync<JsonElement>($"/api/forms/{form.Id}/submissions?sort=number")).GetProperty("items").EnumerateArray();
        Assert.Equal([("Applicant", "Case 1"), ("Manager", "Case 1")], submissions.Select(one => (Text(one, "role"), Text(one, "case"))));
        var address = await hub.Services.GetRequiredService<EditorConfiguration>().DocumentUrlAsync(await hub.KeyOfAsync(next), default);
        Assert.Equal(Bytes.Pdf("filled by somebody"), await hub.Api.GetByteArrayAsync(address));
    }

    [Fact]
    public async Task A_reference_that_looks_like_a_number_names_the_case_of_that_reference()
    {
        var form = await hub.PublishAsync(draft: SharingFixture.TwoRoles);
        await hub.InviteAsync(form, new { name = "Ada", role = "Applicant", @case = "Case 2" });
        using var visitor = new Visitor(hub);
        await visitor.FollowAsync(form.Link);

        var manager = await hub.InviteAsync(form, new { name = "Grace", role = "Manager", @case = "Case 2" });

        Assert.Equal(1, await hub.Database.ScalarAsync<int>($"SELECT c.number FROM cases c JOIN invitations i ON i.case_id = c.id WHERE i.id = {manager.Id}"));
    }

    [Fact]
    public async Task Whoever_answered_by_the_public_link_of_a_form_with_roles_goes_back_to_that_link()
    {
        var form = await hub.PublishAsync(draft: SharingFixture.TwoRoles);
        using var visitor = new Visitor(hub);
        var session = await visitor.FollowAsync(form.Link);
        await hub.SubmitAsync(session);

        var page = await new HtmlParser().ParseDocumentAsync(await visitor.Client.GetStringAsync(session));

        Assert.Equal(form.Link, page.QuerySelectorAll("a").Single(link => link.TextContent.Contains("again", StringComparison.Ordinal)).GetAttribute("href"));
        Assert.NotEqual(session, await visitor.FollowAsync(form.Link));
        Assert.Equal(["Case 1", "Case 2"], (await LinksAsync(form)).EnumerateArray().Select(link => Text(link, "case")).Order());
    }

    [Fact]
    public async Task A_case_that_its_author_withdrew_shuts_its_visitor_out_of_it_and_not_out_of_the_form()
    {
        var form = await hub.PublishAsync(draft: SharingFixture.TwoRoles);
        using var visitor = new Visitor(hub);
        var session = await visitor.FollowAsync(form.Link);
        await hub.RevokeAsync(form, (await LinksAsync(form))[0].GetProperty("id").GetInt64());
        Assert.Equal(HttpStatusCode.Gone, (await visitor.ReadAsync(session)).Status);

        var next = await visitor.FollowAsync(form.Link);

        Assert.NotEqual(session, next);
        Assert.Equal(HttpStatusCode.OK, (await visitor.ReadAsync(next)).Status);
    }

    [Fact]
    public async Task Visitors_who_come_at_once_begin_a_case_each()
    {
        var form = await hub.PublishAsync(draft: SharingFixture.TwoRoles);
        using var client = hub.CreateAnonymousClient();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => client.GetAsync(form.Link)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
        Assert.Equal("1-12 of 12", await hub.Database.ScalarAsync<string>(
            $"SELECT min(number) || '-' || max(number) || ' of ' || count(*) FROM cases WHERE form_id = {form.Id}"));
        foreach (var answer in answers)
        {
            answer.Dispose();
        }
    }

    [Fact]
    public async Task A_program_opens_one_roles_fields_or_with_no_word_of_a_role_all_of_them()
    {
        var form = await hub.PublishAsync(draft: SharingFixture.TwoRoles);

        var manager = await OpenAsync(form, new { name = "Grace", role = "Manager" }, HttpStatusCode.Created);
        var all = await OpenAsync(form, new { name = "Ada" }, HttpStatusCode.Created);

        Assert.Equal(("Manager", "Case 1"), (Text(manager, "role"), Text(manager, "case")));
        Assert.Equal("""["Manager"]""", UserOf(manager).GetProperty("roles").GetRawText());
        Assert.False(all.TryGetProperty("role", out _) || all.TryGetProperty("case", out _) || UserOf(all).TryGetProperty("roles", out _));
    }

    [Theory]
    [InlineData(true, "Director", "role is one of Applicant, Manager")]
    [InlineData(true, "", "role is one of Applicant, Manager")]
    [InlineData(true, "\0", "role is one of Applicant, Manager")]
    [InlineData(false, "Applicant", "The form has no roles.")]
    public async Task A_role_that_the_form_has_not_opens_nothing(bool hasRoles, string role, string reason)
    {
        var form = await hub.PublishAsync(draft: hasRoles ? SharingFixture.TwoRoles : null);

        var problem = await OpenAsync(form, new { role }, HttpStatusCode.BadRequest);

        Assert.Contains(reason, Text(problem, "detail"), StringComparison.Ordinal);
        Assert.Equal(0, await hub.Database.ScalarAsync<long>($"SELECT count(*) FROM fill_sessions WHERE form_id = {form.Id}"));
    }

    private async Task<JsonElement> OpenAsync(SharedForm form, object request, HttpStatusCode status)
    {
        using var response = await hub.Api.PostAsJsonAsync($"/api/forms/{form.Id}/fill-sessions", request);
        return await response.ReadAsync(status);
    }

    private async Task<JsonElement> LinksAsync(SharedForm form) =>
        (await hub.Api.GetFromJsonAsync<JsonElement>($"/api/forms/{form.Id}/invitations")).GetProperty("items");

    private static JsonElement UserOf(JsonElement session) => session.GetProperty("editorConfig").GetProperty("editorConfig").GetProperty("user");

    private static async Task<JsonElement> UserAsync(Visitor visitor, string session)
    {
        var page = await new HtmlParser().ParseDocumentAsync(await visitor.Client.GetStringAsync(session));
        return JsonDocument.Parse(page.QuerySelector("#editor-config")!.TextContent).RootElement.GetProperty("editorConfig").GetProperty("user").Clone();
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
