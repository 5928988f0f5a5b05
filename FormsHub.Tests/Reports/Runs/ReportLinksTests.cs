using System.Net;
using System.Net.Http.Json;
using FormsHub.Jobs.Reports.Runs;
using FormsHub.Tests.Submissions;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Reports.Runs;

public sealed class ReportLinksTests(ReportsApplication app) : IClassFixture<ReportsApplication>
{
    private readonly HttpClient _client = app.CreateApiClient();
    private readonly HttpClient _stranger = app.CreateAnonymousClient();

    [Fact]
    public async Task Whoever_has_the_link_gets_the_file_and_each_download_is_counted()
    {
        var id = await FinishedAsync();
        var link = await LinkAsync(id, 24);
        using var file = await _stranger.GetAsync(link);

        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Equal(await _client.GetStringAsync($"/api/report-runs/{id}/file"), await file.Content.ReadAsStringAsync());
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("noindex, nofollow", file.Headers.GetValues("X-Robots-Tag").Single());
        using var part = new HttpRequestMessage(HttpMethod.Get, link) { Headers = { Range = new(3, 5) } };
        using var some = await _stranger.SendAsync(part);
        Assert.Equal(HttpStatusCode.PartialContent, some.StatusCode);
        Assert.Equal(1, await app.Database.ScalarAsync<int>($"SELECT downloads FROM report_links WHERE run_id = {id}"));
        Assert.Equal(0, await app.Database.ScalarAsync<long>($"SELECT count(*) FROM report_links WHERE encode(token_sha256, 'escape') LIKE '%{link.Split('/')[^1]}%'"));
    }

    [Theory]
    [InlineData("bytes=0-", 1)]
    [InlineData("bytes=0-9999999", 1)]
    [InlineData("bytes=-9999999", 1)]
    [InlineData("bytes=4-, 0-3", 1)]
    [InlineData("lines=1-2", 1)]
    [InlineData("bytes=2-", 0)]
    public async Task A_download_that_begins_with_the_first_byte_is_counted_however_it_is_asked_for(string range, int downloads)
    {
        var id = await FinishedAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, await LinkAsync(id, 24));
        request.Headers.TryAddWithoutValidation("Range", range);
        using var answer = await _stranger.SendAsync(request);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(downloads, await app.Database.ScalarAsync<int>($"SELECT downloads FROM report_links WHERE run_id = {id}"));
    }

    [Fact]
    public async Task A_guessed_altered_ended_and_removed_link_are_all_the_same_page_and_say_nothing()
    {
        var (id, removed) = (await FinishedAsync(), await FinishedAsync());
        var (ended, gone) = (await LinkAsync(id, 24), await LinkAsync(removed, 24));
        using (await _client.DeleteAsync($"/api/report-runs/{id}/links"))
        using (await _client.DeleteAsync($"/api/report-runs/{removed}"))
        {
        }

        var living = await LinkAsync(id, 24);
        var altered = living[..^1] + (living[^1] == 'A' ? 'B' : 'A');
        var pages = new List<string>();
        foreach (var link in new[] { ended, gone, altered, "/r/AAAAAAAAAAAAAAAAAAAAAA", "/r/x", $"/r/{new string('y', 2000)}", $"/r/{id}" })
        {
            using var answer = await _stranger.GetAsync(link);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            pages.Add(await answer.Content.ReadAsStringAsync());
        }

        Assert.Single(pages.Distinct());
        Assert.Contains("This link leads nowhere", pages[0]);
        Assert.DoesNotContain("form-", pages[0]);
        using var works = await _stranger.GetAsync(living);
        Assert.Equal(HttpStatusCode.OK, works.StatusCode);
    }

    [Fact]
    public async Task A_link_ends_at_its_time_and_says_so()
    {
        var link = await LinkAsync(await FinishedAsync(), 2);
        app.Clock!.Advance(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        using var before = await _stranger.GetAsync(link);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        using var after = await _stranger.GetAsync(link);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Gone), (before.StatusCode, after.StatusCode));
        var page = await after.Content.ReadAsStringAsync();
        Assert.Contains("This link has ended", page);
        Assert.DoesNotContain("form-", page);
    }

    [Fact]
    public async Task A_link_never_outlives_its_file()
    {
        var id = await FinishedAsync();
        using var made = await _client.PostAsJsonAsync($"/api/report-runs/{id}/links", new { hours = 24 * 30 });
        var link = await made.ReadAsync(HttpStatusCode.Created);
        Assert.Equal((await app.RunAsync(id)).GetProperty("expiresAt").GetDateTimeOffset(), link.GetProperty("expiresAt").GetDateTimeOffset());

        app.Clock!.Advance(TimeSpan.FromDays(7));
        using var late = await _client.PostAsJsonAsync($"/api/report-runs/{id}/links", new { hours = 1 });
        await late.ReadAsync(HttpStatusCode.Gone);
        using var followed = await _stranger.GetAsync(new Uri(link.GetProperty("url").GetString()!).PathAndQuery);
        Assert.Equal(HttpStatusCode.Gone, followed.StatusCode);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"hours": 0}""")]
    [InlineData("""{"hours": 1.5}""")]
    [InlineData("""{"hours": "4"}""")]
    [InlineData("""{"hours": 100000}""")]
    [InlineData("""[]""")]
    public async Task Hours_that_make_no_sense_are_refused(string body)
    {
        var id = await FinishedAsync();
        using var content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var answer = await _client.PostAsync($"/api/report-runs/{id}/links", content);

        Assert.Equal("hours", Assert.Single((await answer.ReadAsync(HttpStatusCode.BadRequest)).GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task A_report_without_a_file_has_no_link()
    {
        var id = await app.AskAsync(await app.FormAsync());
        using var answer = await _client.PostAsJsonAsync($"/api/report-runs/{id}/links", new { hours = 1 });
        await answer.ReadAsync(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Who_guesses_fast_is_told_to_wait()
    {
        await using var strict = await FormsHubApplication.StartAsync(("Jobs:Enabled", "false"), ("Reports:LinkDownloads", "3"));
        using var client = strict.CreateAnonymousClient();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++)
        {
            using var answer = await client.GetAsync($"/r/{new string('a', 21)}{i}");
            answers.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound], answers[..3]);
        Assert.Contains(HttpStatusCode.TooManyRequests, answers[3..]);
    }

    private async Task<long> FinishedAsync()
    {
        var id = await app.AskAsync(await app.FormAsync());
        await app.DrainAsync<MakeReports>();
        return id;
    }

    private async Task<string> LinkAsync(long id, int hours)
    {
        using var answer = await _client.PostAsJsonAsync($"/api/report-runs/{id}/links", new { hours });
        return new Uri((await answer.ReadAsync(HttpStatusCode.Created)).GetProperty("url").GetString()!).PathAndQuery;
    }
}
