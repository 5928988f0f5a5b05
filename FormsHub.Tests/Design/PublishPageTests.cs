using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Design;

public class PublishPageTests(DesignFixture hub) : IClassFixture<DesignFixture>
{
    private static readonly FieldDefinition Mail = DesignForm.Field("mail", label: "E-mail");
    private static readonly FieldDefinition Email = DesignForm.Field("email", label: "E-mail");

    [Fact]
    public async Task A_dropped_file_is_published_after_its_changes_were_seen()
    {
        var form = await DesignForm.PublishAsync(hub, DesignForm.Field("name"), Mail, DesignForm.Field("agree"));

        using var dropped = await DropAsync(form.Id, DesignForm.File(DesignForm.Field("name"), Email, DesignForm.Field("agree", FieldType.CheckBox), DesignForm.Field("age")));

        Assert.Equal(HttpStatusCode.Redirect, dropped.StatusCode);
        var preview = await hub.PageAsync(dropped.Headers.Location!.OriginalString);
        Assert.Equal(["1", "3", "2"], preview.QuerySelectorAll(".stat .value").Select(value => value.TextContent));
        Assert.Contains("1 field may only have been renamed.", preview.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("the labels are equal", preview.QuerySelector("tr[data-suggested=yes]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("A field with the same key has another type now (checkBox)", preview.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains("form.pdf", (await hub.PageAsync($"/forms/{form.Id}/versions")).QuerySelector(".timeline li.amber")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await VersionsAsync(form.Id));

        using var published = await PublishAsync(dropped.Headers.Location.OriginalString);

        Assert.Equal($"/forms/{form.Id}/versions?published=2", published.Headers.Location!.OriginalString);
        var versions = await hub.PageAsync(published.Headers.Location.OriginalString);
        Assert.Contains("Version 2 is published.", versions.QuerySelector(".notice.green")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("New: E-mail, agree, age.", versions.QuerySelector(".notice.green")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rename_is_the_authors_word_and_shown_as_what_the_field_was_called()
    {
        var form = await DesignForm.PublishAsync(hub, DesignForm.Field("name"), Mail);
        await form.SubmitAsync(await form.OpenSessionAsync(), ("mail", "text", "ada@old"));
        await hub.SaveFinallyAsync(await hub.KeyAsync(form.Id), DesignForm.File(DesignForm.Field("name"), Email));
        var page = await DraftPageAsync(form.Id);
        var option = (await hub.PageAsync(page)).QuerySelector("select[name=Renames] option:not([value=''])")!;
        Assert.Null(option.GetAttribute("selected"));

        using var published = await PublishAsync(page, option.GetAttribute("value")!);

        Assert.Equal(["ada@old"], await form.ColumnAsync("email"));
        var versions = await hub.PageAsync(published.Headers.Location!.OriginalString);
        Assert.Contains("mail is called email now", versions.QuerySelector(".notice.green")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("earlier mail", versions.QuerySelector(".data-table")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("No draft", versions.QuerySelector("#draft-title")!.TextContent);
    }

    [Fact]
    public async Task The_second_of_two_authors_sees_that_the_preview_is_outdated()
    {
        var form = await DesignForm.PublishAsync(hub, DesignForm.Field("name"));
        using var annas = await DropAsync(form.Id, DesignForm.File(DesignForm.Field("name"), DesignForm.Field("anna")));
        using var bens = await DropAsync(form.Id, DesignForm.File(DesignForm.Field("name"), DesignForm.Field("ben")));
        var (seen, page) = (await SeenAsync(bens.Headers.Location!.OriginalString), bens.Headers.Location.OriginalString);
        using var first = await PublishAsync(annas.Headers.Location!.OriginalString);

        using var second = await hub.Ben.SendAsync(page, page, seen);

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        var shown = await ReadAsync(second);
        Assert.Contains("Version 2 was published meanwhile.", shown.QuerySelector(".notice.red")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Publish version 3", shown.QuerySelector("button.primary")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("anna", shown.QuerySelector("[aria-labelledby=gone-title]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, await VersionsAsync(form.Id));
        using var again = await hub.Ben.SendAsync(page, page, await SeenAsync(page));
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Equal(3, await VersionsAsync(form.Id));
    }

    [Fact]
    public async Task Two_publications_at_the_same_moment_make_one_version()
    {
        var form = await DesignForm.PublishAsync(hub, DesignForm.Field("name"));
        using var dropped = await DropAsync(form.Id, DesignForm.File(DesignForm.Field("name"), DesignForm.Field("more")));
        var page = dropped.Headers.Location!.OriginalString;
        var seen = await SeenAsync(page);

        var answers = await Task.WhenAll(hub.Anna.SendAsync(page, page, seen), hub.Ben.SendAsync(page, page, seen));

        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Conflict], answers.Select(answer => answer.StatusCode).Order());
        Assert.Equal(2, await VersionsAsync(form.Id));
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Fact]
    public async Task A_draft_that_was_saved_again_is_not_published_unseen()
    {
        var form = await DesignForm.PublishAsync(hub, DesignForm.Field("name"));
        var key = await hub.KeyAsync(form.Id);
        await hub.SaveAsync(key, DesignForm.File(DesignForm.Field("name"), DesignForm.Field("one")));
        var page = await DraftPageAsync(form.Id);
        var seen = await SeenAsync(page);
        await hub.SaveAsync(key, DesignForm.File(DesignForm.Field("name"), DesignForm.Field("two")));

        using var answer = await hub.Anna.SendAsync(page, page, seen);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("The draft was changed", (await ReadAsync(answer)).QuerySelector(".notice.red")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await VersionsAsync(form.Id));
    }

    [Fact]
    public async Task A_field_that_comes_back_gets_its_own_column_and_no_other()
    {
        var form = await DesignForm.PublishAsync(hub, DesignForm.Field("mail"));
        await form.PublishVersionAsync(null, DesignForm.Field("letter"));
        await hub.SaveFinallyAsync(await hub.KeyAsync(form.Id), DesignForm.File(DesignForm.Field("mail")));

        var preview = await hub.PageAsync(await DraftPageAsync(form.Id));

        Assert.Contains("which it had in an earlier version", preview.QuerySelector("[aria-labelledby=new-title]")!.TextContent, StringComparison.Ordinal);
        Assert.Null(preview.QuerySelector("select[name=Renames]"));
    }

    [Fact]
    public async Task A_file_that_is_no_form_and_a_draft_that_is_not_there_are_said_so()
    {
        var form = await DesignForm.PublishAsync(hub, DesignForm.Field("name"));

        using var letter = await DropAsync(form.Id, "%PDF-1.4 nothing"u8.ToArray());
        using var nowhere = await hub.Anna.Client.GetAsync($"/forms/{form.Id}/publish?draft=999999");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, letter.StatusCode);
        Assert.Contains("No version was published.", await letter.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    private Task<long> VersionsAsync(int form) => hub.Database.ScalarAsync<long>($"SELECT count(*) FROM form_versions WHERE form_id = {form}");

    private async Task<string> DraftPageAsync(int form) =>
        $"/forms/{form}/publish?draft={(await hub.StateAsync(form)).GetProperty("draft").GetProperty("id").GetInt32()}";

    /// <summary>What the page sends along: the draft and what it was compared with.</summary>
    private async Task<(string Name, string Value)[]> SeenAsync(string page)
    {
        var shown = await hub.PageAsync(page);
        return [.. ((string[])["draft", "seenVersion", "seenSha256"]).Select(name => (name, shown.QuerySelector($"input[name={name}]")!.GetAttribute("value")!))];
    }

    private async Task<HttpResponseMessage> PublishAsync(string page, params string[] renames)
    {
        var answer = await hub.Anna.SendAsync(page, page, [.. await SeenAsync(page), .. renames.Select(rename => ("Renames", rename))]);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer;
    }

    private async Task<HttpResponseMessage> DropAsync(int form, byte[] file)
    {
        var shown = await hub.PageAsync($"/forms/{form}/versions");
        using var content = new MultipartFormDataContent
        {
            { new StringContent(shown.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new ByteArrayContent(file), "file", "form.pdf" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/forms/{form}/versions") { Content = content, Headers = { { "Sec-Fetch-Site", "same-origin" } } };
        return await hub.Anna.Client.SendAsync(request);
    }

    private static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage answer) => await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
}
