using System.Net;
using System.Net.Http.Json;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Sharing;

public class PublicLinkTests(SharingFixture hub) : IClassFixture<SharingFixture>
{
    [Fact]
    public async Task The_same_browser_comes_back_to_its_session_and_another_gets_its_own()
    {
        var form = await hub.PublishAsync();
        using var ada = new Visitor(hub);
        using var grace = new Visitor(hub);

        var first = await ada.FollowAsync(form.Link);

        Assert.Equal(first, await ada.FollowAsync(form.Link));
        Assert.NotEqual(first, await grace.FollowAsync(form.Link));
        Assert.Equal(2, await hub.Database.ScalarAsync<long>($"SELECT count(*) FROM fill_sessions WHERE form_id = {form.Id}"));
    }

    [Fact]
    public async Task The_browsers_memory_is_sent_to_this_link_alone_and_hidden_from_scripts()
    {
        var form = await hub.PublishAsync();
        using var client = hub.CreateAnonymousClient();

        using var answer = await client.GetAsync(form.Link);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains($"path={form.Link}", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("max-age=", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task After_the_submit_the_link_begins_another_session_unless_one_a_person_is_enough()
    {
        var form = await hub.PublishAsync();
        using var visitor = new Visitor(hub);
        var session = await visitor.FollowAsync(form.Link);
        await hub.SubmitAsync(session);
        Assert.Contains("Fill in the form again", (await visitor.ReadAsync(session)).Text, StringComparison.Ordinal);

        await hub.ChangeAsync(form, new { onePerPerson = true });

        Assert.Equal(session, await visitor.FollowAsync(form.Link));
        var page = await visitor.ReadAsync(session);
        Assert.Contains("Submission no. 1 received", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("again", page.Text, StringComparison.Ordinal);
        await hub.ChangeAsync(form, new { state = "closed" });
        Assert.Equal(session, await visitor.FollowAsync(form.Link));

        await hub.ChangeAsync(form, new { state = "open", onePerPerson = false });
        Assert.NotEqual(session, await visitor.FollowAsync(form.Link));
    }

    [Fact]
    public async Task A_memory_of_another_form_or_of_a_personal_link_is_none()
    {
        var (form, other) = (await hub.PublishAsync(), await hub.PublishAsync());
        using var visitor = new Visitor(hub);
        var elsewhere = await visitor.FollowAsync(other.Link);
        var personal = await visitor.FollowAsync((await hub.InviteAsync(form, new { name = "Ada" })).Link);

        foreach (var session in (string[])[elsewhere, personal])
        {
            using var forger = new Visitor(hub);
            forger.Cookies.Add(new Cookie("formshub-fill", session.Split('/')[^1], form.Link, hub.Address.Host));
            Assert.NotEqual(session, await forger.FollowAsync(form.Link));
        }
    }

    [Theory]
    [InlineData("""{"state":"closed"}""", HttpStatusCode.Gone, "The form is closed. Ask whoever")]
    [InlineData("""{"state":"closed","closedMessage":"Call 112.\nOr <b>write</b>."}""", HttpStatusCode.Gone, "Call 112. Or <b>write</b>.")]
    [InlineData("""{"closesAt":"2020-06-30T22:00:00Z","timeZone":"Europe/Berlin"}""", HttpStatusCode.Gone, "The form closed on 1 July 2020, 00:00 (Europe/Berlin).")]
    [InlineData("""{"closesAt":"2020-06-30T22:00:00Z","closedMessage":"Too late."}""", HttpStatusCode.Gone, "Too late. The form closed on 30 June 2020, 22:00 (UTC).")]
    [InlineData("""{"opensAt":"2100-01-01T12:00:00Z","timeZone":"America/New_York"}""", HttpStatusCode.Forbidden, "The form opens on 1 January 2100, 07:00 (America/New_York). Come back then")]
    [InlineData("""{"opensAt":"2100-01-01T12:00:00Z","notYetOpenMessage":"Patience!"}""", HttpStatusCode.Forbidden, "Patience! The form opens on 1 January 2100, 12:00 (UTC).")]
    public async Task Whoever_comes_at_the_wrong_time_is_told_why_in_the_authors_words_where_there_are_some(string change, HttpStatusCode status, string words)
    {
        var form = await hub.PublishAsync();
        using var visitor = new Visitor(hub);
        var session = await visitor.FollowAsync(form.Link);
        var personal = (await hub.InviteAsync(form, new { name = "Ada" })).Link;
        await hub.ChangeAsync(form, System.Text.Json.JsonDocument.Parse(change).RootElement);

        foreach (var address in (string[])[form.Link, session, personal])
        {
            var page = await visitor.ReadAsync(address);
            Assert.Equal(status, page.Status);
            Assert.Contains(words, page.Text, StringComparison.Ordinal);
        }

        using var api = await hub.Api.PostAsJsonAsync($"/api/forms/{form.Id}/fill-sessions", new { });
        await api.ReadAsync(HttpStatusCode.Conflict);
        Assert.Equal(1, await hub.Database.ScalarAsync<long>($"SELECT count(*) FROM fill_sessions WHERE form_id = {form.Id}"));
    }

    [Fact]
    public async Task Without_the_public_link_invited_people_and_programs_alone_come_in_and_strangers_learn_no_title()
    {
        var form = await hub.PublishAsync();
        using var visitor = new Visitor(hub);
        var session = await visitor.FollowAsync(form.Link);
        await hub.ChangeAsync(form, new { publicLink = false, password = "sesame open", onePerPerson = true });

        foreach (var address in (string[])[form.Link, session])
        {
            var page = await visitor.ReadAsync(address);
            Assert.Equal(HttpStatusCode.Forbidden, page.Status);
            Assert.Contains("This form is for invited people", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(form.Title, page.Text, StringComparison.Ordinal);
        }

        using var invited = new Visitor(hub);
        Assert.Equal(HttpStatusCode.OK, (await invited.ReadAsync(await invited.FollowAsync((await hub.InviteAsync(form, new { name = "Ada" })).Link))).Status);
        var program = await hub.Api.OpenSessionAsync(form.Id);
        Assert.Equal(HttpStatusCode.OK, (await invited.ReadAsync(new Uri(program.GetProperty("fillUrl").GetString()!).AbsolutePath)).Status);
    }

    [Fact]
    public async Task The_password_is_asked_once_a_browser_until_it_changes_and_opens_this_form_only()
    {
        var form = await hub.PublishAsync(new { password = "sesame open" });
        var other = await hub.PublishAsync(new { password = "sesame open" });
        using var visitor = new Visitor(hub);

        Assert.Contains("asks for a password", (await visitor.ReadAsync(form.Link)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await visitor.SendPasswordAsync(form.Link, "Sesame open"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await visitor.SendPasswordAsync(form.Link, ""));
        Assert.Equal(0, await hub.Database.ScalarAsync<long>($"SELECT count(*) FROM fill_sessions WHERE form_id = {form.Id}"));
        Assert.Equal(HttpStatusCode.SeeOther, await visitor.SendPasswordAsync(form.Link, "sesame open"));
        var session = await visitor.FollowAsync(form.Link);
        Assert.Equal(HttpStatusCode.OK, (await visitor.ReadAsync(session)).Status);
        Assert.Equal(session, await visitor.FollowAsync(form.Link));
        Assert.Contains("asks for a password", (await visitor.ReadAsync(other.Link)).Text, StringComparison.Ordinal);

        await hub.ChangeAsync(form, new { password = "another word" });

        Assert.Equal($"{form.Link}?s={session.Split('/')[^1]}", await visitor.FollowAsync(session));
        Assert.Contains("asks for a password", (await visitor.ReadAsync(form.Link)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_elses_session_link_needs_the_password_too_and_leads_back_to_that_session()
    {
        var form = await hub.PublishAsync(new { password = "sesame open" });
        using var ada = new Visitor(hub);
        await ada.SendPasswordAsync(form.Link, "sesame open");
        var session = await ada.FollowAsync(form.Link);
        using var grace = new Visitor(hub);

        var door = await grace.FollowAsync(session);
        Assert.Equal(HttpStatusCode.SeeOther, await grace.SendPasswordAsync(door, "sesame open"));

        Assert.Equal(session, await grace.FollowAsync(door));
        Assert.Equal(HttpStatusCode.OK, (await grace.ReadAsync(session)).Status);
    }

    [Fact]
    public async Task A_closed_form_does_not_say_whether_a_password_is_right()
    {
        var form = await hub.PublishAsync(new { password = "sesame open", state = "closed" });
        using var visitor = new Visitor(hub);

        Assert.Equal(HttpStatusCode.SeeOther, await visitor.SendPasswordAsync(form.Link, "wrong"));
        Assert.Equal(HttpStatusCode.SeeOther, await visitor.SendPasswordAsync(form.Link, "sesame open"));
        Assert.Empty(visitor.Cookies.GetAllCookies());
    }

    [Fact]
    public async Task Guessing_a_password_is_slowed_down_form_by_form()
    {
        await using var strict = await FormsHubApplication.StartAsync(("Access:SignInAttempts", "3"), ("Jobs:Enabled", "false"));
        using var api = strict.CreateApiClient();
        var links = new List<string>();
        for (var number = 0; number < 2; number++)
        {
            var form = await api.PublishAsync(Jobs.Forms.Samples.SampleForm.Blank);
            using var changed = await api.PatchAsJsonAsync($"/api/forms/{form.GetProperty("id").GetInt32()}", new { password = "sesame open" });
            links.Add(new Uri(form.GetProperty("fillUrl").GetString()!).AbsolutePath);
        }

        using var visitor = new Visitor(strict);
        var statuses = new List<HttpStatusCode>();
        for (var guess = 0; guess < 4; guess++)
        {
            statuses.Add(await visitor.SendPasswordAsync(links[0], $"guess {guess}"));
        }

        Assert.Equal([HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.TooManyRequests], statuses);
        Assert.Equal(HttpStatusCode.TooManyRequests, await visitor.SendPasswordAsync(links[0], "sesame open"));
        Assert.Equal(HttpStatusCode.SeeOther, await visitor.SendPasswordAsync(links[1], "sesame open"));
    }

    [Fact]
    public async Task A_limit_lets_nobody_new_in_and_marks_what_comes_beyond_it()
    {
        var form = await hub.PublishAsync(new { maxSubmissions = 3, fullMessage = "All seats are taken." });
        var sessions = new List<string>();
        for (var number = 0; number < 8; number++)
        {
            using var visitor = new Visitor(hub);
            sessions.Add(await visitor.FollowAsync(form.Link));
        }

        await Task.WhenAll(sessions.Select(hub.SubmitAsync));

        Assert.Equal(8, await hub.Database.ScalarAsync<long>($"SELECT count(*) FROM submissions WHERE form_id = {form.Id}"));
        Assert.Equal(5, await hub.Database.ScalarAsync<long>($"SELECT count(*) FROM submissions WHERE form_id = {form.Id} AND late"));
        Assert.Equal(0, await hub.Database.ScalarAsync<long>($"SELECT count(*) FROM submissions WHERE form_id = {form.Id} AND late <> (number > 3)"));
        using var latecomer = new Visitor(hub);
        var page = await latecomer.ReadAsync(form.Link);
        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.Contains("All seats are taken.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_submitted_from_a_page_opened_before_the_closing_is_kept_confirmed_and_marked_late()
    {
        var form = await hub.PublishAsync();
        using var visitor = new Visitor(hub);
        var session = await visitor.FollowAsync(form.Link);
        await hub.ChangeAsync(form, new { state = "closed" });

        await hub.SubmitAsync(session);

        Assert.Contains("Submission no. 1 received", (await visitor.ReadAsync(session)).Text, StringComparison.Ordinal);
        var list = await hub.Api.GetFromJsonAsync<System.Text.Json.JsonElement>($"/api/forms/{form.Id}/submissions");
        Assert.True(list.GetProperty("items")[0].GetProperty("late").GetBoolean());
    }
}
