using System.Net;
using FormsHub.Jobs.Forms;
using FormsHub.Tests.Support;
using FormsHub.Web.Editor;
using Microsoft.AspNetCore.Http;

namespace FormsHub.Tests.Sharing;

public class FramingTests(SharingFixture hub) : IClassFixture<SharingFixture>
{
    private const string Refused = "frame-ancestors 'self';";

    [Fact]
    public async Task A_forms_fill_pages_may_be_framed_by_exactly_its_pages_and_everything_else_by_nobody()
    {
        var form = await hub.PublishAsync(new { embedOrigins = new[] { "https://www.example.org", "http://intranet:8080" } });
        var other = await hub.PublishAsync();
        using var visitor = new Visitor(hub);
        var session = await visitor.FollowAsync(form.Link);
        var invited = (await hub.InviteAsync(form, new { name = "Ada" })).Link;
        var personal = await visitor.FollowAsync(invited);
        var allowed = "frame-ancestors 'self' https://www.example.org http://intranet:8080;";

        foreach (var address in (string[])[session, personal, form.Link, invited])
        {
            Assert.Contains(allowed, await PolicyAsync(visitor.Client, address), StringComparison.Ordinal);
        }

        await hub.ChangeAsync(form, new { state = "closed" });
        Assert.Contains(allowed, await PolicyAsync(visitor.Client, form.Link), StringComparison.Ordinal);
        using var person = await SignedInPerson.ArriveAsync(hub, $"Author {form.Id}");
        foreach (var address in (string[])["/", $"/forms/{form.Id}", $"/forms/{form.Id}/share", $"/forms/{form.Id}/settings", "/sign-in", "/f/guessed", "/s/guessed", "/i/guessed", other.Link, await visitor.FollowAsync(other.Link)])
        {
            Assert.Contains(Refused, await PolicyAsync(person.Client, address), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_password_page_is_a_fill_page_too()
    {
        var form = await hub.PublishAsync(new { embedOrigins = new[] { "https://www.example.org" }, password = "sesame open" });
        using var client = hub.CreateAnonymousClient();

        Assert.Contains("frame-ancestors 'self' https://www.example.org;", await PolicyAsync(client, form.Link), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https", true, "samesite=none", true)]
    [InlineData("https", false, "samesite=lax", false)]
    [InlineData("http", true, "samesite=lax", false)]
    public void In_a_frame_of_another_site_a_browser_keeps_only_cookies_made_for_it(string scheme, bool embedded, string site, bool partitioned)
    {
        var context = new DefaultHttpContext { Request = { Scheme = scheme } };
        var form = new Form { Id = 1, Slug = "f", Title = "F", LinkToken = "t", State = "open", VersionId = 1, VersionNumber = 1, FileSha256 = [], FileName = "f.pdf", EmbedOrigins = embedded ? ["https://a.example"] : [] };

        RespondentCookies.Remember(context, form, new FillSession { Id = Guid.NewGuid(), FormId = 1, FormVersionId = 1, LinkToken = "s", RespondentId = "r" });

        var cookie = context.Response.Headers.SetCookie.ToString();
        Assert.Contains(site, cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(partitioned, cookie.Contains("partitioned", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(scheme == "https", cookie.Contains("secure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_practice_editor_may_be_framed_where_its_fill_page_may_and_nowhere_without_a_document()
    {
        var form = await hub.PublishAsync(new { embedOrigins = new[] { "https://www.example.org" } });
        using var visitor = new Visitor(hub);
        var key = await hub.KeyOfAsync(await visitor.FollowAsync(form.Link));
        const string Editor = "/practice-editor/web-apps/apps/documenteditor/forms/index.html";

        Assert.Contains("frame-ancestors 'self' https://www.example.org;", await PolicyAsync(visitor.Client, $"{Editor}?documentKey={key}"), StringComparison.Ordinal);
        Assert.Contains(Refused, await PolicyAsync(visitor.Client, $"{Editor}?documentKey=s-guessed"), StringComparison.Ordinal);
        Assert.Contains(Refused, await PolicyAsync(visitor.Client, Editor), StringComparison.Ordinal);
    }

    private static async Task<string> PolicyAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
        return Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
    }
}
