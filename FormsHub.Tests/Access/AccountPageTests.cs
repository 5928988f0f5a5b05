using System.Net;
using AngleSharp.Html.Parser;
using FormsHub.Jobs.Access;
using FormsHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace FormsHub.Tests.Access;

public class AccountPageTests(IdleApplication application) : IClassFixture<IdleApplication>
{
    private const string Changed = "a much better password";

    private ApiKeys Keys => application.Services.GetRequiredService<ApiKeys>();

    [Fact]
    public async Task A_new_password_signs_in_ends_the_other_sessions_and_is_written_down()
    {
        using var person = await SignedInPerson.ArriveAsync(application, "Petra");
        using var elsewhere = await SignInAsync("Petra", SignedInPerson.Password);

        using var answer = await ChangeAsync(person, SignedInPerson.Password, Changed);

        Assert.Equal("/account?done=password", answer.Headers.Location!.OriginalString);
        Assert.Contains("Your password is changed.", await person.Client.GetStringAsync("/account?done=password"));
        using var other = await elsewhere.Client.GetAsync("/account");
        Assert.Equal("/sign-in", other.Headers.Location!.AbsolutePath);
        using var again = await SignInAsync("Petra", Changed);
        Assert.Contains("Petra", await again.Client.GetStringAsync("/account"));
        Assert.Equal(1, await application.Database.ScalarAsync<long>("SELECT count(*) FROM audit_log WHERE actor = 'Petra' AND action = 'changed the password'"));
    }

    [Theory]
    [InlineData("not my password", Changed, "This is not your password.")]
    [InlineData("", Changed, "This is not your password.")]
    [InlineData(SignedInPerson.Password, "123456789", "Choose a password of 10 to 200 characters.")]
    [InlineData(SignedInPerson.Password, "", "Choose a password of 10 to 200 characters.")]
    public async Task A_wrong_or_short_password_changes_nothing_and_is_not_shown_again(string current, string chosen, string sentence)
    {
        var name = $"Clumsy {Guid.NewGuid():N}";
        using var person = await SignedInPerson.ArriveAsync(application, name);

        using var answer = await ChangeAsync(person, current, chosen);

        var html = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(sentence, html);
        Assert.DoesNotContain(Changed, html);
        using var still = await SignInAsync(name, SignedInPerson.Password);
        Assert.NotNull(still);
    }

    [Fact]
    public async Task A_session_that_has_ended_meanwhile_cannot_change_the_password()
    {
        using var person = await SignedInPerson.ArriveAsync(application, "Slow");
        var accounts = application.Services.GetRequiredService<Accounts>();
        var account = await accounts.FindAsync("Slow", default);

        Assert.NotNull(await accounts.ChangePasswordAsync(account!.Id, account.Stamp, "first", default));
        Assert.Null(await accounts.ChangePasswordAsync(account.Id, account.Stamp, "second", default));

        Assert.Equal("first", (await accounts.GetAsync(account.Id, default))!.PasswordHash);
    }

    [Fact]
    public async Task A_key_is_shown_once_works_and_says_when_it_was_used()
    {
        using var person = await SignedInPerson.ArriveAsync(application, "Keymaker");

        using var made = await person.SendAsync("/account", "/account?handler=Key", ("name", "Nightly export"));
        var shown = await new HtmlParser().ParseDocumentAsync(await made.Content.ReadAsStringAsync());
        var key = shown.QuerySelector("#new-key")!.GetAttribute("value")!;
        Assert.True(made.Headers.CacheControl!.NoStore);
        var unused = Assert.Single(await Keys.ListAsync(default), one => one.Name == "Nightly export");
        Assert.Equal(("Keymaker", null), (unused.CreatedBy, unused.LastUsedAt));

        using var client = application.CreateAnonymousClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using var answer = await client.GetAsync("/api/forms");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotNull(Assert.Single(await Keys.ListAsync(default), one => one.Name == "Nightly export").LastUsedAt);
        Assert.DoesNotContain(key, await person.Client.GetStringAsync("/account"));
        Assert.Equal(1, await application.Database.ScalarAsync<long>($"SELECT count(*) FROM audit_log WHERE actor = 'Keymaker' AND action = 'made an API key' AND subject = 'API key {unused.Id}'"));
    }

