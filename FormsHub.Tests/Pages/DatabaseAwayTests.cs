using System.Net;
using AngleSharp.Html.Parser;
using FormsHub.Jobs.Forms;
using FormsHub.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Playwright;

namespace FormsHub.Tests.Pages;

public class DatabaseAwayTests
{
    [Fact]
    public async Task Every_page_says_that_the_database_is_away_and_works_again_with_it()
    {
        await using var application = new CutApplication();
        await application.InitializeAsync();
        using var person = await SignedInPerson.ArriveAsync(application);
        var form = await TestForm.CreateAsync(application.Database.DataSource, new TestField("Name", ColumnKind.Text));
        var submission = await form.AddAsync(new TestSubmission());
        string[] pages = ["/", $"/forms/{form.Id}?q=x&sort=-number", $"/forms/{form.Id}/versions", $"/submissions/{submission.Id}?q=x", "/account", "/operations"];

        application.Line.Cut();
        foreach (var address in pages)
        {
            var (status, page) = await OpenAsync(person, address);

            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Equal("FormsHub cannot reach its database", page.QuerySelector("h1")!.TextContent);
            Assert.Equal(address, page.QuerySelector("a.primary")!.GetAttribute("href"));
        }

        var context = await Browser.OpenAsync(application, person, Browser.Phone);
        var shown = await context.NewPageAsync();
        await shown.GotoAsync($"/forms/{form.Id}");
        Assert.Empty(await shown.EvaluateAsync<string[]>(AccessibilityTests.Check));
        application.Line.Mend();
        await shown.GetByRole(AriaRole.Link, new() { Name = "Try again" }).ClickAsync();
        Assert.Equal($"/forms/{form.Id}", new Uri(shown.Url).AbsolutePath);
        Assert.Equal(form.Field("Name").Label, (await shown.Locator("thead th").Last.InnerTextAsync()).Trim());
        await context.CloseAsync();
    }

    private static async Task<(HttpStatusCode Status, AngleSharp.Dom.IDocument Page)> OpenAsync(SignedInPerson person, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await person.Client.SendAsync(request);
        return (answer.StatusCode, await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync()));
    }

    private sealed class CutApplication : FormsHubApplication
    {
        public CutApplication() => WithSettings(("Jobs:Enabled", "false"));

        public DatabaseLine Line { get; private set; } = null!;

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            Line.Dispose();
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            Line = new(Database.ConnectionString);
            builder.UseSetting("ConnectionStrings:FormsHub", Line.ConnectionString);
        }
    }
}
