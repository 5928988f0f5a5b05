using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Forms;

public class PublishingTests(FormsHubApplication application) : IClassFixture<FormsHubApplication>
{
    [Fact]
    public async Task A_published_form_answers_with_every_field_it_defines()
    {
        using var client = application.CreateApiClient();

        var form = await client.PublishAsync(SampleForm.EventRegistration);

        Assert.Equal("open", form.GetProperty("state").GetString());
        Assert.StartsWith($"{application.Address.ToString().TrimEnd('/')}/f/", form.GetProperty("fillUrl").GetString(), StringComparison.Ordinal);
        var version = form.GetProperty("version");
        Assert.Equal(1, version.GetProperty("number").GetInt32());
        var fields = version.GetProperty("fields").EnumerateArray().ToList();
        Assert.Equal(
            SampleForm.EventRegistration.Fields.Select(field => (field.Key, field.Type.Name)),
            fields.Select(field => (field.GetProperty("key").GetString()!, field.GetProperty("type").GetString()!)));
        var arrival = fields.Single(field => field.GetProperty("key").GetString() == "arrival");
        Assert.Equal("dd.mm.yyyy", arrival.GetProperty("format").GetString());
        Assert.Equal("en-GB", arrival.GetProperty("language").GetString());
        Assert.True(arrival.GetProperty("required").GetBoolean());
        var meal = fields.Single(field => field.GetProperty("key").GetString() == "meal");
        Assert.Equal(["vegetarian", "meat", "none"], meal.GetProperty("options").EnumerateArray().Select(option => option.GetProperty("value").GetString()));
    }

    [Fact]
    public async Task Publishing_makes_a_typed_table_with_a_column_a_field()
    {
        using var client = application.CreateApiClient();

        var form = await client.PublishAsync(SampleForm.TwentyFiveFields);

        var types = await ColumnTypesAsync(form.GetProperty("id").GetInt32());
        Assert.Equal(5, types.Count(type => type == "numeric"));
        Assert.Equal(5, types.Count(type => type == "date"));
        Assert.Equal(6, types.Count(type => type == "boolean")); // five check boxes and trashed
        Assert.Equal(11, types.Count(type => type == "text")); // five texts, five choices and search
        Assert.False(form.GetProperty("version").GetProperty("columnsPending").GetBoolean());
    }

