using System.Globalization;
using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Tests.Callbacks;
using FormsHub.Tests.Design;
using FormsHub.Tests.Sharing;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Reporting;

/// <summary>What the views show of submissions that came in by callbacks, read with the rights of the reading account.</summary>
public class ViewsTests(SharingFixture hub) : IClassFixture<SharingFixture>
{
    private const string Leading = "number,submitted_at,submitter,submitter_email,submitter_reference,version,state,review,reason,other_values";

    [Fact]
    public async Task A_view_shows_each_submission_with_its_typed_values()
    {
        var form = await PublishAsync(
            Field("name", label: "Your name"), Field("guests", label: "Guests") with { TextFormat = new("digit", null, null) }, Field("agree", FieldType.CheckBox, "Agreed"),
            Field("day", FieldType.DateTime, "Arrival") with { DateFormat = "dd.mm.yyyy", Language = "de-DE" }, Field("photo", FieldType.Picture, "Photo"));
        await form.SubmitAsync(await form.OpenSessionAsync(), ("name", "text", "Zoë"), ("guests", "text", "3"), ("agree", "checkBox", "true"), ("day", "dateTime", "18.11.2026"), ("photo", "picture", Submissions.Normalization.NormalizerSamples.Png));
        await hub.RefreshViewsAsync();

        var (rows, columns) = await AskAsync($"SELECT * FROM {await ViewAsync(form.Id)}");

        Assert.Equal(Leading + ",Your name,Guests,Agreed,Arrival,Photo", string.Join(',', columns));
        var row = Assert.Single(rows).Split('|');
        Assert.Equal("1", row[0]);
        Assert.EndsWith("Z", row[1], StringComparison.Ordinal);
        Assert.Equal(["1", "normalized", "new", "", ""], row[5..10]);
        Assert.Equal(["Zoë", "3", "True"], row[10..13]);
        Assert.StartsWith("2026-11-18", row[13], StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{64}$", row[14]);
    }

    [Fact]
    public async Task What_fits_no_column_and_what_has_none_is_in_other_values_by_the_names_that_analysts_see()
    {
        var form = await PublishAsync(
            Field("guests", label: "How many guests?") with { TextFormat = new("digit", null, null) },
            Field("day", FieldType.DateTime, "Arrival") with { DateFormat = "dd.mm.yyyy", Language = "de-DE" });
        var session = await form.OpenSessionAsync();
        await form.SubmitAsync(session, ("guests", "text", "007"), ("day", "dateTime", "soon"), ("stray", "text", "came along"), ("guests", "text", "8"));
        await form.SubmitAsync(await form.OpenSessionAsync(), ("guests", "text", "2"));
        await hub.RefreshViewsAsync();

        var (rows, _) = await AskAsync($"SELECT state, reason, \"How many guests?\", \"Arrival\", other_values::text FROM {await ViewAsync(form.Id)} ORDER BY number");

        Assert.Equal(2, rows.Count);
        var odd = rows[0].Split('|');
        Assert.Equal(["needsAttention", "1 value needs attention: day", "", ""], odd[..4]);
        using var others = JsonDocument.Parse(odd[4]);
        Assert.Equal("""["007", "8"]""", others.RootElement.GetProperty("How many guests?").GetRawText());
        Assert.Equal("soon", others.RootElement.GetProperty("Arrival").GetString());
        Assert.Equal("came along", others.RootElement.GetProperty("stray").GetString());
        Assert.Equal("normalized||2||", rows[1]);
    }

    [Fact]
    public async Task A_versions_view_has_its_fields_and_its_submissions_and_the_forms_view_has_all()
    {
        var form = await PublishAsync(Field("name", label: "Name"), Field("fax", label: "Fax"));
        await form.SubmitAsync(await form.OpenSessionAsync(), ("name", "text", "Ada"), ("fax", "text", "555"));
        await hub.RefreshViewsAsync();
        await form.PublishVersionAsync(null, Field("mail", label: "Mail"), Field("name", label: "Full name"));
        await form.SubmitAsync(await form.OpenSessionAsync(), ("name", "text", "Bob"), ("mail", "text", "bob@example.org"));
        await hub.RefreshViewsAsync();

        var all = await AskAsync($"SELECT * FROM {await ViewAsync(form.Id)} ORDER BY number");
        var first = await AskAsync($"SELECT * FROM {await ViewAsync(form.Id, 1)}");
        var second = await AskAsync($"SELECT * FROM {await ViewAsync(form.Id, 2)}");

        Assert.Equal(["Full name", "Fax", "Mail"], all.Columns.Skip(10));
        Assert.Equal(["Ada|555|", "Bob||bob@example.org"], all.Rows.Select(row => string.Join('|', row.Split('|')[10..])));
        Assert.Equal(["Name", "Fax"], first.Columns.Skip(10));
        Assert.EndsWith("Ada|555", Assert.Single(first.Rows), StringComparison.Ordinal);
        Assert.Equal(["Mail", "Full name"], second.Columns.Skip(10));
        Assert.EndsWith("bob@example.org|Bob", Assert.Single(second.Rows), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renamed_field_keeps_its_column_under_its_new_name_and_views_on_top_follow()
    {
        var form = await PublishAsync(Field("a", label: "First"), Field("b", label: "Second"));
        await form.SubmitAsync(await form.OpenSessionAsync(), ("a", "text", "1"), ("b", "text", "2"));
        await hub.RefreshViewsAsync();
        var view = await ViewAsync(form.Id);
        await hub.Database.ExecuteAsync($"CREATE SCHEMA analysts_{form.Id}; CREATE VIEW analysts_{form.Id}.mine AS SELECT \"First\", \"Second\" FROM {view}");

        // The labels exchanged, one key renamed, and a third field in front.
        await form.PublishVersionAsync("""[{"from":"a","to":"c"}]""", Field("new", label: "New"), Field("c", label: "Second"), Field("b", label: "First"));
        await hub.RefreshViewsAsync();

        var (rows, columns) = await AskAsync($"SELECT * FROM {view}");
        Assert.Equal(["Second", "First", "New"], columns.Skip(10));
        Assert.EndsWith("|1|2|", Assert.Single(rows), StringComparison.Ordinal);
        Assert.Equal(["First", "Second"], (await AskAsync($"SELECT * FROM {await ViewAsync(form.Id, 1)}")).Columns.Skip(10));
        Assert.Equal("1 2", await hub.Database.ScalarAsync<string>($"SELECT \"First\" || ' ' || \"Second\" FROM analysts_{form.Id}.mine"));
    }

    [Fact]
    public async Task Who_submitted_is_named_as_in_the_list_and_the_trash_is_left_out()
    {
        var form = await PublishAsync(Field("a"));
        foreach (var person in new object[] { new { name = "Ada", email = "ada@example.org", reference = "R-1" }, new { name = "Bob" } })
        {
            await form.SubmitAsync((await hub.Api.OpenSessionAsync(form.Id, person)).GetProperty("documentKey").GetString()!, ("a", "text", "x"));
        }

        await hub.RefreshViewsAsync();
        var query = $"SELECT submitter, submitter_email, submitter_reference FROM {await ViewAsync(form.Id)} ORDER BY number";
        Assert.Equal(["Anna Adams|ada@example.org|R-1", "Anna Adams||"], (await AskAsync(query)).Rows);

        var bob = await hub.Database.ScalarAsync<long>($"SELECT max(id) FROM submissions WHERE form_id = {form.Id}");
        await hub.Database.ExecuteAsync($"UPDATE submissions SET trashed = true WHERE id = {bob}; UPDATE data.f{form.Id} SET trashed = true WHERE submission_id = {bob}");

        Assert.Equal(["Anna Adams|ada@example.org|R-1"], (await AskAsync(query)).Rows);
    }

    [Fact]
    public async Task A_form_of_several_roles_shows_role_and_case()
    {
        var form = await hub.PublishAsync(draft: SharingFixture.TwoRoles);
        await hub.RefreshViewsAsync();

        var columns = (await AskAsync($"SELECT * FROM {await ViewAsync(form.Id)}")).Columns;

        Assert.Equal(["role", "case_name", "Days of leave", "Decision"], columns.Skip(10));
    }

    [Fact]
    public async Task Labels_of_every_kind_make_views_that_work()
    {
        string[] labels = ["\"; DROP TABLE forms; --", "two\nlines", "😀😀", new string('ß', 200), new string('ß', 200), "number", "Number", "{columns}", "it's", "a b\u202Ec"];
        var form = await PublishAsync([.. labels.Select((label, place) => Field($"key{place}", label: label))]);
        await form.SubmitAsync(await form.OpenSessionAsync(), [.. labels.Select((_, place) => ($"key{place}", "text", $"value {place}"))]);
        await hub.RefreshViewsAsync();

        var (rows, columns) = await AskAsync($"SELECT * FROM {await ViewAsync(form.Id)}");

        Assert.Equal(10 + labels.Length, columns.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(labels.Select((_, place) => $"value {place}"), Assert.Single(rows).Split('|')[10..]);
        Assert.True(await hub.Database.ScalarAsync<bool>("SELECT to_regclass('forms') IS NOT NULL"));
    }

    [Fact]
    public async Task Forms_of_one_long_title_have_views_of_their_own()
    {
        var title = $"{new string('ä', 100)} {Guid.NewGuid():n}";
        var ids = new List<int>();
        foreach (var _ in Enumerable.Range(0, 3))
        {
            ids.Add((await hub.Api.PublishAsync(new() { Title = title, Fields = [Field("a")] }, title)).GetProperty("id").GetInt32());
        }

        await hub.RefreshViewsAsync();

        Assert.Equal(6, await hub.Database.ScalarAsync<long>(
            $"SELECT count(DISTINCT c.relname) FROM pg_class c JOIN reporting_views v ON v.name = c.relname WHERE v.form_id IN ({string.Join(',', ids)})"));
    }

    private static FieldDefinition Field(string key, FieldType? type = null, string? label = null) => DesignForm.Field(key, type, label);

    private Task<DesignForm> PublishAsync(params FieldDefinition[] fields) => DesignForm.PublishAsync(hub, fields);

    private Task<(IReadOnlyList<string> Rows, IReadOnlyList<string> Columns)> AskAsync(string query) => Reader.AskAsync(hub.Database, query);

    private async Task<string> ViewAsync(int formId, int? version = null)
    {
        var slug = await hub.Database.ScalarAsync<string>($"SELECT slug FROM forms WHERE id = {formId}");
        return version is null ? $"reporting.\"{slug}\"" : string.Create(CultureInfo.InvariantCulture, $"reporting.\"{slug}_v{version}\"");
    }
}
