using System.Net;
using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Tests.Callbacks;
using static FormsHub.Tests.Design.DesignForm;

namespace FormsHub.Tests.Design;

public class RenameTests(CallbackFixture hub) : IClassFixture<CallbackFixture>
{
    private const string MailToEmail = """[{"from":"mail","to":"email"}]""";

    [Fact]
    public async Task A_confirmed_rename_keeps_old_and_new_answers_in_one_column()
    {
        var form = await PublishAsync(hub, Field("name"), Field("mail", label: "E-mail"));
        await form.SubmitAsync(await form.OpenSessionAsync(), ("name", "text", "Ada"), ("mail", "text", "ada@old"));
        var late = await form.OpenSessionAsync();

        var version = await form.PublishVersionAsync(MailToEmail, Field("name"), Field("email", label: "E-mail address"));
        await form.SubmitAsync(await form.OpenSessionAsync(), ("name", "text", "Bob"), ("email", "text", "bob@new"));
        await form.SubmitAsync(late, ("name", "text", "Eve"), ("mail", "text", "eve@late"));

        Assert.Equal(["ada@old", "bob@new", "eve@late"], await form.ColumnAsync("email"));
        Assert.Equal(["Ada", "Bob", "Eve"], await form.ColumnAsync("name"));
        var email = version.GetProperty("fields")[1];
        Assert.Equal(("email", """["mail"]"""), (email.GetProperty("key").GetString(), email.GetProperty("formerKeys").GetRawText()));
        var changes = version.GetProperty("changes");
        Assert.Equal("""[{"from":"mail","to":"email","type":"text"}]""", changes.GetProperty("renamed").GetRawText());
        Assert.All((string[])["added", "removed", "typeChanged", "renameSuggestions"], name => Assert.Equal(0, changes.GetProperty(name).GetArrayLength()));
        Assert.Equal(2 + 6, await hub.Database.ScalarAsync<long>($"SELECT count(*) FROM information_schema.columns WHERE table_schema = 'data' AND table_name = 'f{form.Id}'"));
    }

    [Fact]
    public async Task A_filter_and_a_sort_by_the_former_key_still_mean_the_same_column()
    {
        var form = await PublishAsync(hub, Field("mail"));
        await form.SubmitAsync(await form.OpenSessionAsync(), ("mail", "text", "b@x"));
        await form.PublishVersionAsync(MailToEmail, Field("email"));
        await form.SubmitAsync(await form.OpenSessionAsync(), ("email", "text", "a@x"));

        Assert.Equal(["b@x"], await form.ColumnAsync("email", "f.mail=eq:b@x"));
        Assert.Equal(["a@x"], await form.ColumnAsync("email", "f.email=eq:a@x"));
        Assert.Equal(["a@x", "b@x"], await form.ColumnAsync("email", "sort=mail"));
    }

    [Fact]
    public async Task What_nobody_confirmed_is_a_new_field_with_a_column_of_its_own()
    {
        var form = await PublishAsync(hub, Field("mail", label: "E-mail"));
        await form.SubmitAsync(await form.OpenSessionAsync(), ("mail", "text", "old"));

        var version = await form.PublishVersionAsync(null, Field("email", label: "E-mail"));
        await form.SubmitAsync(await form.OpenSessionAsync(), ("email", "text", "new"));

        Assert.Equal(["old", null], await form.ColumnAsync("mail"));
        Assert.Equal([null, "new"], await form.ColumnAsync("email"));
        Assert.Equal(
            """[{"from":"mail","to":"email","type":"text","because":"the labels are equal"}]""",
            version.GetProperty("changes").GetProperty("renameSuggestions").GetRawText());
    }

    [Theory]
    [InlineData("""[{"from":"mail","to":"agree"}]""", "different types")]
    [InlineData("""[{"from":"mail","to":"count"}]""", "column cannot hold")]
    [InlineData("""[{"from":"mail","to":"nowhere"}]""", "no such field")]
    [InlineData("""[{"from":"nowhere","to":"email"}]""", "no such field")]
    [InlineData("""[{"from":"name","to":"email"}]""", "has it still")]
    [InlineData("""[{"from":"mail","to":"name"}]""", "had it already")]
    [InlineData("""[{"from":"mail","to":"email"},{"from":"mail","to":"other"}]""", "renamed twice")]
    [InlineData("""[{"from":"mail","to":"email"},{"from":"phone","to":"email"}]""", "renamed twice")]
    public async Task A_rename_that_does_not_fit_the_fields_publishes_nothing(string renames, string reason)
    {
        var form = await PublishAsync(hub, Field("name"), Field("mail"), Field("phone"));

        var explanation = await form.RefuseVersionAsync(
            HttpStatusCode.UnprocessableEntity, renames, Field("name"), Field("email"), Field("other"), Field("agree", FieldType.CheckBox),
            Field("count") with { TextFormat = new("digit", null, null) });

        Assert.Contains(reason, explanation, StringComparison.Ordinal);
        Assert.Equal(1, await hub.Database.ScalarAsync<long>($"SELECT count(*) FROM form_versions WHERE form_id = {form.Id}"));
    }

