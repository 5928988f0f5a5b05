using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using FormsHub.Jobs;
using FormsHub.Jobs.Access;
using FormsHub.Tests.Support;
using FormsHub.Web.Access;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FormsHub.Tests.Access;

public class AccessTests(FormsHubApplication application) : IClassFixture<FormsHubApplication>
{
    [Theory]
    [InlineData(null)]
    [InlineData("Bearer no-such-key-at-all")]
    [InlineData("Bearer ")]
    [InlineData("Basic YWRtaW46YWRtaW4=")]
    [InlineData("Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2ln")]
    public async Task The_API_answers_strangers_with_a_problem_and_never_with_a_redirect(string? authorization)
    {
        using var client = application.CreateAnonymousClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/forms");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(401, problem.RootElement.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task The_bootstrap_key_is_an_administrator_from_the_first_start()
    {
        using var client = application.CreateApiClient();

        using var answer = await client.GetAsync("/api/forms");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_key_works_until_it_is_revoked()
    {
        var keys = application.Services.GetRequiredService<ApiKeys>();
        var made = await keys.CreateAsync("a program", "administrator", "somebody", default);

        var before = await AskAsync(made!.Key);
        await keys.RevokeAsync(made.Id, "somebody", default);
        var after = await AskAsync(made.Key);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (before, after));
    }

    [Fact]
    public async Task A_key_that_is_no_administrators_is_told_so()
    {
        var made = await application.Services.GetRequiredService<ApiKeys>().CreateAsync("an analyst's", "analyst", "somebody", default);

        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(made!.Key));
    }

    [Fact]
    public async Task A_key_is_stored_as_its_hash_only()
    {
        var made = await application.Services.GetRequiredService<ApiKeys>().CreateAsync("secret", "analyst", "somebody", default);

        Assert.Equal(1, await application.Database.ScalarAsync<long>($"SELECT count(*) FROM api_keys WHERE id = {made!.Id} AND key_sha256 = sha256('{made.Key}')"));
    }

    [Fact]
    public async Task Pages_send_strangers_to_the_sign_in_page_and_back()
    {
        using var client = application.CreateAnonymousClient();

        using var answer = await client.GetAsync("/operations/style?x=1");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/sign-in?returnUrl=%2Foperations%2Fstyle%3Fx%3D1", answer.Headers.Location!.PathAndQuery);
    }

    [Fact]
    public async Task An_address_without_anything_behind_it_is_not_found_by_strangers_too()
    {
        using var client = application.CreateAnonymousClient();
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        using var answer = await client.GetAsync("/no-such-page");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is nothing at this address", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    [InlineData("Sec-Fetch-Site", "none", false)]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("Origin", "https://elsewhere.example", false)]
    [InlineData("Origin", "null", false)]
    [InlineData("X-Nothing", "at all", false)]
    public async Task A_cookie_changes_something_only_from_our_own_pages(string header, string value, bool taken)
    {
        using var person = await SignedInPerson.ArriveAsync(application, "Target");
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/api/forms/1") { Content = JsonContent() };
        request.Headers.Add(header, value);

        using var answer = await person.Client.SendAsync(request);

        Assert.Equal(taken ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Our_own_origin_is_taken_where_the_browser_says_no_more()
    {
        using var person = await SignedInPerson.ArriveAsync(application, "Plain");
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/api/forms/1") { Content = JsonContent() };
        request.Headers.Add("Origin", application.Address.GetLeftPart(UriPartial.Authority));

        using var answer = await person.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Every_answer_says_what_it_may_load_and_by_whom_it_may_be_framed()
    {
        using var client = application.CreateAnonymousClient();

        using var answer = await client.GetAsync("/sign-in");

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'self'", policy);
        Assert.Contains("frame-ancestors 'self'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public void A_short_bootstrap_key_is_refused_with_a_sentence()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Access:BootstrapApiKey", "fifteen-letters")]).Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddFormsHubJobs(configuration).AddAccess().BuildServiceProvider();

        var refusal = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<AccessOptions>>().Value);

        Assert.Equal("Access:BootstrapApiKey must have at least 16 characters, or be empty for none.", refusal.Message);
    }

    private async Task<HttpStatusCode> AskAsync(string key)
    {
        using var client = application.CreateAnonymousClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await client.GetAsync("/api/forms");
        return answer.StatusCode;
    }

    private static StringContent JsonContent() => new("{}", MediaTypeHeaderValue.Parse("application/json"));
}
