using System.Net;
using FormsHub.Jobs.Access;
using FormsHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.Access;

public class SignInTests(FormsHubApplication application) : IClassFixture<FormsHubApplication>
{
    private Accounts Accounts => application.Services.GetRequiredService<Accounts>();

    [Fact]
    public async Task A_one_time_code_makes_an_account_and_signs_in()
    {
        using var person = await SignedInPerson.ArriveAsync(application, "First");

        using var page = await person.Client.GetAsync("/operations/style");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("First", await page.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_code_opens_once()
    {
        var code = await Accounts.IssueCodeAsync(default);
        Assert.NotNull(await Accounts.ClaimAsync(code.Text, "Once", "hash", default));

        Assert.Null(await Accounts.ClaimAsync(code.Text, "Twice", "hash", default));
        Assert.Null(await Accounts.FindAsync("Twice", default));
    }

    [Fact]
    public async Task Of_many_who_use_one_code_at_once_one_comes_in()
    {
        var code = await Accounts.IssueCodeAsync(default);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Accounts.ClaimAsync(code.Text, $"Racer {number}", "hash", default)));

        Assert.Single(claims, claim => claim is not null);
    }

    [Fact]
    public async Task A_new_code_ends_the_one_before()
    {
        var first = await Accounts.IssueCodeAsync(default);
        await Accounts.IssueCodeAsync(default);

        Assert.Null(await Accounts.ClaimAsync(first.Text, "Late", "hash", default));
    }

    [Fact]
    public async Task A_code_may_be_typed_in_small_letters_and_without_dashes()
    {
        var code = await Accounts.IssueCodeAsync(default);
        var typed = code.Text.Replace('-', ' ');

        Assert.NotNull(await Accounts.ClaimAsync($" {typed.Replace(" ", "").ToUpperInvariant()} ", "Typist", "hash", default));
    }

    [Fact]
    public async Task A_code_is_stored_as_its_hash_only()
    {
        var code = await Accounts.IssueCodeAsync(default);

        Assert.Equal(1, await application.Database.ScalarAsync<long>(
            $"SELECT count(*) FROM sign_in_codes WHERE code_sha256 = sha256('{code.Text.Replace("-", "")}') AND expires_at > created_at"));
    }

    [Fact]
    public async Task A_wrong_code_makes_no_account_and_keeps_what_was_typed()
    {
        using var person = new SignedInPerson(application);

        using var answer = await person.SendAsync(
            "/sign-in?code=", "/sign-in?handler=Code", ("Code", "AAAA-BBBB-CCCC-DDDD"), ("Name", "Nobody Atall"), ("Password", "long enough to be one"));

        var html = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("This code is wrong, used or more than 24 hours old", html);
        Assert.Contains("value=\"Nobody Atall\"", html);
        Assert.DoesNotContain("long enough to be one", html);
        Assert.Null(await Accounts.FindAsync("Nobody Atall", default));
    }

    [Fact]
    public async Task A_short_password_is_not_taken_and_the_code_stays_good()
    {
        using var person = new SignedInPerson(application);
        var code = await Accounts.IssueCodeAsync(default);

        using var refused = await person.SendAsync("/sign-in?code=", "/sign-in?handler=Code", ("Code", code.Text), ("Name", "Shorty"), ("Password", "123456789"));
        using var taken = await person.SendAsync("/sign-in?code=", "/sign-in?handler=Code", ("Code", code.Text), ("Name", "Shorty"), ("Password", "1234567890"));

        Assert.Contains("at least 10 characters", await refused.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
    }

    [Fact]
    public async Task Name_and_password_sign_in_and_wrong_ones_all_get_the_same_answer()
    {
        using (await SignedInPerson.ArriveAsync(application, "Regular"))
        {
        }

        using var person = new SignedInPerson(application);
        using var wrongPassword = await person.SendAsync("/sign-in", "/sign-in", ("Name", "Regular"), ("Password", "not this one"));
        using var wrongName = await person.SendAsync("/sign-in", "/sign-in", ("Name", "Irregular"), ("Password", SignedInPerson.Password));
        using var right = await person.SendAsync("/sign-in", "/sign-in", ("Name", "Regular"), ("Password", SignedInPerson.Password));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrongPassword.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrongName.StatusCode);
        Assert.Contains("Name and password do not match", await wrongPassword.Content.ReadAsStringAsync());
        Assert.Contains("Name and password do not match", await wrongName.Content.ReadAsStringAsync());
        Assert.Equal("/", right.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("/operations/style", "/operations/style")]
    [InlineData("https://elsewhere.example/", "/")]
    [InlineData("//elsewhere.example/", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public async Task Signing_in_leads_back_to_pages_of_FormsHub_only(string returnUrl, string expected)
    {
        using var person = new SignedInPerson(application);
        var code = await Accounts.IssueCodeAsync(default);

        using var answer = await person.SendAsync(
            "/sign-in?code=", "/sign-in?handler=Code", ("Code", code.Text), ("Name", "Returner"), ("Password", SignedInPerson.Password), ("ReturnUrl", returnUrl));

        Assert.Equal(expected, answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_changed_password_ends_the_cookies_that_were_signed_in_before()
    {
        using var person = await SignedInPerson.ArriveAsync(application, "Changer");
        var account = await Accounts.FindAsync("Changer", default);

        await Accounts.ChangePasswordAsync(account!.Id, account.Stamp, "another hash", default);

        using var page = await person.Client.GetAsync("/operations/style");
        Assert.Equal("/sign-in", page.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        using var person = await SignedInPerson.ArriveAsync(application, "Leaver");

        using var answer = await person.SendAsync("/operations/style", "/sign-out");

        Assert.Equal("/sign-in", answer.Headers.Location!.OriginalString);
        Assert.DoesNotContain(person.Cookies, cookie => cookie.Name == "formshub");
    }

    [Fact]
    public async Task The_cookie_is_hidden_from_scripts_and_from_other_sites()
    {
        using var person = new SignedInPerson(application);
        var code = await Accounts.IssueCodeAsync(default);

        using var answer = await person.SendAsync(
            "/sign-in?code=", "/sign-in?handler=Code", ("Code", code.Text), ("Name", "Cookie"), ("Password", SignedInPerson.Password));

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), header => header.StartsWith("formshub=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=lax", cookie);
    }

    [Fact]
    public async Task A_form_without_its_antiforgery_field_is_refused()
    {
        using var person = new SignedInPerson(application);
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("Name", "x"), KeyValuePair.Create("Password", "y")]);

        using var answer = await person.Client.PostAsync("/sign-in", content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
