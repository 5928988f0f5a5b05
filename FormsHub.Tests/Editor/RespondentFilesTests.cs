using System.Net;
using FormsHub.Tests.Callbacks;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Editor;

/// <summary>What a respondent may take along, asked for over HTTP by nothing but the session's link.</summary>
public class RespondentFilesTests(CallbackFixture hub) : IClassFixture<CallbackFixture>
{
    [Fact]
    public async Task After_the_submission_the_receipt_and_an_allowed_copy_are_there_and_nobody_keeps_them()
    {
        var (link, key) = await SessionAsync(allowCopy: true);
        await SubmitAsync(key, "filled by Ada");

        using var receipt = await GetAsync($"{link}/receipt.pdf");
        using var copy = await GetAsync($"{link}/copy");

        foreach (var answer in new[] { receipt, copy })
        {
            Assert.Equal((HttpStatusCode.OK, "application/pdf"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
            Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
            Assert.Equal("default-src 'none'; sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        }

        Assert.EndsWith("-1-receipt.pdf", receipt.Content.Headers.ContentDisposition!.FileNameStar, StringComparison.Ordinal);
        Assert.Equal("%PDF-"u8.ToArray(), (await receipt.Content.ReadAsByteArrayAsync())[..5]);
        Assert.Equal(Bytes.Pdf("filled by Ada"), await copy.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Before_the_submission_there_is_nothing()
    {
        var (link, key) = await SessionAsync(allowCopy: true);
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a draft")).Draft(key));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), await StatusesAsync(link));
    }

    [Theory]
    [InlineData("/s/guessed")]
    public async Task A_guessed_link_gives_nothing(string link) =>
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), await StatusesAsync(link));

    [Fact]
    public async Task Everybody_gets_their_own_and_the_link_of_one_never_the_document_of_another()
    {
        var form = await FormAsync();
        var (ada, adaKey) = await SessionAsync(allowCopy: true, form);
        var (bob, bobKey) = await SessionAsync(allowCopy: true, form);
        await SubmitAsync(adaKey, "Ada's");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), await StatusesAsync(bob));

        await SubmitAsync(bobKey, "Bob's");

        using var adas = await GetAsync($"{ada}/copy");
        using var bobs = await GetAsync($"{bob}/copy");
        Assert.Equal(Bytes.Pdf("Ada's"), await adas.Content.ReadAsByteArrayAsync());
        Assert.Equal(Bytes.Pdf("Bob's"), await bobs.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_copy_that_the_author_does_not_allow_is_refused_and_not_offered()
    {
        var (link, key) = await SessionAsync(allowCopy: false);
        await SubmitAsync(key, "mine");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), await StatusesAsync(link));
        Assert.DoesNotContain("Download your copy", await PageAsync(link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_submission_whose_document_is_missing_is_confirmed_without_a_copy()
    {
        var (link, key) = await SessionAsync(allowCopy: true);
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a"), formData: Bytes.FormData("x")).FailedSubmit(key));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), await StatusesAsync(link));
        var page = await PageAsync(link);
        Assert.Contains("received", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Download your copy", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_late_submission_is_confirmed_kindly_and_says_that_it_is_late()
    {
        var form = await FormAsync();
        var (link, key) = await SessionAsync(allowCopy: false, form);
        await hub.Database.ExecuteAsync($"UPDATE forms SET state = 'closed', asked_by = 'City Library' WHERE id = {form}");
        await SubmitAsync(key, "late");

        var page = await PageAsync(link);

        Assert.Contains("The form had closed by the time your answers arrived", page, StringComparison.Ordinal);
        Assert.Contains("for City Library to say", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Fill in the form again", page, StringComparison.Ordinal);
        Assert.DoesNotContain("had closed", await TimelyPageAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_confirmation_carries_number_message_code_and_reference()
    {
        var form = await FormAsync();
        var (link, key) = await SessionAsync(allowCopy: false, form);
        await hub.Database.ExecuteAsync($"UPDATE forms SET result_message = 'Thank you <3', last_number = 1233 WHERE id = {form}");
        await hub.Database.ExecuteAsync($"UPDATE fill_sessions SET reference = 'case 42' WHERE form_id = {form}");
        await SubmitAsync(key, "x");

        var page = await PageAsync(link);

        foreach (var text in new[] { ">1,234<", "Thank you &lt;3", "/verify/", "case 42" })
        {
            Assert.Contains(text, page, StringComparison.Ordinal);
        }
    }

    /// <summary>Receipts read values, so it has a table for them.</summary>
    private async Task<int> FormAsync() => (await TestForm.CreateAsync(hub.Database.DataSource)).Id;

    private async Task<string> TimelyPageAsync()
    {
        var (link, key) = await SessionAsync(allowCopy: false);
        await SubmitAsync(key, "in time");
        return await PageAsync(link);
    }

    private async Task<(string Link, string Key)> SessionAsync(bool allowCopy, int? form = null)
    {
        var key = await hub.SessionAsync(form ?? await FormAsync());
        await hub.Database.ExecuteAsync($"UPDATE forms SET allow_copy = {allowCopy} WHERE id = (SELECT form_id FROM document_keys WHERE key = '{key}')");
        var token = await hub.Database.ScalarAsync<string>($"SELECT s.link_token FROM fill_sessions s JOIN document_keys k ON k.fill_session_id = s.id WHERE k.key = '{key}'");
        return ($"/s/{token}", key);
    }

    private async Task SubmitAsync(string key, string text) => Assert.True(
        (await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf(text), Bytes.Zip("c"), Bytes.FormData(text)).Submit(key))).IsAccepted);

    private async Task<HttpResponseMessage> GetAsync(string address)
    {
        using var client = hub.CreateAnonymousClient();
        return await client.GetAsync(address);
    }

    private async Task<string> PageAsync(string link)
    {
        using var client = hub.CreateAnonymousClient();
        return await client.GetStringAsync(link);
    }

    private async Task<(HttpStatusCode Receipt, HttpStatusCode Copy)> StatusesAsync(string link)
    {
        using var receipt = await GetAsync($"{link}/receipt.pdf");
        using var copy = await GetAsync($"{link}/copy");
        return (receipt.StatusCode, copy.StatusCode);
    }
}
