using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Sharing;

public sealed class InvitePageTests(IdleApplication application) : IClassFixture<IdleApplication>, IAsyncLifetime
{
    private SignedInPerson _person = null!;
    private int _form;

    private string Page => $"/forms/{_form}/invite";

    public async Task InitializeAsync()
    {
        using var api = application.CreateApiClient();
        _form = (await api.PublishAsync(SampleForm.Blank)).GetProperty("id").GetInt32();
        _person = await SignedInPerson.ArriveAsync(application, $"Author {_form}");
    }

    public Task DisposeAsync()
    {
        _person.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_list_is_looked_at_first_and_its_wrong_lines_are_named_and_left_out()
    {
        var preview = await LookAsync("Name;E-mail;Room\r\nAda;ada@example.org;1\r\nGrace;wrong;2\r\n<b>Eve</b>;eve@example.org;3");

        Assert.Equal("2 people get a link", preview.QuerySelector("#preview-title")!.TextContent);
        Assert.Equal(["3", "“wrong” is no e-mail address. Grace;wrong;2"], preview.QuerySelectorAll("[aria-label='Lines that are left out'] tbody td").Select(cell => cell.TextContent));
        Assert.Contains("Columns that are not used: Room.", preview.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("<b>Eve</b>", preview.QuerySelectorAll("[aria-label='People who get a link'] tbody tr")[1].FirstElementChild!.TextContent);
        Assert.Equal(0, await CountAsync());

        using var made = await MakeAsync(preview);

        Assert.Equal($"/forms/{_form}/share?made=2#links", made.Headers.Location!.OriginalString);
        Assert.Equal(2, await CountAsync());
        var share = await ReadAsync($"/forms/{_form}/share?made=2");
        Assert.Equal(["Ada ada@example.org Not opened", "<b>Eve</b> eve@example.org Not opened"], share.QuerySelectorAll("tbody th").Select(cell => string.Join(' ', cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
    }

    [Fact]
    public async Task A_list_that_is_sent_twice_or_grown_makes_only_the_links_that_are_missing()
    {
        var preview = await LookAsync("ada@example.org\ngrace@example.org");
        using var once = await MakeAsync(preview);
        using var twice = await MakeAsync(preview);
        Assert.Equal(2, await CountAsync());

        var grown = await LookAsync("ada@example.org\ngrace@example.org\neve@example.org");
        Assert.Equal("1 person gets a link", grown.QuerySelector("#preview-title")!.TextContent);
        Assert.Contains("2 people have a link already", grown.Body!.TextContent, StringComparison.Ordinal);
        using var more = await MakeAsync(grown);

        Assert.Equal(3, await CountAsync());
    }

    [Fact]
    public async Task A_file_is_read_into_the_box_where_it_can_be_corrected()
    {
        var page = await UploadAsync([0xEF, 0xBB, 0xBF, .. "Name,E-mail\r\nZoë,zoe@example.org"u8], HttpStatusCode.OK);

        Assert.Equal("Name,E-mail\nZoë,zoe@example.org", ((IHtmlTextAreaElement)page.QuerySelector("#people")!).Value.ReplaceLineEndings("\n"));
        Assert.Equal("1 person gets a link", page.QuerySelector("#preview-title")!.TextContent);
    }

    [Fact]
    public async Task A_file_that_is_no_list_is_refused_kindly()
    {
        var page = await UploadAsync(new byte[9 * 1024 * 1024], HttpStatusCode.UnprocessableEntity);

        Assert.Contains("larger than 8 MB", page.QuerySelector(".notice.red")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_lines_pass_through_the_page_and_one_more_is_refused_kindly()
    {
        string Lines(int count) => string.Join("\r\n", Enumerable.Range(1, count).Select(number => $"Person number {number};person{number}@example.org;R-{number}"));

        var preview = await LookAsync(Lines(10_000));
        using var made = await MakeAsync(preview);
        var tooMany = await LookAsync(Lines(10_001), HttpStatusCode.UnprocessableEntity);

        Assert.Equal(10_000, await CountAsync());
        Assert.Contains("more than 10,000 people", tooMany.QuerySelector(".notice.red")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("10,000 personal links", (await ReadAsync($"/forms/{_form}/share")).QuerySelector("#links-title")!.TextContent);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \r\n ; ; \r\n")]
    public async Task An_empty_list_says_so(string people)
    {
        var page = await LookAsync(people, HttpStatusCode.UnprocessableEntity);

        Assert.Equal("The list is empty", page.QuerySelector("#preview-title")!.TextContent);
        Assert.Contains("Paste it below, or choose a file.", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_of_links_is_searched_narrowed_and_withdrawn_from_with_an_undo()
    {
        using (await MakeAsync(await LookAsync("Ada,ada@example.org\nGrace,grace@example.org")))
        {
        }

        var share = $"/forms/{_form}/share";
        var found = await ReadAsync($"{share}?q=GRACE");
        Assert.Equal("1 shown · 1 matching · 2 in all", Words(found.QuerySelector(".pager")!.FirstElementChild!.TextContent));
        var id = found.QuerySelector("button[name=link]")!.GetAttribute("value")!;

        using var revoked = await _person.SendAsync($"{share}?q=GRACE", $"{share}?q=GRACE&handler=Revoke", ("link", id));
        Assert.Equal($"{share}?q=GRACE&done=revoked&link={id}#links", revoked.Headers.Location!.OriginalString);
        Assert.Single((await ReadAsync($"{share}?state=revoked")).QuerySelectorAll("tbody tr"));
        Assert.Contains("No link matches", (await ReadAsync($"{share}?state=submitted")).Body!.TextContent, StringComparison.Ordinal);
        using var restored = await _person.SendAsync(share, $"{share}?handler=Restore", ("link", id));

        Assert.Empty((await ReadAsync($"{share}?state=revoked")).QuerySelectorAll("tbody tr"));
    }

    private async Task<IHtmlDocument> UploadAsync(byte[] file, HttpStatusCode expected)
    {
        var shown = await ReadAsync(Page);
        using var upload = new MultipartFormDataContent
        {
            { new ByteArrayContent(file), "file", "people.csv" },
            { new StringContent(""), "people" },
            { new StringContent("true"), "singleUse" },
            { new StringContent(shown.QuerySelector("form.card input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, Page) { Content = upload, Headers = { { "Origin", application.Address.GetLeftPart(UriPartial.Authority) } } };
        using var answer = await _person.Client.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
        return await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(), default);
    }

    private async Task<IHtmlDocument> LookAsync(string people, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await _person.SendAsync(Page, Page, ("people", people), ("singleUse", "true"));
        Assert.Equal(expected, answer.StatusCode);
        return await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(), default);
    }

    private Task<HttpResponseMessage> MakeAsync(IHtmlDocument preview)
    {
        var form = (IHtmlFormElement)preview.QuerySelector("form[action*=Make]")!;
        return _person.SendAsync(Page, $"{Page}?handler=Make",
            ("people", ((IHtmlTextAreaElement)form.QuerySelector("textarea")!).Value), ("singleUse", "true"), ("batch", form.QuerySelector("input[name=batch]")!.GetAttribute("value")!));
    }

    private Task<long> CountAsync() => application.Database.ScalarAsync<long>($"SELECT count(*) FROM invitations WHERE form_id = {_form}");

    private async Task<IHtmlDocument> ReadAsync(string address) => await new HtmlParser().ParseDocumentAsync(await _person.Client.GetStringAsync(address), default);

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