    [Theory]
    [InlineData("not a pdf at all")]
    [InlineData("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF")]
    [InlineData("")]
    public async Task What_is_not_a_form_is_refused_with_a_sentence(string content)
    {
        using var client = application.CreateApiClient();

        using var response = await client.PostFileAsync("/api/forms", System.Text.Encoding.Latin1.GetBytes(content), "Nothing");

        var problem = await response.ReadAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith(".", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(problem.GetProperty("reason").GetString()!);
    }

    [Fact]
    public async Task A_request_without_a_file_is_told_what_is_missing()
    {
        using var client = application.CreateApiClient();
        using var empty = new MultipartFormDataContent { { new StringContent("A title"), "title" } };
        using var missing = await client.PostAsync("/api/forms", empty);
        using var json = await client.PostAsJsonAsync("/api/forms", new { title = "A title" });

        Assert.Contains("'file'", (await missing.ReadAsync(HttpStatusCode.BadRequest)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("multipart", (await json.ReadAsync(HttpStatusCode.UnsupportedMediaType)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_forms_of_one_title_get_slugs_of_their_own()
    {
        using var client = application.CreateApiClient();
        var title = $"Привет & Grüße {Guid.NewGuid():N}"[..30];

        var first = await client.PublishAsync(SampleForm.Blank, title);
        var second = await client.PublishAsync(SampleForm.Blank, title);

        Assert.Equal(title, second.GetProperty("title").GetString());
        Assert.Equal(first.GetProperty("slug").GetString() + "-2", second.GetProperty("slug").GetString());
        Assert.Matches("^[a-z0-9-]+$", first.GetProperty("slug").GetString());
    }

    [Fact]
    public async Task A_new_version_says_what_it_changes_and_keeps_old_columns()
    {
        using var client = application.CreateApiClient();
        var before = new FormDraft { Title = "Versions", Fields = [Text("name", "Name"), Text("mail", "E-mail address"), Text("kind", "Kind"), Text("gone", "Gone")] };
        var after = new FormDraft
        {
            Title = "Versions",
            Fields = [Text("name", "Name"), Text("email", "E-mail address"), Text("kind", "Kind") with { Type = FieldType.CheckBox }, Text("fresh", "Fresh")],
        };
        var id = (await client.PublishAsync(before)).GetProperty("id").GetInt32();

        using var response = await client.PostFileAsync($"/api/forms/{id}/versions", PdfFormWriter.Write(after));

        var version = await response.ReadAsync(HttpStatusCode.Created);
        Assert.Equal(2, version.GetProperty("number").GetInt32());
        var changes = version.GetProperty("changes");
        Assert.Equal(["email", "kind", "fresh"], changes.GetProperty("added").EnumerateArray().Select(Key));
        Assert.Equal(["mail", "kind", "gone"], changes.GetProperty("removed").EnumerateArray().Select(Key));
        Assert.Equal("kind", changes.GetProperty("typeChanged")[0].GetProperty("key").GetString());
        var renames = changes.GetProperty("renameSuggestions").EnumerateArray().ToList();
        Assert.Contains(renames, rename => rename.GetProperty("from").GetString() == "mail" && rename.GetProperty("to").GetString() == "email");
        Assert.Equal("kind#checkBox", version.GetProperty("fields")[2].GetProperty("key").GetString());
        Assert.Equal(7 + 6, (await ColumnTypesAsync(id)).Count); // seven fields, six columns of our own
    }

    [Fact]
    public async Task A_reader_that_holds_the_table_leaves_the_columns_pending_until_the_job_makes_them()
    {
        using var client = application.CreateApiClient();
        var id = (await client.PublishAsync(new FormDraft { Title = "Held", Fields = [Text("one", "One")] })).GetProperty("id").GetInt32();
        var typedTable = application.Services.GetRequiredService<TypedTable>();
        await using (var reader = await application.Database.DataSource.OpenConnectionAsync())
        await using (var held = await reader.BeginTransactionAsync())
        {
            await reader.ExecuteAsync($"LOCK TABLE {TypedTable.TableName(id)} IN ACCESS SHARE MODE", transaction: held);
            await using var wide = await application.Database.DataSource.OpenConnectionAsync();
            await wide.ExecuteAsync(
                "INSERT INTO form_fields (form_id, key, type, name, label, column_kind, position) VALUES (@id, 'two', 'text', 'two', 'Two', 'text', 1)", new { id });

            Assert.False(await typedTable.WidenAsync(id, TimeSpan.Zero, CancellationToken.None));
        }

        await ActivatorUtilities.CreateInstance<WidenTables>(application.Services).RunAsync(CancellationToken.None);

        Assert.Equal(2 + 6, (await ColumnTypesAsync(id)).Count);
    }

    [Fact]
    public async Task A_change_that_breaks_a_rule_is_refused_and_changes_nothing()
    {
        using var client = application.CreateApiClient();
        var id = (await client.PublishAsync(SampleForm.Blank)).GetProperty("id").GetInt32();

        string[] bad =
        [
            """{"title":""}""", """{"state":"ajar"}""", """{"opensAt":"tomorrow"}""", """{"maxSubmissions":0}""", """{"resultMessage":5}""",
            """{"slug":"mine"}""", """{"opensAt":"2027-01-02T00:00:00Z","closesAt":"2027-01-01T00:00:00Z"}""", "[]",
            """{"title":"\ud800x"}""", """{"\ud800":1}""", """{"opensAt":"2027-01-01T00:00:00.0000001Z","closesAt":"2027-01-01T00:00:00.0000002Z"}""",
        ];
        foreach (var body in bad)
        {
            using var response = await client.PatchAsync($"/api/forms/{id}", Json(body));
            await response.ReadAsync(HttpStatusCode.BadRequest);
        }

        using var good = await client.PatchAsync($"/api/forms/{id}", Json("""{"title":"Renamed","state":"closed","maxSubmissions":5,"resultMessage":"Thanks"}"""));
        var form = await good.ReadAsync(HttpStatusCode.OK);
        Assert.Equal("Renamed", form.GetProperty("title").GetString());
        Assert.Equal(5, form.GetProperty("maxSubmissions").GetInt32());
        using var session = await client.PostAsJsonAsync($"/api/forms/{id}/fill-sessions", new { });
        await session.ReadAsync(HttpStatusCode.Conflict);
    }

    private async Task<List<string>> ColumnTypesAsync(int formId)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        return (await connection.QueryAsync<string>(
            "SELECT data_type FROM information_schema.columns WHERE table_schema = 'data' AND table_name = @table", new { table = $"f{formId}" })).AsList();
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");

    private static string? Key(JsonElement field) => field.GetProperty("key").GetString();

    private static FieldDefinition Text(string key, string label) => new() { Key = key, Type = FieldType.Text, HelpText = label, SuggestedLabel = label };
}