    [Theory]
    [InlineData("""{"from":"a","to":"b"}""")]
    [InlineData("""[{"from":"a"}]""")]
    [InlineData("""[null]""")]
    [InlineData("""a=b""")]
    [InlineData("""[{"from":"a\u0000","to":"b"}]""")]
    public async Task Renames_that_are_no_list_of_pairs_are_refused_with_a_sentence(string renames)
    {
        var form = await PublishAsync(hub, Field("a"));

        Assert.Contains("renames is a JSON list", await form.RefuseVersionAsync(HttpStatusCode.BadRequest, renames, Field("b")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_had_a_column_before_is_never_poured_into_another()
    {
        var form = await PublishAsync(hub, Field("email"));
        await form.SubmitAsync(await form.OpenSessionAsync(), ("email", "text", "first"));
        await form.PublishVersionAsync(null, Field("mail"));

        var explanation = await form.RefuseVersionAsync(HttpStatusCode.UnprocessableEntity, MailToEmail, Field("email"));

        Assert.Contains("a column of its own", explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_former_name_is_nobody_elses()
    {
        var form = await PublishAsync(hub, Field("mail"));
        await form.SubmitAsync(await form.OpenSessionAsync(), ("mail", "text", "old"));
        await form.PublishVersionAsync(MailToEmail, Field("email"));

        var version = await form.PublishVersionAsync(null, Field("email"), Field("mail"));
        await form.SubmitAsync(await form.OpenSessionAsync(), ("email", "text", "new"), ("mail", "text", "letter"));

        Assert.Equal(["email", "mail#text"], version.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("key").GetString()));
        Assert.Equal(["old", "new"], await form.ColumnAsync("email"));
        Assert.Equal([null, "letter"], await form.ColumnAsync("mail#text"));
        Assert.Equal(["old"], await form.ColumnAsync("email", "f.mail=eq:old"));
    }

    [Fact]
    public async Task A_field_may_get_its_former_key_back()
    {
        var form = await PublishAsync(hub, Field("mail"), Field("name"));
        var first = await form.OpenSessionAsync();
        await form.PublishVersionAsync(MailToEmail, Field("email"), Field("name"));
        var second = await form.OpenSessionAsync();

        var suggested = (await form.PublishVersionAsync("""[{"from":"email","to":"mail"}]""", Field("mail"), Field("name"))).GetProperty("fields")[0];
        await form.SubmitAsync(first, ("mail", "text", "1"));
        await form.SubmitAsync(second, ("email", "text", "2"));
        await form.SubmitAsync(await form.OpenSessionAsync(), ("mail", "text", "3"));

        Assert.Equal("mail", suggested.GetProperty("key").GetString());
        Assert.Equal(["1", "2", "3"], await form.ColumnAsync("mail"));
    }

    [Fact]
    public async Task An_entry_under_another_versions_key_is_kept_whole_and_not_in_that_column()
    {
        var form = await PublishAsync(hub, Field("mail"));
        var old = await form.OpenSessionAsync();
        await form.PublishVersionAsync(MailToEmail, Field("email"));

        await form.SubmitAsync(old, ("mail", "text", "mine"), ("email", "text", "odd"));

        var item = (await form.ListAsync()).GetProperty("items")[0];
        Assert.Equal(("mine", "needsAttention"), (item.GetProperty("values").GetProperty("email").GetString(), item.GetProperty("state").GetString()));
        Assert.Contains("odd", item.GetProperty("values").GetProperty("(no key)").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_only_moved_between_its_neighbours_is_suggested()
    {
        var form = await PublishAsync(hub, Field("name"), Field("mail"), Field("city"));

        var version = await form.PublishVersionAsync(null, Field("title", FieldType.CheckBox), Field("name"), Field("email"), Field("city"));

        var suggestion = Assert.Single(version.GetProperty("changes").GetProperty("renameSuggestions").EnumerateArray());
        Assert.Equal("it stands in the same place", suggestion.GetProperty("because").GetString());
    }

    [Fact]
    public async Task Details_of_an_old_submission_show_its_value_under_the_new_key()
    {
        var form = await PublishAsync(hub, Field("mail"));
        await form.SubmitAsync(await form.OpenSessionAsync(), ("mail", "text", "ada@old"));
        await form.PublishVersionAsync(MailToEmail, Field("email"));

        using var client = hub.CreateApiClient();
        var id = (await form.ListAsync()).GetProperty("items")[0].GetProperty("id").GetInt64();
        var value = JsonDocument.Parse(await client.GetStringAsync($"/api/submissions/{id}")).RootElement.GetProperty("values")[0];

        Assert.Equal(("email", "ada@old"), (value.GetProperty("key").GetString(), value.GetProperty("text").GetString()));
    }
}
