using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reporting;
using FormsHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Microsoft.Playwright.Assertions;

namespace FormsHub.Tests.Reporting;

/// <summary>The pages about the views, as people use them.</summary>
[Collection(ReaderTests.Name)]
public sealed class ConnectPageTests(IdleApplication application) : IClassFixture<IdleApplication>
{
    [Fact]
    public async Task An_administrator_switches_access_on_gets_a_password_once_and_switches_it_off_again()
    {
        await application.RefreshViewsAsync();
        var account = application.Services.GetRequiredService<ReaderAccount>();
        await account.LockOutAsync("test", (await account.StateAsync(default)).Changes, default);
        using var person = await SignedInPerson.ArriveAsync(application, "Ada of the connect page");
        var context = await Browser.OpenAsync(application, person);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/connect");
        await Expect(page.GetByText("none: nobody can connect")).ToBeVisibleAsync();

        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Switch on and make a password" }).ClickAsync();
        var password = await page.Locator("#password").InputValueAsync();
        Assert.Contains($":{password}@", await page.Locator("#connection").InputValueAsync(), StringComparison.Ordinal);
        await using (var connection = await Reader.SignIn(application, password).OpenConnectionAsync())
        {
            await page.GotoAsync("/connect");
            await Expect(page.Locator("#password")).ToHaveCountAsync(0);
            Assert.DoesNotContain(password, await page.ContentAsync(), StringComparison.Ordinal);
            await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Switch off" }).ClickAsync();
            await Expect(page.GetByText("1 connection is open now and will be cut.")).ToBeVisibleAsync();
        }

        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Switch it off" }).ClickAsync();
        await Expect(page.GetByText("Nobody can connect any more.")).ToBeVisibleAsync();
        await Assert.ThrowsAsync<PostgresException>(async () => await Reader.SignIn(application, password).OpenConnectionAsync());
        await context.CloseAsync();
    }

    [Fact]
    public async Task A_form_shows_its_views_and_what_is_in_their_way()
    {
        var form = await TestForm.CreateAsync(application.Database.DataSource, new TestField("<b>Guests</b>", ColumnKind.Number));
        using var person = await SignedInPerson.ArriveAsync(application, "Bob of the connect page");
        var context = await Browser.OpenAsync(application, person, Browser.Phone);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/forms/{form.Id}/connect");
        await Expect(page.GetByText("The view is being made")).ToBeVisibleAsync();

        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Make it now" }).ClickAsync();
        await Expect(page.GetByText("The views are up to date.")).ToBeVisibleAsync();
        await Expect(page.Locator("tbody th code").Nth(10)).ToHaveTextAsync("<b>Guests</b>");

        var slug = await application.Database.ScalarAsync<string>($"SELECT slug FROM forms WHERE id = {form.Id}");
        await application.Database.ExecuteAsync($"""
            DROP VIEW reporting."{slug}"; CREATE VIEW reporting."{slug}" AS SELECT number::text FROM data.f{form.Id};
            CREATE VIEW public.on_top_of_{form.Id} AS SELECT number FROM reporting."{slug}";
            UPDATE form_fields SET label = 'Visitors' WHERE form_id = {form.Id}
            """);
        await application.Services.GetRequiredService<ViewRefreshing>().RefreshAsync(form.Id, TimeSpan.Zero, default);
        await page.GotoAsync($"/forms/{form.Id}/connect");
        await Expect(page.GetByText($"public.on_top_of_{form.Id}")).ToBeVisibleAsync();

        await application.Database.ExecuteAsync($"DROP VIEW public.on_top_of_{form.Id}");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Try now" }).ClickAsync();
        await Expect(page.GetByText("The views are up to date.")).ToBeVisibleAsync();
        await Expect(page.Locator("tbody th code").Nth(10)).ToHaveTextAsync("Visitors");
        await context.CloseAsync();
    }
}
