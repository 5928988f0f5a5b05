using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using FormsHub.Jobs.Reports.Runs;
using FormsHub.Tests.Submissions;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Reports.Runs;

public sealed class ReportRunsApiTests(ReportsApplication app) : IClassFixture<ReportsApplication>
{
    private readonly HttpClient _client = app.CreateApiClient();

    [Fact]
    public async Task A_report_is_asked_for_made_and_downloaded_and_is_the_same_as_a_direct_download()
    {
        var form = await app.FormAsync();
        using var asked = await _client.PostAsJsonAsync(
            $"/api/forms/{form.Id}/report-runs", new { format = "csv", columns = new[] { "age", "city" }, query = "f.age=gte:2&sort=age", options = new { labels = "keys" } });
        var run = await asked.ReadAsync(HttpStatusCode.Accepted);
        var id = run.GetProperty("id").GetInt64();
        Assert.Equal($"/api/report-runs/{id}", asked.Headers.Location?.ToString());
        Assert.Equal(("queued", "age is at least 2. Not in the trash.", null), (run.GetProperty("state").GetString(), run.GetProperty("filter").GetString(), run.GetProperty("downloadUrl").GetString()));

        await app.DrainAsync<MakeReports>();

        run = await app.RunAsync(id);
        Assert.Equal(("done", 2L, 2L, null), (run.GetProperty("state").GetString(), run.GetProperty("done").GetInt64(), run.GetProperty("total").GetInt64(), run.GetProperty("error").GetString()));
        var content = await _client.GetStringAsync(run.GetProperty("downloadUrl").GetString());
        Assert.Equal(await _client.GetStringAsync($"/api/forms/{form.Id}/submissions.csv?column=age&column=city&f.age=gte:2&sort=age&labels=keys"), content);
        Assert.Equal(["age,city", "2,City 2", "3,City 3"], content.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_file_can_be_had_in_parts_is_not_sent_twice_and_has_its_name()
    {
        var id = await app.AskAsync(await app.FormAsync());
        await app.DrainAsync<MakeReports>();
        using var whole = await _client.GetAsync($"/api/report-runs/{id}/file");
        var bytes = await whole.Content.ReadAsByteArrayAsync();
        var tag = whole.Headers.ETag!;

        using var part = new HttpRequestMessage(HttpMethod.Get, $"/api/report-runs/{id}/file") { Headers = { Range = new RangeHeaderValue(5, null), IfRange = new(tag) } };
        using var rest = await _client.SendAsync(part);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/api/report-runs/{id}/file") { Headers = { IfNoneMatch = { tag } } };
        using var same = await _client.SendAsync(again);
        using var head = await _client.SendAsync(new(HttpMethod.Head, $"/api/report-runs/{id}/file"));

        Assert.Equal(HttpStatusCode.PartialContent, rest.StatusCode);
        Assert.Equal(bytes[5..], await rest.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal((HttpStatusCode.OK, bytes.LongLength), (head.StatusCode, head.Content.Headers.ContentLength));
        Assert.Matches(@"^form-\d+-\d{4}-\d\d-\d\d\.csv$", whole.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.Equal("default-src 'none'; sandbox", whole.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task What_is_submitted_after_the_request_is_not_in_the_file()
    {
        var form = await app.FormAsync(2);
        var id = await app.AskAsync(form);
        await form.AddAsync(new());

        await app.DrainAsync<MakeReports>();

        Assert.Equal(2, (await app.RunAsync(id)).GetProperty("done").GetInt64());
    }

    [Theory]
    [InlineData("""{"format": "doc"}""", "format")]
    [InlineData("""{}""", "format")]
    [InlineData("""{"format": 7}""", "format")]
    [InlineData("""{"format": "csv", "columns": "age"}""", "columns")]
    [InlineData("""{"format": "csv", "columns": [{}]}""", "columns")]
    [InlineData("""{"format": "csv", "columns": ["nothing"]}""", "column")]
    [InlineData("""{"format": "csv", "query": "f.age=gte:many"}""", "f.age")]
    [InlineData("""{"format": "csv", "query": 5}""", "query")]
    [InlineData("""{"format": "csv", "query": {"f.age": {}}}""", "query")]
    [InlineData("""{"format": "xlsx", "options": {"separator": "tab"}}""", "separator")]
    [InlineData("""{"format": "csv", "options": {"separator": "pipe"}}""", "separator")]
    [InlineData("""{"format": "csv", "colour": "red"}""", "colour")]
    [InlineData("""[]""", "body")]
    public async Task What_cannot_be_understood_is_refused_by_its_parameter(string body, string parameter)
    {
        var form = await app.FormAsync(0);
        using var content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        using var answer = await _client.PostAsync($"/api/forms/{form.Id}/report-runs", content);

        var problem = await answer.ReadAsync(HttpStatusCode.BadRequest);
        Assert.Equal(parameter, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task A_query_is_a_text_or_an_object_with_the_same_meaning()
    {
        var form = await app.FormAsync(4);
        var text = await app.AskAsync(form, body: new { format = "csv", query = "?f.age=gte:2&f.age=lte:3" });
        var members = await app.AskAsync(form, body: new { format = "csv", query = new Dictionary<string, string[]> { ["f.age"] = ["gte:2", "lte:3"] } });

        await app.DrainAsync<MakeReports>();

        Assert.Equal(await _client.GetStringAsync($"/api/report-runs/{text}/file"), await _client.GetStringAsync($"/api/report-runs/{members}/file"));
        Assert.Equal(2, (await app.RunAsync(text)).GetProperty("done").GetInt64());
    }

    [Fact]
    public async Task What_stands_against_a_file_is_said_before_anything_is_queued()
    {
        var form = await app.FormAsync(0);
        app.Odd.Stop = "Letters for this are missing on this machine.";
        try
        {
            using var answer = await _client.PostAsJsonAsync($"/api/forms/{form.Id}/report-runs", new { format = "odd" });
            Assert.Equal("Letters for this are missing on this machine.", (await answer.ReadAsync(HttpStatusCode.UnprocessableEntity)).GetProperty("detail").GetString());
        }
        finally
        {
            app.Odd.Stop = null;
        }

        Assert.Empty((await _client.GetJsonAsync($"/api/report-runs?form={form.Id}")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_request_that_arrives_twice_makes_one_run()
    {
        var form = await app.FormAsync();
        var key = Guid.NewGuid().ToString();
        var ids = new List<long>();
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/forms/{form.Id}/report-runs") { Content = JsonContent.Create(new { format = "csv" }), Headers = { { "Idempotency-Key", key } } };
            using var answer = await _client.SendAsync(request);
            ids.Add((await answer.ReadAsync(HttpStatusCode.Accepted)).GetProperty("id").GetInt64());
        }

        Assert.Single(ids.Distinct());
        Assert.Single((await _client.GetJsonAsync($"/api/report-runs?form={form.Id}")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_person_has_a_limited_number_of_reports_waiting_however_fast_they_ask()
    {
        await using var few = await FormsHubApplication.StartAsync(("Jobs:Enabled", "false"), ("Reports:WaitingPerPerson", "3"));
        var form = await few.NewFormAsync();
        using var client = few.CreateApiClient();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => client.PostAsJsonAsync($"/api/forms/{form.Id}/report-runs", new { format = "csv" })));

        Assert.Equal(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.Accepted));
        Assert.All(answers.Where(answer => answer.StatusCode != HttpStatusCode.Accepted), answer => Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode));
        var refused = await answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).Content.ReadAsStringAsync();
        Assert.Contains("You have 3 reports waiting already. Let one finish, or cancel one.", refused);
    }

    [Fact]
    public async Task Deleting_stops_what_waits_and_removes_what_is_finished_with_its_file()
    {
        var form = await app.FormAsync();
        var (waits, finished) = (await app.AskAsync(form), await app.AskAsync(form));
        using (var stopped = await _client.DeleteAsync($"/api/report-runs/{waits}"))
        {
            Assert.Equal(HttpStatusCode.NoContent, stopped.StatusCode);
        }

        await app.DrainAsync<MakeReports>();
        Assert.Equal(("cancelled", "done"), (await app.StateAsync(waits), await app.StateAsync(finished)));
        Assert.Single(app.FilesOf(finished));

        using (var removed = await _client.DeleteAsync($"/api/report-runs/{finished}"))
        {
            Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        }

        Assert.Empty(app.FilesOf(finished));
        await _client.GetJsonAsync($"/api/report-runs/{finished}", HttpStatusCode.NotFound);
        await _client.GetJsonAsync($"/api/report-runs/{waits}/file", HttpStatusCode.Conflict);
        using var nothing = await _client.DeleteAsync($"/api/report-runs/{finished}");
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
        Assert.Equal(
            "asked for a report,asked for a report,cancelled a report,removed a report",
            await app.Database.ScalarAsync<string>($"SELECT string_agg(action, ',' ORDER BY action, id) FROM audit_log WHERE subject IN ('report run {waits}', 'report run {finished}')"));
    }

    [Fact]
    public async Task Lists_are_of_a_form_and_a_state_and_go_on_page_by_page()
    {
        var form = await app.FormAsync(0);
        var ids = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await app.AskAsync(form));
        }

        await app.DrainAsync<MakeReports>();
        ids.Add(await app.AskAsync(form));
        ids.Reverse();

        var first = await _client.GetJsonAsync($"/api/report-runs?form={form.Id}&limit=3");
        var second = await _client.GetJsonAsync($"/api/report-runs?form={form.Id}&limit=3&cursor={first.GetProperty("next")}");
        var waiting = await _client.GetJsonAsync($"/api/report-runs?form={form.Id}&state=queued");

        Assert.Equal(ids, first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(run => run.GetProperty("id").GetInt64()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Equal(ids[0], waiting.GetProperty("items").EnumerateArray().Single().GetProperty("id").GetInt64());
        await _client.GetJsonAsync("/api/report-runs?state=ready", HttpStatusCode.BadRequest);
        await _client.GetJsonAsync("/api/report-runs?limit=0", HttpStatusCode.BadRequest);
        await _client.GetJsonAsync("/api/report-runs?form=999999", HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("GET", "/api/report-runs")]
    [InlineData("GET", "/api/report-runs/1")]
    [InlineData("GET", "/api/report-runs/1/file")]
    [InlineData("DELETE", "/api/report-runs/1")]
    public async Task Strangers_get_nothing(string method, string path)
    {
        using var answer = await app.CreateAnonymousClient().SendAsync(new(new HttpMethod(method), path));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
