using System.Net;
using System.Net.Http.Headers;
using FormsHub.Jobs.Access;
using FormsHub.Tests.Support;
using Hangfire;
using Microsoft.Playwright;

namespace FormsHub.Tests.Operations;

public class HangfireDashboardTests(FormsHubApplication application) : IClassFixture<FormsHubApplication>
{
    [Theory]
    [InlineData("")]
    [InlineData("/recurring")]
    [InlineData("/jobs/succeeded")]
    [InlineData("/no-such-page")]
    public async Task Strangers_are_sent_to_the_sign_in_page(string page)
    {
        using var client = application.CreateAnonymousClient();

        using var answer = await client.GetAsync($"/operations/hangfire{page}");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/sign-in", answer.Headers.Location!.AbsolutePath);
    }

    [Theory]
    [InlineData("/stats")]
    [InlineData("/recurring/trigger")]
    [InlineData("/recurring/remove")]
    public async Task Strangers_do_nothing_there(string command)
    {
        using var client = application.CreateAnonymousClient();

        using var answer = await client.PostAsync($"/operations/hangfire{command}", new FormUrlEncodedContent([new("jobs[]", "WidenTables sweep")]));

        Assert.Equal((HttpStatusCode.Redirect, "/sign-in"), (answer.StatusCode, answer.Headers.Location!.AbsolutePath));
    }

    [Fact]
    public async Task Who_is_no_administrator_may_not_look()
    {
        var (_, key) = await application.Services.GetRequiredService<ApiKeys>().CreateAsync("an analyst's", "analyst", "somebody", default);
        using var client = application.CreateAnonymousClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

        using var answer = await client.GetAsync("/operations/hangfire");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_cookie_commands_nothing_from_another_site()
    {
        using var person = await SignedInPerson.ArriveAsync(application, "Target");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/operations/hangfire/recurring/trigger") { Content = new FormUrlEncodedContent([]) };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await person.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_node_that_only_serves_has_no_dashboard()
    {
        await using var idle = await FormsHubApplication.StartAsync(("Jobs:Enabled", "false"));
        using var client = idle.CreateApiClient();

        using var answer = await client.GetAsync("/operations/hangfire");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task An_administrator_sees_it_whole_in_the_browser()
    {
        using var person = await SignedInPerson.ArriveAsync(application, "Looker");
        var job = "";
        await Deadline.WaitAsync(() => Task.FromResult(
            (job = application.Services.GetRequiredService<JobStorage>().GetMonitoringApi().SucceededJobs(0, 1).FirstOrDefault().Key) is not null));
        var page = await (await Browser.OpenAsync(application, person)).NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);

        await page.GotoAsync("/operations");
        await page.GetByRole(AriaRole.Link, new() { Name = "Hangfire’s pages" }).ClickAsync();
        await page.WaitForURLAsync("**/operations/hangfire");
        foreach (var (address, text) in new[] { ("", "Realtime graph"), ("/recurring", "NormalizeSubmissions sweep"), ("/servers", "default"), ($"/jobs/details/{job}", "Succeeded") })
        {
            await page.GotoAsync($"/operations/hangfire{address}", new() { WaitUntil = WaitUntilState.NetworkIdle });
            await Assertions.Expect(page.Locator("body")).ToContainTextAsync(text, new() { IgnoreCase = true });
        }

        Assert.Empty(complaints);
        await page.Context.CloseAsync();
    }
}
