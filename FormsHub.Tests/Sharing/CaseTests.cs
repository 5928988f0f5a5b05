using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Callbacks;
using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Tests.Sharing;

public class CaseTests(SharingFixture hub) : IClassFixture<SharingFixture>
{
    [Fact]
    public async Task The_document_goes_from_role_to_role_as_the_earlier_one_left_it()
    {
        var (form, applicant, manager) = await InviteBothAsync();
        using var visitor = new Visitor(hub);
        var early = await visitor.ReadAsync(manager.Link);
        Assert.Equal(HttpStatusCode.Forbidden, early.Status);
        Assert.Contains("first “Applicant” fills in the form", early.Text, StringComparison.Ordinal);

        var first = await visitor.FollowAsync(applicant.Link);
        var firstKey = await hub.KeyOfAsync(first);
        Assert.Equal("""["Applicant"]""", (await UserAsync(visitor, first)).GetProperty("roles").GetRawText());
        Assert.Contains("You fill in the fields of Applicant.", (await visitor.ReadAsync(first)).Text, StringComparison.Ordinal);
        Assert.Equal(PdfFormWriter.Write(SharingFixture.TwoRoles), await DocumentAsync(visitor, first));
        await hub.SubmitAsync(first);

        using (var waiting = await visitor.Client.GetAsync(manager.Link))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, waiting.StatusCode);
            Assert.Equal("3", Assert.Single(waiting.Headers.GetValues("Refresh")));
            Assert.Contains("being prepared", await waiting.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var second = await hub.Api.PostFileAsync($"/api/forms/{form.Id}/versions", PdfFormWriter.Write(SharingFixture.TwoRoles with { Title = "Version 2" }));
        await hub.PostAsync(hub.DocumentServer.Convert(firstKey, Bytes.Pdf("filled by Ada"), Bytes.Zip("c")).Final(firstKey));
        var next = await visitor.FollowAsync(manager.Link);

        Assert.Equal(Bytes.Pdf("filled by Ada"), await DocumentAsync(visitor, next));
        Assert.Equal("""["Manager"]""", (await UserAsync(visitor, next)).GetProperty("roles").GetRawText());
        await hub.SubmitAsync(next);
        var submissions = (await hub.Api.GetFromJsonAsync<JsonElement>($"/api/forms/{form.Id}/submissions?sort=number")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([("Applicant", "A-17", 1), ("Manager", "A-17", 1)], submissions.Select(one => (one.GetProperty("role").GetString(), one.GetProperty("case").GetString(), one.GetProperty("version").GetInt32())));
        var detail = await hub.Api.GetFromJsonAsync<JsonElement>($"/api/submissions/{submissions[1].GetProperty("id").GetInt64()}");
        Assert.Equal(("Manager", "A-17"), (detail.GetProperty("role").GetString(), detail.GetProperty("case").GetString()));
        Assert.Contains("Submission no. 1 received", (await visitor.ReadAsync(first)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_from_before_the_submission_is_not_yet_what_was_left()
    {
        var (_, applicant, manager) = await InviteBothAsync();
        using var visitor = new Visitor(hub);
        var first = await visitor.FollowAsync(applicant.Link);
        var key = await hub.KeyOfAsync(first);
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("half")).Draft(key));
        hub.Now.Advance(TimeSpan.FromSeconds(5));
        await hub.SubmitAsync(first);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.ReadAsync(manager.Link)).Status);
        hub.Now.Advance(TimeSpan.FromSeconds(5));
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("whole")).Draft(key));

        Assert.Equal(Bytes.Pdf("whole"), await DocumentAsync(visitor, await visitor.FollowAsync(manager.Link)));
    }

    [Fact]
    public async Task An_untouched_document_is_handed_on_when_everybody_has_left_it()
    {
        var (_, applicant, manager) = await InviteBothAsync();
        using var visitor = new Visitor(hub);
        var first = await visitor.FollowAsync(applicant.Link);
        var key = await hub.KeyOfAsync(first);
        await hub.SubmitAsync(first);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.ReadAsync(manager.Link)).Status);

        await hub.PostAsync(CallbackBody.ClosedWithNoChanges(key, "u-1"));

        Assert.Equal(PdfFormWriter.Write(SharingFixture.TwoRoles), await DocumentAsync(visitor, await visitor.FollowAsync(manager.Link)));
    }

    [Fact]
    public async Task Who_waits_long_for_a_document_is_told_that_it_takes_longer_than_usual()
    {
        var (_, applicant, manager) = await InviteBothAsync();
        using var visitor = new Visitor(hub);
        await hub.SubmitAsync(await visitor.FollowAsync(applicant.Link));

        hub.Now.Advance(TimeSpan.FromMinutes(3));

        Assert.Contains("It takes longer than usual.", (await visitor.ReadAsync(manager.Link)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawn_role_is_passed_over_and_does_not_come_back_once_the_document_has_gone_on()
    {
        var (form, applicant, manager) = await InviteBothAsync();
        using var visitor = new Visitor(hub);
        Assert.Equal("Applicant", (await hub.InvitationAsync(form, manager.Id)).GetProperty("waitsFor").GetString());
        await hub.RevokeAsync(form, applicant.Id);
        Assert.Equal(JsonValueKind.Null, (await hub.InvitationAsync(form, manager.Id)).GetProperty("waitsFor").ValueKind);

        await visitor.FollowAsync(manager.Link);

        using var person = await SignedInPerson.ArriveAsync(hub, $"Author {applicant.Id}");
        using var restored = await person.SendAsync($"/forms/{form.Id}/share", $"/forms/{form.Id}/share?handler=Restore", ("link", $"{applicant.Id}"));
        Assert.Contains("done=wentOn", restored.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await visitor.ReadAsync(applicant.Link)).Status);
        await RefusedAsync(form, new { role = "Applicant", @case = "A-17", name = "Eve" }, "gone past the Applicant", HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_role_of_a_case_is_one_persons_until_it_is_withdrawn_unused()
    {
        var (form, applicant, _) = await InviteBothAsync();
        await RefusedAsync(form, new { role = "Applicant", @case = "A-17", name = "Eve" }, "Somebody is Applicant of case A-17 already.", HttpStatusCode.Conflict);
        await RefusedAsync(form, new { role = "Director", @case = "A-18", name = "Eve" }, "no role “Director”", HttpStatusCode.BadRequest);
        await RefusedAsync(form, new { name = "Eve" }, "Say the role", HttpStatusCode.BadRequest);
        await RefusedAsync(form, new { role = "Applicant", name = "Eve", singleUse = false }, "A role is filled once", HttpStatusCode.BadRequest);

        await hub.RevokeAsync(form, applicant.Id);
        var another = await hub.InviteAsync(form, new { role = "Applicant", @case = "A-17", name = "Eve" });

        using var visitor = new Visitor(hub);
        await hub.SubmitAsync(await visitor.FollowAsync(another.Link));
        Assert.Equal("submitted", (await hub.InvitationAsync(form, another.Id)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_share_page_says_who_has_the_document_now()
    {
        var (form, applicant, _) = await InviteBothAsync();
        using var person = await SignedInPerson.ArriveAsync(hub, $"Author {applicant.Id}");
        Assert.Equal(["Has it now", "Waits for Applicant"], await StatesAsync(person, form));

        using var visitor = new Visitor(hub);
        var first = await visitor.FollowAsync(applicant.Link);
        Assert.Equal(["Has it open", "Waits for Applicant"], await StatesAsync(person, form));
        var key = await hub.KeyOfAsync(first);
        await hub.SubmitAsync(first);
        Assert.Equal(["Submitted", "Document on its way"], await StatesAsync(person, form));
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("filled")).Final(key));

        Assert.Equal(["Submitted", "Has it now"], await StatesAsync(person, form));
    }

    [Fact]
    public async Task Submissions_are_listed_counted_and_exported_role_by_role()
    {
        var (form, applicant, manager) = await InviteBothAsync();
        using var visitor = new Visitor(hub);
        var first = await visitor.FollowAsync(applicant.Link);
        await hub.SubmitAsync(first);
        await hub.PostAsync(CallbackBody.ClosedWithNoChanges(await hub.KeyOfAsync(first), "u-1"));
        await hub.SubmitAsync(await visitor.FollowAsync(manager.Link));
        await hub.RunAsync<NormalizeSubmissions>();

        foreach (var (question, expected) in new[]
        {
            ("role=Applicant", (string[])["Applicant"]), ("role=Manager", ["Manager"]), ("role=Applicant&role=Manager", ["Applicant", "Manager"]),
            ("role=manager", []), ("role=Director", []), ("role=Manager&state=normalized", ["Manager"]), ("role=Manager&review=approved", []), ("role=Applicant%00", null!),
        })
        {
            using var answer = await hub.Api.GetAsync($"/api/forms/{form.Id}/submissions?sort=number&{question}");
            if (expected is null)
            {
                Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
                continue;
            }

            var list = await answer.ReadAsync(HttpStatusCode.OK);
            Assert.Equal(expected, list.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("role").GetString()));
            Assert.Equal((2, expected.Length), (list.GetProperty("total").GetInt32(), list.GetProperty("matching").GetInt32()));
            var lines = await hub.Api.GetStringAsync($"/api/forms/{form.Id}/submissions.jsonl?{question}");
            Assert.Equal(expected.Length, lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
            var summary = await hub.Api.GetFromJsonAsync<JsonElement>($"/api/forms/{form.Id}/summary?{question}");
            Assert.Equal(expected.Length, summary.GetProperty("matching").GetInt32());
        }
    }

    private static async Task<IEnumerable<string>> StatesAsync(SignedInPerson person, SharedForm form)
    {
        var page = await new HtmlParser().ParseDocumentAsync(await person.Client.GetStringAsync($"/forms/{form.Id}/share"));
        Assert.Equal("A-17", page.QuerySelector("tbody tr:first-child td")!.TextContent.Trim());
        return page.QuerySelectorAll("tbody td .badge").Select(badge => badge.TextContent.Trim());
    }

    private async Task<(SharedForm Form, (string Link, long Id) Applicant, (string Link, long Id) Manager)> InviteBothAsync()
    {
        var form = await hub.PublishAsync(draft: SharingFixture.TwoRoles);
        using var response = await hub.Api.PostAsJsonAsync($"/api/forms/{form.Id}/invitations", new[]
        {
            new { name = "Ada", role = "Applicant", @case = "A-17" }, new { name = "Grace", role = "Manager", @case = "A-17" },
        });
        var links = (await response.ReadAsync(HttpStatusCode.Created)).GetProperty("items").EnumerateArray()
            .Select(item => (new Uri(item.GetProperty("url").GetString()!).AbsolutePath, item.GetProperty("id").GetInt64())).ToList();
        return (form, links[0], links[1]);
    }

    private async Task RefusedAsync(SharedForm form, object person, string reason, HttpStatusCode status)
    {
        using var response = await hub.Api.PostAsJsonAsync($"/api/forms/{form.Id}/invitations", person);
        Assert.Contains(reason, (await response.ReadAsync(status)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ConfigAsync(Visitor visitor, string session)
    {
        var page = await new HtmlParser().ParseDocumentAsync(await visitor.Client.GetStringAsync(session));
        return JsonDocument.Parse(page.QuerySelector("#editor-config")!.TextContent).RootElement.Clone();
    }

    private static async Task<JsonElement> UserAsync(Visitor visitor, string session) =>
        (await ConfigAsync(visitor, session)).GetProperty("editorConfig").GetProperty("user");

    /// <summary>The bytes that the Document Server opens.</summary>
    private async Task<byte[]> DocumentAsync(Visitor visitor, string session) =>
        await hub.Api.GetByteArrayAsync((await ConfigAsync(visitor, session)).GetProperty("document").GetProperty("url").GetString());
}
