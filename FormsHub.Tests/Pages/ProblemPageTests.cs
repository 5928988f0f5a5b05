using System.Net;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Pages;

public class ProblemPageTests
{
    [Fact]
    public async Task A_failure_of_the_database_is_a_page_for_people_and_problem_details_for_programs()
    {
        await using var application = await FormsHubApplication.StartAsync(("Jobs:Enabled", "false"));
        using var person = await SignedInPerson.ArriveAsync(application);
        using var program = application.CreateApiClient();
        await application.Database.ExecuteAsync("ALTER TABLE accounts RENAME TO gone; ALTER TABLE forms RENAME TO gone_too");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Accept.ParseAdd("text/html");

        using var page = await person.Client.SendAsync(request);
        using var answer = await program.GetAsync("/api/forms");

        Assert.Equal(HttpStatusCode.InternalServerError, page.StatusCode);
        Assert.Contains("Something went wrong", await page.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }
}
