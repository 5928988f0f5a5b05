using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Editor;

public class FillPageTests(FormsHubApplication application) : IClassFixture<FormsHubApplication>
{
    [Fact]
    public async Task Opening_a_forms_link_makes_a_session_and_leads_to_it()
    {
        var (_, link) = await PublishAsync();
        using var client = application.CreateAnonymousClient();

        using var first = await client.GetAsync(link);
        using var second = await client.GetAsync(link);

        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);
        Assert.StartsWith("/s/", first.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.NotEqual(first.Headers.Location, second.Headers.Location);
        Assert.Equal("no-store", first.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Looking_at_a_forms_link_makes_no_session()
    {
        var (id, link) = await PublishAsync();
        using var client = application.CreateAnonymousClient();

        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, link));
        using var guess = new HttpRequestMessage(HttpMethod.Get, link) { Headers = { { "Sec-Purpose", "prefetch" } } };
        using var prefetched = await client.SendAsync(guess);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, prefetched.StatusCode);
        Assert.Equal(0, await application.Database.ScalarAsync<long>($"SELECT count(*) FROM fill_sessions WHERE form_id = {id}"));
    }

    [Fact]
    public async Task The_page_holds_the_signed_configuration_and_names_the_practice_editor()
    {
        var (_, link) = await PublishAsync("Tom & Jerry's <form>");
        var page = await OpenAsync(link);

        Assert.Equal("Tom & Jerry's <form>", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("practice editor", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/practice-editor/web-apps/apps/api/documents/api.js", page.QuerySelector("script[data-api]")!.GetAttribute("data-api"));
        var config = JsonDocument.Parse(page.QuerySelector("#editor-config")!.TextContent).RootElement;
        Assert.Equal("Tom & Jerry's <form>.pdf", config.GetProperty("document").GetProperty("title").GetString());
        Assert.True(config.TryGetProperty("token", out _));
    }

    [Fact]
    public async Task With_a_Document_Server_the_page_loads_its_script_and_may_frame_it()
    {
        await using var real = await FormsHubApplication.StartAsync(
            ("DocumentServer:Url", "https://docs.example.com/ds/"), ("DocumentServer:JwtSecret", "a secret of the Document Server"), ("Jobs:Enabled", "false"));
        using var api = real.CreateApiClient();
        var form = await api.PublishAsync(SampleForm.Blank);
        using var client = real.CreateAnonymousClient();
        using var redirect = await client.GetAsync(new Uri(form.GetProperty("fillUrl").GetString()!).AbsolutePath);

        using var answer = await client.GetAsync(redirect.Headers.Location);

        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
        Assert.Equal("https://docs.example.com/ds/web-apps/apps/api/documents/api.js", page.QuerySelector("script[data-api]")!.GetAttribute("data-api"));
        Assert.DoesNotContain("practice editor", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("frame-src 'self' https://docs.example.com", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_state_says_whether_the_submission_is_stored()
    {
        var (_, link) = await PublishAsync();
        using var client = application.CreateAnonymousClient();
        using var redirect = await client.GetAsync(link);

        var state = await client.GetFromJsonAsync<JsonElement>($"{redirect.Headers.Location}/state");

        Assert.Equal("""{"submitted":false,"number":null,"at":null}""", state.GetRawText());
        using var guessed = await client.GetAsync("/s/guessed/state");
        Assert.Equal(HttpStatusCode.NotFound, guessed.StatusCode);
    }

    [Theory]
    [InlineData("/f/guessed")]
    [InlineData("/s/guessed")]
    public async Task A_link_that_leads_nowhere_is_answered_with_a_kind_page(string link)
    {
        using var client = application.CreateAnonymousClient();
        using var answer = await client.GetAsync(link);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("This link leads nowhere", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_form_lets_nobody_in_by_either_link()
    {
        var (id, link) = await PublishAsync();
        using var client = application.CreateAnonymousClient();
        using var redirect = await client.GetAsync(link);
        using var api = application.CreateApiClient();
        using var closed = await api.PatchAsJsonAsync($"/api/forms/{id}", new { state = "closed" });
        Assert.Equal(HttpStatusCode.OK, closed.StatusCode);

        foreach (var address in (string[])[link, redirect.Headers.Location!.OriginalString])
        {
            using var answer = await client.GetAsync(address);
            Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
            Assert.Contains("The form is closed.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private async Task<(int Id, string Link)> PublishAsync(string? title = null)
    {
        using var api = application.CreateApiClient();
        var form = await api.PublishAsync(SampleForm.EventRegistration, title);
        return (form.GetProperty("id").GetInt32(), new Uri(form.GetProperty("fillUrl").GetString()!).AbsolutePath);
    }

    private async Task<IHtmlDocument> OpenAsync(string link)
    {
        using var client = application.CreateAnonymousClient();
        using var redirect = await client.GetAsync(link);
        return await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(redirect.Headers.Location));
    }
}
