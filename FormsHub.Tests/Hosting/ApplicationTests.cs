using System.Net;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Hosting;

public class ApplicationTests(FormsHubApplication application) : IClassFixture<FormsHubApplication>
{
    [Fact]
    public async Task It_listens_on_loopback_and_answers()
    {
        using var client = application.CreateAnonymousClient();

        using var answer = await client.GetAsync("/no-such-page");

        Assert.True(application.Address.IsLoopback);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
