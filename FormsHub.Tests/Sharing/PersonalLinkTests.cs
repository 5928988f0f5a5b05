using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Sharing;

public class PersonalLinkTests(SharingFixture hub) : IClassFixture<SharingFixture>
{
    [Fact]
    public async Task A_personal_link_opens_one_session_and_comes_back_to_it_from_anywhere()
    {
        var form = await hub.PublishAsync();
        var (link, id) = await hub.InviteAsync(form, new { name = "Ada Lovelace", email = "ada@example.org", reference = "1815" });
        using var office = new Visitor(hub);
        using var home = new Visitor(hub);

        var sessions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => office.FollowAsync(link)));

        Assert.Equal(await home.FollowAsync(link), Assert.Single(sessions.Distinct()));
        Assert.Equal("opened", (await hub.InvitationAsync(form, id)).GetProperty("state").GetString());
        Assert.Equal(
            "Ada Lovelace ada@example.org 1815 personal",
            await hub.Database.ScalarAsync<string>($"SELECT concat_ws(' ', name, email, reference, entrance) FROM fill_sessions WHERE invitation_id = {id}"));
    }

    [Fact]
    public async Task A_link_for_one_answer_shows_its_confirmation_afterwards_and_nothing_else()
    {
        var form = await hub.PublishAsync();
        var (link, id) = await hub.InviteAsync(form, new { name = "Ada" });
        using var visitor = new Visitor(hub);
        var session = await visitor.FollowAsync(link);

        await hub.SubmitAsync(session);

        Assert.Equal(session, await visitor.FollowAsync(link));
        var page = await visitor.ReadAsync(session);
        Assert.Contains("Submission no. 1 received", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Fill in the form again", page.Text, StringComparison.Ordinal);
        var invitation = await hub.InvitationAsync(form, id);
        Assert.Equal("submitted", invitation.GetProperty("state").GetString());
        Assert.Equal(await hub.Database.ScalarAsync<long>($"SELECT id FROM submissions WHERE form_id = {form.Id}"), invitation.GetProperty("submissionId").GetInt64());
    }

    [Fact]
    public async Task A_link_for_many_answers_begins_anew_after_each_unless_one_a_person_is_enough()
    {
        var form = await hub.PublishAsync();
        var (link, _) = await hub.InviteAsync(form, new { name = "Ada", singleUse = false });
        using var visitor = new Visitor(hub);
        var first = await visitor.FollowAsync(link);
        await hub.SubmitAsync(first);
        Assert.Contains("Fill in the form again", (await visitor.ReadAsync(first)).Text, StringComparison.Ordinal);

        var second = await visitor.FollowAsync(link);
        Assert.NotEqual(first, second);
        Assert.Equal(second, await visitor.FollowAsync(link));
        await hub.SubmitAsync(second);
        await hub.ChangeAsync(form, new { onePerPerson = true });

        Assert.Equal(second, await visitor.FollowAsync(link));
        Assert.Equal(2, await hub.Database.ScalarAsync<long>($"SELECT count(*) FROM submissions WHERE form_id = {form.Id}"));
    }

    [Fact]
    public async Task A_withdrawn_link_opens_nothing_and_its_session_neither_until_it_is_given_back()
    {
        var form = await hub.PublishAsync();
        var (link, id) = await hub.InviteAsync(form, new { name = "Ada" });
        using var visitor = new Visitor(hub);
        var session = await visitor.FollowAsync(link);

        await hub.RevokeAsync(form, id);

        foreach (var address in (string[])[link, session])
        {
            var page = await visitor.ReadAsync(address);
            Assert.Equal(HttpStatusCode.Gone, page.Status);
            Assert.Contains("This link was withdrawn", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(form.Title, page.Text, StringComparison.Ordinal);
        }

        using var person = await SignedInPerson.ArriveAsync(hub, $"Author {id}");
        using var restored = await person.SendAsync($"/forms/{form.Id}/share", $"/forms/{form.Id}/share?handler=Restore", ("link", $"{id}"));
        Assert.Equal(session, await visitor.FollowAsync(link));
    }

    [Fact]
    public async Task What_is_submitted_after_a_link_was_withdrawn_is_kept_and_marked_late()
    {
        var form = await hub.PublishAsync();
        var (link, id) = await hub.InviteAsync(form, new { name = "Ada" });
        using var visitor = new Visitor(hub);
        var session = await visitor.FollowAsync(link);
        await hub.RevokeAsync(form, id);

        await hub.SubmitAsync(session);

        Assert.True(await hub.Database.ScalarAsync<bool>($"SELECT late FROM submissions WHERE form_id = {form.Id}"));
        Assert.Equal(HttpStatusCode.Gone, (await visitor.ReadAsync(session)).Status);
    }

    [Fact]
    public async Task A_guessed_altered_or_foreign_token_opens_nothing_and_says_nothing()
    {
        var form = await hub.PublishAsync();
        var (link, _) = await hub.InviteAsync(form, new { name = "Ada" });
        using var visitor = new Visitor(hub);
        var session = await visitor.FollowAsync(link);
        var token = link.Split('/')[^1];
        var altered = token[..^1] + (token[^1] == 'A' ? 'B' : 'A');
        string[] addresses =
        [
            $"/i/{altered}", $"/i/{token.ToUpperInvariant()}x", $"/i/{session.Split('/')[^1]}", $"/i/{form.Link.Split('/')[^1]}", $"/f/{token}", $"/s/{token}",
            $"/i/{token}%00", "/i/%25", $"/i/{token}'--", "/i/" + new string('a', 5000),
        ];

        foreach (var address in addresses)
        {
            var page = await visitor.ReadAsync(address);
            Assert.True(page.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{address} answered {page.Status}");
            Assert.DoesNotContain(form.Title, page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Ada", page.Text, StringComparison.Ordinal);
        }

        Assert.Equal(1, await hub.Database.ScalarAsync<long>($"SELECT count(*) FROM fill_sessions WHERE form_id = {form.Id}"));
    }

    [Fact]
    public async Task Looking_at_a_personal_link_makes_no_session_and_does_not_count_as_opening()
    {
        var form = await hub.PublishAsync();
        var (link, id) = await hub.InviteAsync(form, new { name = "Ada" });
        using var client = hub.CreateAnonymousClient();

        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, link));
        using var guess = new HttpRequestMessage(HttpMethod.Get, link) { Headers = { { "Sec-Purpose", "prefetch" } } };
        using var prefetched = await client.SendAsync(guess);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (head.StatusCode, prefetched.StatusCode));
        Assert.Equal("notOpened", (await hub.InvitationAsync(form, id)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_submission_says_who_it_is_from()
    {
        var form = await hub.PublishAsync();
        var (link, _) = await hub.InviteAsync(form, new { name = "Ada Lovelace" });
        using var visitor = new Visitor(hub);
        var session = await visitor.FollowAsync(link);
        var key = await hub.KeyOfAsync(session);
        var respondent = await hub.Database.ScalarAsync<string>($"SELECT s.respondent_id FROM fill_sessions s JOIN document_keys k ON k.fill_session_id = s.id WHERE k.key = '{key}'");

        await hub.PostAsync(hub.DocumentServer.Convert(key, Callbacks.Bytes.Pdf("a"), formData: Callbacks.Bytes.FormData("x")).Submit(key, respondent!));

        Assert.Equal("Ada Lovelace", await hub.OfAsync<string>("submissions", "submitter", key));
    }

    [Fact]
    public async Task Without_roles_nothing_speaks_of_roles_or_cases()
    {
        var form = await hub.PublishAsync();
        var (link, id) = await hub.InviteAsync(form, new { name = "Ada" });
        using var visitor = new Visitor(hub);
        await hub.SubmitAsync(await visitor.FollowAsync(link));
        using var person = await SignedInPerson.ArriveAsync(hub, $"Author {id}");

        foreach (var address in (string[])[$"/forms/{form.Id}/share", $"/forms/{form.Id}/invite", $"/forms/{form.Id}/settings", $"/forms/{form.Id}"])
        {
            var page = await new HtmlParser().ParseDocumentAsync(await person.Client.GetStringAsync(address));
            var text = page.QuerySelector("main")!.TextContent;
            Assert.DoesNotMatch(@"(?i)\b(roles?|cases?)\b", text);
        }

        var list = await hub.Api.GetStringAsync($"/api/forms/{form.Id}/submissions");
        Assert.False(JsonDocument.Parse(list).RootElement.GetProperty("items")[0].TryGetProperty("role", out _));
    }
}
