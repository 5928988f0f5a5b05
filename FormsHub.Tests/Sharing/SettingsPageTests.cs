using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Sharing;

public sealed class SettingsPageTests(IdleApplication application) : IClassFixture<IdleApplication>, IAsyncLifetime
{
    private SignedInPerson _person = null!;
    private HttpClient _api = null!;
    private int _form;

    private string Page => $"/forms/{_form}/settings";

    public async Task InitializeAsync()
    {
        _api = application.CreateApiClient();
        _form = (await _api.PublishAsync(SampleForm.Blank)).GetProperty("id").GetInt32();
        _person = await SignedInPerson.ArriveAsync(application, $"Author {_form}");
    }

    public Task DisposeAsync()
    {
        _person.Dispose();
        _api.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Each_part_is_saved_by_itself_and_shown_again()
    {
        await SaveAsync("texts", ("title", "Summer fair"), ("askedBy", "City library"), ("purpose", "Line one\r\nLine two"), ("resultMessage", ""), ("allowCopy", "true"));
        await SaveAsync("people", ("onePerPerson", "true"), ("password", "open sesame"));
        await SaveAsync("pages", ("embedOrigins", "https://a.example\r\n\r\nhttps://b.example/ "));
        await SaveAsync("times", ("timeZone", "Europe/Berlin"), ("opensAt", "2026-07-01T12:00"), ("closesAt", ""), ("maxSubmissions", "40"), ("closedMessage", "Over"));

        var form = await FormAsync();
        Assert.Equal(("Summer fair", "City library", "Line one\nLine two", true), (Text(form, "title"), Text(form, "askedBy"), Text(form, "purpose"), form.GetProperty("allowCopy").GetBoolean()));
        Assert.Equal((false, true, true), (form.GetProperty("publicLink").GetBoolean(), form.GetProperty("onePerPerson").GetBoolean(), form.GetProperty("hasPassword").GetBoolean()));
        Assert.Equal(["https://a.example", "https://b.example"], form.GetProperty("embedOrigins").EnumerateArray().Select(origin => origin.GetString()));
        Assert.Equal(new DateTimeOffset(2026, 7, 1, 10, 0, 0, TimeSpan.Zero), form.GetProperty("opensAt").GetDateTimeOffset());
        Assert.Equal((40, "Over"), (form.GetProperty("maxSubmissions").GetInt32(), Text(form, "closedMessage")));
        var page = await ReadAsync(Page);
        Assert.Equal("2026-07-01T12:00", page.QuerySelector("#opensAt")!.GetAttribute("value"));
        Assert.Equal("1 July 2026, 10:00 UTC.", page.QuerySelector("#opens-help")!.TextContent);
        Assert.Equal("Europe/Berlin", ((IHtmlSelectElement)page.QuerySelector("#timeZone")!).Value);
        Assert.DoesNotContain("sesame", page.DocumentElement.OuterHtml, StringComparison.Ordinal);

        await SaveAsync("people", ("publicLink", "true"), ("removePassword", "true"));
        Assert.False((await FormAsync()).GetProperty("hasPassword").GetBoolean());
    }

    [Fact]
    public async Task A_time_that_clocks_skip_is_refused_and_what_was_typed_stays()
    {
        using var answer = await SendAsync("times", ("timeZone", "Europe/Berlin"), ("opensAt", "2026-03-29T02:30"), ("closesAt", "2026-12-01T00:00"), ("closedMessage", "Typed"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(), default);
        Assert.Equal("02:30 does not come on 29 March 2026 in Europe/Berlin: clocks go forward over it. 03:30 is the same moment.", page.QuerySelector("#opens-problem")!.TextContent);
        Assert.Equal("2026-03-29T02:30", page.QuerySelector("#opensAt")!.GetAttribute("value"));
        Assert.Equal("2026-12-01T00:00", page.QuerySelector("#closesAt")!.GetAttribute("value"));
        Assert.Equal("Typed", page.QuerySelector("#closedMessage")!.TextContent);
        Assert.Equal("Europe/Berlin", ((IHtmlSelectElement)page.QuerySelector("#timeZone")!).Value);
        Assert.Equal(JsonValueKind.Null, (await FormAsync()).GetProperty("closesAt").ValueKind);
    }

    [Fact]
    public async Task Of_a_time_that_comes_twice_the_first_is_taken_and_the_page_says_so()
    {
        await SaveAsync("times", ("timeZone", "Europe/Berlin"), ("opensAt", "2026-10-25T02:30"));

        Assert.Equal(new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero), (await FormAsync()).GetProperty("opensAt").GetDateTimeOffset());
        Assert.Equal("25 October 2026, 00:30 UTC. Clocks go back that day: this is the first time they show it.", (await ReadAsync(Page)).QuerySelector("#opens-help")!.TextContent);
    }

    [Fact]
    public async Task A_time_that_is_not_touched_keeps_its_second_of_two_and_its_seconds()
    {
        await PatchAsync(new { timeZone = "Europe/Berlin", opensAt = "2026-10-25T01:30:15Z", closesAt = "2026-12-01T10:00:59.5Z" });
        var page = await ReadAsync(Page);
        Assert.EndsWith("this is the second time they show it.", page.QuerySelector("#opens-help")!.TextContent, StringComparison.Ordinal);

        await SaveAsync("times", ("timeZone", "Europe/Berlin"), ("opensAt", page.QuerySelector("#opensAt")!.GetAttribute("value")!), ("closesAt", page.QuerySelector("#closesAt")!.GetAttribute("value")!), ("maxSubmissions", "9"));

        var form = await FormAsync();
        Assert.Equal("2026-10-25T01:30:15+00:00", Text(form, "opensAt"));
        Assert.Equal("2026-12-01T10:00:59.5+00:00", Text(form, "closesAt"));
        Assert.Equal(9, form.GetProperty("maxSubmissions").GetInt32());
    }

    [Fact]
    public async Task Another_zone_means_another_moment()
    {
        await PatchAsync(new { timeZone = "Europe/Berlin", opensAt = "2026-07-01T10:00:00Z" });

        await SaveAsync("times", ("timeZone", "America/New_York"), ("opensAt", "2026-07-01T12:00"));

        Assert.Equal(new DateTimeOffset(2026, 7, 1, 16, 0, 0, TimeSpan.Zero), (await FormAsync()).GetProperty("opensAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Closing_now_and_opening_now_can_be_undone_with_the_times_that_were_in_the_way()
    {
        await PatchAsync(new { opensAt = "2020-01-01T00:00:00Z", closesAt = "2020-02-01T00:00:00Z" });

        using var opened = await _person.SendAsync(Page, $"{Page}?handler=State", ("state", "open"));
        Assert.Equal(JsonValueKind.Null, (await FormAsync()).GetProperty("closesAt").ValueKind);
        var undo = await ReadAsync(opened.Headers.Location!.OriginalString);
        using var undone = await _person.SendAsync(Page, $"{Page}?handler=Undo", [.. undo.QuerySelectorAll(".notice.green input[name^=was]").Select(input => (input.GetAttribute("name")!, input.GetAttribute("value")!))]);

        var form = await FormAsync();
        Assert.Equal(("open", "2020-01-01T00:00:00+00:00", "2020-02-01T00:00:00+00:00"), (Text(form, "state"), Text(form, "opensAt"), Text(form, "closesAt")));
        using var again = await _person.SendAsync(Page, $"{Page}?handler=State", ("state", "open"));
        using var closed = await _person.SendAsync(Page, $"{Page}?handler=State", ("state", "closed"));
        Assert.Equal("closed", Text(await FormAsync(), "state"));
        Assert.Contains("The form is closed", (await ReadAsync(closed.Headers.Location!.OriginalString)).QuerySelector(".notice.green")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("texts", "title", "")]
    [InlineData("times", "maxSubmissions", "-1")]
    [InlineData("times", "maxSubmissions", "many")]
    [InlineData("times", "opensAt", "tomorrow")]
    [InlineData("times", "timeZone", "Nowhere")]
    [InlineData("people", "password", "short")]
    [InlineData("pages", "embedOrigins", "https://*.example")]
    [InlineData("nonsense", "title", "x")]
    public async Task What_is_wrong_is_said_and_nothing_is_saved(string part, string field, string value)
    {
        var before = await _api.GetStringAsync($"/api/forms/{_form}");

        using var answer = await SendAsync(part, ("timeZone", "UTC"), (field, value));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("Nothing was saved.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, await _api.GetStringAsync($"/api/forms/{_form}"));
    }

    private async Task SaveAsync(string part, params (string, string)[] fields)
    {
        using var answer = await SendAsync(part, fields);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        Assert.Equal($"{Page}?done={part}#{part}", answer.Headers.Location!.OriginalString);
    }

    /// <summary>The last field of a name counts.</summary>
    private Task<HttpResponseMessage> SendAsync(string part, params (string Name, string Value)[] fields) =>
        _person.SendAsync(Page, Page, [("part", part), .. fields.GroupBy(field => field.Name).Select(group => group.Last())]);

    private async Task PatchAsync(object change)
    {
        using var response = await _api.PatchAsJsonAsync($"/api/forms/{_form}", change);
        await response.ReadAsync(HttpStatusCode.OK);
    }

    private Task<JsonElement> FormAsync() => _api.GetFromJsonAsync<JsonElement>($"/api/forms/{_form}");

    private async Task<IHtmlDocument> ReadAsync(string address) => await new HtmlParser().ParseDocumentAsync(await _person.Client.GetStringAsync(address), default);

    private static string? Text(JsonElement form, string name) => form.GetProperty(name).GetString();
}
