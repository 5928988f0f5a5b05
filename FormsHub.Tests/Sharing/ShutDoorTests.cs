using System.Net;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Tests.Callbacks;

namespace FormsHub.Tests.Sharing;

/// <summary>What stands behind a respondent's door is shut with it.</summary>
public class ShutDoorTests(SharingFixture hub) : IClassFixture<SharingFixture>
{
    [Fact]
    public async Task A_shut_door_shows_no_older_states_of_the_document_either()
    {
        var form = await hub.PublishAsync();
        var (link, id) = await hub.InviteAsync(form, new { name = "Ada" });
        using var visitor = new Visitor(hub);
        var session = await visitor.FollowAsync(link);
        await hub.PostAsync(hub.DocumentServer.Convert(await hub.KeyOfAsync(session), Bytes.Pdf("half")).Draft(await hub.KeyOfAsync(session)));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await HistoryAsync(visitor, session));

        await hub.ChangeAsync(form, new { state = "closed" });
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), await HistoryAsync(visitor, session));
        await hub.ChangeAsync(form, new { state = "open" });
        await hub.RevokeAsync(form, id);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), await HistoryAsync(visitor, session));
    }

    [Fact]
    public async Task Who_was_never_told_the_password_sees_no_older_states_of_a_session_whose_address_they_have()
    {
        var form = await hub.PublishAsync(new { password = "open sesame" });
        using var visitor = new Visitor(hub);
        await visitor.SendPasswordAsync(form.Link, "open sesame");
        var session = await visitor.FollowAsync(form.Link);
        using var other = new Visitor(hub);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await HistoryAsync(visitor, session));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), await HistoryAsync(other, session));
    }

    [Fact]
    public async Task A_withdrawn_link_gives_neither_receipt_nor_copy()
    {
        var form = await hub.PublishAsync(new { allowCopy = true });
        var (link, id) = await hub.InviteAsync(form, new { name = "Ada" });
        using var visitor = new Visitor(hub);
        var session = await visitor.FollowAsync(link);
        await hub.SubmitAsync(session);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await FilesAsync(visitor, session));

        await hub.RevokeAsync(form, id);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), await FilesAsync(visitor, session));
    }

    [Fact]
    public async Task Closing_takes_nobody_the_receipt_of_what_they_have_submitted()
    {
        var form = await hub.PublishAsync(new { allowCopy = true, password = "open sesame" });
        using var visitor = new Visitor(hub);
        await visitor.SendPasswordAsync(form.Link, "open sesame");
        var session = await visitor.FollowAsync(form.Link);
        await hub.SubmitAsync(session);

        await hub.ChangeAsync(form, new { state = "closed", publicLink = false, password = "another one" });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await FilesAsync(visitor, session));
    }

    [Theory]
    [InlineData("?s=%00")]
    [InlineData("?s=a%00b")]
    [InlineData("?s=%ed%a0%80")]
    public async Task A_token_that_no_text_can_be_is_no_token(string question)
    {
        var form = await hub.PublishAsync();
        using var visitor = new Visitor(hub);

        Assert.StartsWith("/s/", await visitor.FollowAsync(form.Link + question), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_memory_that_no_text_can_be_is_none()
    {
        var form = await hub.PublishAsync();
        using var client = hub.CreateAnonymousClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, form.Link) { Headers = { { "Cookie", "formshub-fill=a%00b" } } };

        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    [Fact]
    public async Task Withdrawing_a_link_ends_the_editing_of_whoever_has_it_open_once()
    {
        var form = await hub.PublishAsync();
        var (link, id) = await hub.InviteAsync(form, new { name = "Ada" });
        var other = await hub.InviteAsync(form, new { name = "Grace" });
        using var visitor = new Visitor(hub);
        var (key, others) = (await hub.KeyOfAsync(await visitor.FollowAsync(link)), await hub.KeyOfAsync(await visitor.FollowAsync(other.Link)));
        await hub.OpenAsync(key);
        await hub.OpenAsync(others);

        await hub.RevokeAsync(form, id);
        await hub.RevokeAsync(form, id);
        await hub.RunAsync<SendCommands>();

        Assert.Equal(["drop"], hub.DocumentServer.Commands.Of(key).Select(command => command.Name));
        Assert.Empty(hub.DocumentServer.Commands.Of(others));
    }

    private static async Task<(HttpStatusCode List, HttpStatusCode State)> HistoryAsync(Visitor visitor, string session)
    {
        using var list = await visitor.Client.GetAsync($"{session}/history");
        using var state = await visitor.Client.GetAsync($"{session}/history/1");
        return (list.StatusCode, state.StatusCode);
    }

    private static async Task<(HttpStatusCode Receipt, HttpStatusCode Copy)> FilesAsync(Visitor visitor, string session)
    {
        using var receipt = await visitor.Client.GetAsync($"{session}/receipt.pdf");
        using var copy = await visitor.Client.GetAsync($"{session}/copy");
        return (receipt.StatusCode, copy.StatusCode);
    }
}
