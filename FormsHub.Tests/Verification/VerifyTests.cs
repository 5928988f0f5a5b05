using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using AngleSharp.Html.Parser;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Callbacks;
using FormsHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.Verification;

public class VerifyTests(VerifyFixture hub) : IClassFixture<VerifyFixture>
{
    [Fact]
    public async Task A_genuine_code_tells_form_number_and_time_and_neither_answers_nor_names()
    {
        var code = await SubmitAsync("the answer");

        var page = await GetAsync($"/verify/{code}", HttpStatusCode.OK);

        Assert.Contains("This submission was received", page, StringComparison.Ordinal);
        Assert.Contains("Summer school &amp; more", page, StringComparison.Ordinal);
        Assert.Contains(hub.Now.Now.ToString("yyyy-MM-dd", null), page, StringComparison.Ordinal);
        foreach (var secret in new[] { "Ada Lovelace", "the answer", Convert.ToHexStringLower(SHA256.HashData(Bytes.Pdf("the answer"))) })
        {
            Assert.DoesNotContain(secret, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_code_may_be_typed_carelessly()
    {
        var code = await SubmitAsync("x");

        await GetAsync($"/verify/{code.ToLowerInvariant()}", HttpStatusCode.OK);
        await GetAsync($"/verify/{Uri.EscapeDataString($" {code} ")}", HttpStatusCode.OK);
        using var client = hub.CreateAnonymousClient();
        using var asked = await client.GetAsync($"/verify?code={code}");
        Assert.Equal(($"/verify/{code}", HttpStatusCode.Redirect), (asked.Headers.Location!.OriginalString, asked.StatusCode));
    }

    [Fact]
    public async Task Every_wrong_character_makes_a_code_nobodys()
    {
        var code = await SubmitAsync("x");
        for (var place = 0; place < code.Length; place++)
        {
            if (char.IsAsciiLetterOrDigit(code[place]))
            {
                var wrong = $"{code[..place]}{(code[place] is 'K' or 'k' ? 'M' : 'K')}{code[(place + 1)..]}";
                Assert.Contains("No submission has this code.", await GetAsync($"/verify/{wrong}", HttpStatusCode.NotFound), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("%3Cscript%3E")]
    [InlineData("A-very-long-code-that-nobody-ever-got-because-it-has-more-characters-than-any-code-of-any-submission-has-had-so-far")]
    public async Task Something_else_than_a_code_is_answered_kindly(string code) =>
        Assert.Contains("No submission has this code.", await GetAsync($"/verify/{code}", HttpStatusCode.NotFound), StringComparison.Ordinal);

    [Fact]
    public async Task Only_the_received_file_is_the_received_file()
    {
        var code = await SubmitAsync("mine");

        Assert.True(await CompareAsync(code, Bytes.Pdf("mine")));
        Assert.False(await CompareAsync(code, Bytes.Pdf("mine, changed")));
        using var client = hub.CreateAnonymousClient();
        using var nothing = await client.GetAsync($"/verify/{code}/compare?sha256=12");
        using var nobody = await client.GetAsync($"/verify/nobodys/compare?sha256={new string('0', 64)}");
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NotFound), (nothing.StatusCode, nobody.StatusCode));
    }

    [Theory]
    [InlineData("mine", "This is the file that was received.")]
    [InlineData("another", "This is another file.")]
    public async Task Without_a_script_the_file_is_sent_compared_and_not_kept(string file, string verdict)
    {
        var code = await SubmitAsync("mine");
        var blobs = await hub.Database.ScalarAsync<long>("SELECT count(*) FROM blobs");
        using var handler = new HttpClientHandler { CookieContainer = new CookieContainer() };
        using var client = new HttpClient(handler) { BaseAddress = hub.Address };
        var form = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync($"/verify/{code}"));
        using var upload = new MultipartFormDataContent
        {
            { new StringContent(form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new ByteArrayContent(Bytes.Pdf(file)) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } }, "file", "file.pdf" },
        };

        using var answer = await client.PostAsync($"/verify/{code}", upload);

        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
        Assert.Contains(verdict, Assert.Single(page.QuerySelectorAll("[data-verdict]"), part => !part.HasAttribute("hidden")).TextContent, StringComparison.Ordinal);
        Assert.Equal(blobs, await hub.Database.ScalarAsync<long>("SELECT count(*) FROM blobs"));
    }

    [Fact]
    public async Task Guessing_is_slowed_down_and_says_so()
    {
        await using var slow = await FormsHubApplication.StartAsync(("Access:VerificationAttempts", "3"), ("Jobs:Enabled", "false"));
        using var client = slow.CreateAnonymousClient();
        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var answer = await client.GetAsync(attempt % 2 == 0 ? "/verify/guess" : $"/verify/guess/compare?sha256={new string('0', 64)}");
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound], statuses.Take(3));
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses.Skip(3));
        using var form = await client.GetAsync("/verify");
        Assert.Equal(HttpStatusCode.OK, form.StatusCode);
    }

    private async Task<string> SubmitAsync(string text)
    {
        var key = await hub.SessionAsync(await hub.TitledFormAsync("Summer school & more"), name: "Ada Lovelace");
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf(text), Bytes.Zip("c"), Bytes.FormData(text)).Submit(key));
        return await hub.Services.GetRequiredService<VerificationCodes>().OfAsync(await hub.OfAsync<long>("submissions", "id", key), default);
    }

    private async Task<bool> CompareAsync(string code, byte[] file)
    {
        using var client = hub.CreateAnonymousClient();
        var answer = await client.GetFromJsonAsync<JsonElement>($"/verify/{code}/compare?sha256={Convert.ToHexStringLower(SHA256.HashData(file))}");
        return answer.GetProperty("isReceived").GetBoolean();
    }

    private async Task<string> GetAsync(string address, HttpStatusCode expected)
    {
        using var client = hub.CreateAnonymousClient();
        using var answer = await client.GetAsync(address);
        Assert.Equal(expected, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        return await answer.Content.ReadAsStringAsync();
    }
}

/// <summary>All tests ask from one address.</summary>
public sealed class VerifyFixture : CallbackFixture
{
    public VerifyFixture() => WithSettings(("Access:VerificationAttempts", "10000"));

    public async Task<int> TitledFormAsync(string title)
    {
        var form = await FormAsync();
        await Database.ExecuteAsync($"UPDATE forms SET title = '{title}' WHERE id = {form}");
        return form;
    }
}