    [Fact]
    public async Task A_busy_key_is_noted_once_in_five_minutes()
    {
        var made = await Keys.CreateAsync("Busy", "administrator", "somebody", default);
        await Keys.FindAsync(made!.Key, default);
        var first = await LastUsedAsync(made.Id);
        await Keys.FindAsync(made.Key, default);
        Assert.Equal(first, await LastUsedAsync(made.Id));

        await application.Database.ExecuteAsync($"UPDATE api_keys SET last_used_at = last_used_at - interval '6 minutes' WHERE id = {made.Id}");
        await Keys.FindAsync(made.Key, default);

        Assert.True(await LastUsedAsync(made.Id) >= first);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("taken")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901")]
    public async Task A_name_that_cannot_be_is_refused_and_stays_in_its_box(string name)
    {
        using var person = await SignedInPerson.ArriveAsync(application, "Namer");
        await Keys.CreateAsync("taken", "administrator", "somebody", default);
        var before = (await Keys.ListAsync(default)).Count;

        using var answer = await person.SendAsync("/account", "/account?handler=Key", ("name", name));

        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(name.Trim(), page.QuerySelector("#key-name")!.GetAttribute("value") ?? "");
        Assert.NotEmpty(page.QuerySelector("#key-problem")!.TextContent);
        Assert.Equal(before, (await Keys.ListAsync(default)).Count);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_and_its_name_is_free_again()
    {
        using var person = await SignedInPerson.ArriveAsync(application, "Revoker");
        var made = await Keys.CreateAsync("Once", "administrator", "somebody", default);
        Assert.Contains("Revoke “Once” for good?", WebUtility.HtmlDecode(await person.Client.GetStringAsync($"/account?revoke={made!.Id}")));

        using var answer = await person.SendAsync("/account", "/account?handler=Revoke", ("id", $"{made.Id}"));

        Assert.Equal("/account?done=revoked#keys", answer.Headers.Location!.OriginalString);
        Assert.Null(await Keys.FindAsync(made.Key, default));
        Assert.NotNull(await Keys.CreateAsync("Once", "administrator", "somebody", default));
        Assert.Equal(1, await application.Database.ScalarAsync<long>($"SELECT count(*) FROM audit_log WHERE actor = 'Revoker' AND action = 'revoked an API key' AND subject = 'API key {made.Id}'"));
    }

    [Fact]
    public async Task Nothing_is_changed_by_a_request_that_no_page_of_ours_made()
    {
        using var person = await SignedInPerson.ArriveAsync(application, "Forged");
        foreach (var (handler, field, value) in new[] { ("Password", "current", SignedInPerson.Password), ("Key", "name", "forged"), ("Revoke", "id", "1") })
        {
            using var content = new FormUrlEncodedContent([KeyValuePair.Create(field, value), KeyValuePair.Create("chosen", Changed)]);
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/account?handler={handler}") { Content = content };
            request.Headers.Add("Origin", application.Address.GetLeftPart(UriPartial.Authority));
            using var answer = await person.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        Assert.DoesNotContain(await Keys.ListAsync(default), key => key.Name == "forged");
    }

    [Fact]
    public async Task A_program_has_no_account()
    {
        using var client = application.CreateApiClient();

        using var answer = await client.GetAsync("/account");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task In_the_browser_the_menu_leads_there_a_key_is_made_copied_and_revoked()
    {
        using var person = await SignedInPerson.ArriveAsync(application, "Bruno");
        var context = await Browser.OpenAsync(application, person);
        await context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/operations/style");

        await page.Locator("summary", new() { HasText = "Bruno" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Account and API keys" }).ClickAsync();
        await page.GetByLabel("Name of a new key").FillAsync("From the browser");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a key" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy key" }).ClickAsync();
        var key = await page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.Equal("From the browser", (await Keys.FindAsync(key, default))!.Name);

        await page.GetByRole(AriaRole.Link, new() { Name = "Revoke From the browser" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke “From the browser”" }).ClickAsync();
        await page.GetByText("The key is revoked.").WaitForAsync();
        Assert.Null(await Keys.FindAsync(key, default));

        await page.GetByLabel("Current password").FillAsync(SignedInPerson.Password);
        await page.GetByLabel("New password").FillAsync(Changed);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the password" }).ClickAsync();
        await page.GetByText("Your password is changed.").WaitForAsync();
        await context.CloseAsync();
    }

    private static Task<HttpResponseMessage> ChangeAsync(SignedInPerson person, string current, string chosen) =>
        person.SendAsync("/account", "/account?handler=Password", ("current", current), ("chosen", chosen));

    private async Task<DateTime> LastUsedAsync(int id) => await application.Database.ScalarAsync<DateTime>($"SELECT last_used_at FROM api_keys WHERE id = {id}");

    private async Task<SignedInPerson> SignInAsync(string name, string password)
    {
        var person = new SignedInPerson(application);
        using var answer = await person.SendAsync("/sign-in", "/sign-in", ("Name", name), ("Password", password));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return person;
    }
}
