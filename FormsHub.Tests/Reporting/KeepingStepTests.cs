using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reporting;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FormsHub.Tests.Reporting;

/// <summary>How the views follow their forms, whatever dies, is lost or stands in the way.</summary>
public class KeepingStepTests(IdleApplication application) : IClassFixture<IdleApplication>, IAsyncLifetime
{
    public Task InitializeAsync() => Reader.MakeAsync(application.Database);

    public Task DisposeAsync() => Task.CompletedTask;

    private ViewRefreshing Refreshing => application.Services.GetRequiredService<ViewRefreshing>();

    [Fact]
    public async Task What_changes_a_form_makes_its_views_due_in_the_same_transaction_and_nothing_else_does()
    {
        var form = await NewFormAsync();
        await RefreshAsync(form);
        Assert.False(await IsDueAsync(form));

        // A process that dies before its commit has changed nothing; one that dies after it leaves the views due.
        await using (var connection = await application.Database.DataSource.OpenConnectionAsync())
        await using (await connection.BeginTransactionAsync())
        {
            await using var relabel = new NpgsqlCommand($"UPDATE form_fields SET label = 'Guests' WHERE form_id = {form.Id}", connection);
            await relabel.ExecuteNonQueryAsync();
        }

        Assert.False(await IsDueAsync(form));
        await ExecuteAsync($"""
            UPDATE form_fields SET position = position + 1 WHERE form_id = {form.Id};
            INSERT INTO form_fields (form_id, key, type, name, label, position) VALUES ({form.Id}, 'seen', 'text', 'seen', 'Seen', 9);
            UPDATE forms SET title = 'Another', last_number = 5 WHERE id = {form.Id}
            """);
        Assert.False(await IsDueAsync(form));
        foreach (var change in new[]
        {
            $"UPDATE form_fields SET label = 'Guests' WHERE form_id = {form.Id} AND key = 'name'",
            $"UPDATE form_fields SET key = 'who', name = 'who' WHERE form_id = {form.Id} AND key = 'name'",
            $"INSERT INTO form_versions (form_id, number, file_sha256, file_name, package_sha256) SELECT form_id, 2, file_sha256, 'f.pdf', package_sha256 FROM form_versions WHERE form_id = {form.Id}",
            $"UPDATE forms SET slug = 'moved-{form.Id}' WHERE id = {form.Id}",
        })
        {
            await ExecuteAsync(change);
            Assert.True(await IsDueAsync(form), change);
            await RefreshAsync(form);
            Assert.False(await IsDueAsync(form), change);
        }

        await form.AddFieldsAsync(new TestField("more", ColumnKind.Number));
        Assert.True(await IsDueAsync(form));
        await RefreshAsync(form);
        Assert.Equal(["Guests", "more"], (await ColumnsAsync($"moved-{form.Id}"))[10..]);
        Assert.Equal(["name"], (await ColumnsAsync($"moved-{form.Id}_v1"))[10..]);
    }

    [Fact]
    public async Task What_did_not_change_is_left_alone()
    {
        var form = await NewFormAsync();
        await RefreshAsync(form);
        var before = await OidsAsync(form);

        await ExecuteAsync($"UPDATE form_fields SET label = 'Other' WHERE form_id = {form.Id}");
        await RefreshAsync(form);
        await Refreshing.TryAgainAsync(form.Id, default);
        await RefreshAsync(form);

        Assert.Equal(before, await OidsAsync(form));
        Assert.Equal("Other", (await ColumnsAsync(await SlugAsync(form)))[10]);
    }

    [Theory]
    [InlineData("DROP VIEW reporting.\"{slug}\"")]
    [InlineData("DROP VIEW reporting.\"{slug}\", reporting.\"{slug}_v1\"")]
    [InlineData("REVOKE SELECT ON reporting.\"{slug}_v1\" FROM formshub_reader")]
    [InlineData("DELETE FROM reporting_views WHERE name LIKE '{slug}%'; DELETE FROM reporting_forms WHERE form_id = {id}")]
    [InlineData("UPDATE reporting_forms SET template = 'of an older program' WHERE form_id = {id}; UPDATE reporting_views SET fingerprint = NULL WHERE form_id = {id}")]
    [InlineData("DROP VIEW reporting.\"{slug}\"; CREATE VIEW reporting.\"{slug}\" AS SELECT now() AS number; UPDATE reporting_forms SET changes = changes + 1 WHERE form_id = {id}")]
    [InlineData("ALTER VIEW reporting.\"{slug}\" RENAME COLUMN name TO other; UPDATE reporting_forms SET changes = changes + 1 WHERE form_id = {id}")]
    public async Task What_is_lost_or_spoilt_is_made_anew_by_the_sweep(string damage)
    {
        var form = await NewFormAsync();
        await application.RefreshViewsAsync();
        var slug = await SlugAsync(form);
        await form.AddAsync(new() { Columns = new Dictionary<int, FieldValue> { [form.Fields[0].Id] = FieldValue.OfText("Ada") } });

        await ExecuteAsync(damage.Replace("{slug}", slug, StringComparison.Ordinal).Replace("{id}", $"{form.Id}", StringComparison.Ordinal));
        await application.RefreshViewsAsync();

        Assert.Equal(["1|Ada"], (await Reader.AskAsync(application.Database, $"SELECT number, name FROM reporting.\"{slug}\"")).Rows);
        Assert.Equal(["1|Ada"], (await Reader.AskAsync(application.Database, $"SELECT number, name FROM reporting.\"{slug}_v1\"")).Rows);
        Assert.False(await IsDueAsync(form));
    }

    [Fact]
    public async Task All_views_of_a_form_change_or_none()
    {
        var form = await NewFormAsync();
        var slug = await SlugAsync(form);
        await ExecuteAsync($"CREATE TABLE reporting.\"{slug}_v1\" (in_the_way int)");

        var problem = await Refreshing.RefreshAsync(form.Id, TimeSpan.Zero, default);

        Assert.StartsWith("PostgreSQL refuses: ", problem, StringComparison.Ordinal);
        Assert.True(await application.Database.ScalarAsync<bool>($"SELECT to_regclass('reporting.\"{slug}\"') IS NULL AND NOT EXISTS (SELECT FROM reporting_views WHERE form_id = {form.Id})"));
        Assert.DoesNotContain(form.Id, await Refreshing.DueAsync(default));
        await ExecuteAsync($"DROP TABLE reporting.\"{slug}_v1\"");
        await Refreshing.TryAgainAsync(form.Id, default);
        await RefreshAsync(form);
        Assert.Equal("name", (await ColumnsAsync($"{slug}_v1"))[10]);
    }

    [Fact]
    public async Task A_view_that_somebody_reads_is_left_as_it_is_and_nobody_waits_long()
    {
        var form = await NewFormAsync();
        await application.RefreshViewsAsync();
        var slug = await SlugAsync(form);
        await using (var connection = await application.Database.DataSource.OpenConnectionAsync())
        await using (await connection.BeginTransactionAsync())
        {
            await using var reading = new NpgsqlCommand($"SELECT * FROM reporting.\"{slug}\"", connection);
            await reading.ExecuteNonQueryAsync();
            await ExecuteAsync($"UPDATE form_fields SET label = 'Label' WHERE form_id = {form.Id}");

            Assert.StartsWith("Somebody is reading", await Refreshing.RefreshAsync(form.Id, TimeSpan.Zero, default), StringComparison.Ordinal);
            Assert.Empty((await Reader.AskAsync(application.Database, $"SELECT name FROM reporting.\"{slug}\"")).Rows);
        }

        await Refreshing.TryAgainAsync(form.Id, default);
        await RefreshAsync(form);
        Assert.Equal("Label", (await ColumnsAsync(slug))[10]);
    }

    [Fact]
    public async Task A_view_that_cannot_change_under_an_analysts_view_is_named_and_changed_when_that_one_is_gone()
    {
        var form = await NewFormAsync();
        await RefreshAsync(form);
        var slug = await SlugAsync(form);
        // As after a program that made views otherwise: the first column has another type.
        await ExecuteAsync($"""
            DROP VIEW reporting."{slug}"; CREATE VIEW reporting."{slug}" AS SELECT number::text, submitted_at FROM data.f{form.Id};
            CREATE SCHEMA mine_{form.Id}; CREATE VIEW mine_{form.Id}.on_top AS SELECT number FROM reporting."{slug}";
            UPDATE form_fields SET label = 'Label' WHERE form_id = {form.Id}
            """);

        Assert.Contains("on top of one of these", await Refreshing.RefreshAsync(form.Id, TimeSpan.Zero, default), StringComparison.Ordinal);
        var dependant = Assert.Single(await application.Services.GetRequiredService<ReportingViews>().DependantsAsync(form.Id, default));
        Assert.Equal((slug, $"mine_{form.Id}.on_top"), (dependant.View, dependant.Name));

        await ExecuteAsync($"DROP VIEW mine_{form.Id}.on_top");
        await Refreshing.TryAgainAsync(form.Id, default);
        await RefreshAsync(form);
        Assert.Equal("Label", (await ColumnsAsync(slug))[10]);
    }

    [Fact]
    public async Task A_form_that_is_deleted_takes_its_views_with_it()
    {
        var form = await NewFormAsync();
        await RefreshAsync(form);
        var slug = await SlugAsync(form);

        await ExecuteAsync($"DELETE FROM forms WHERE id = {form.Id}");
        await RefreshAsync(form);

        Assert.True(await application.Database.ScalarAsync<bool>(
            $"SELECT to_regclass('reporting.\"{slug}\"') IS NULL AND to_regclass('reporting.\"{slug}_v1\"') IS NULL AND NOT EXISTS (SELECT FROM reporting_forms WHERE form_id = {form.Id})"));
        await ExecuteAsync($"DROP TABLE data.f{form.Id}");
    }

    [Fact]
    public async Task Many_refreshes_at_once_make_one_view()
    {
        var form = await NewFormAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Refreshing.RefreshAsync(form.Id, TimeSpan.FromSeconds(30), default)));
        await RefreshAsync(form);

        Assert.Equal("name", (await ColumnsAsync(await SlugAsync(form)))[10]);
        Assert.False(await IsDueAsync(form));
    }

    [Fact]
    public async Task A_column_that_is_pending_is_shown_when_it_is_there()
    {
        var form = await NewFormAsync();
        await form.AddFieldsAsync(new TestField("later", ColumnKind.Date, Ready: false));
        await RefreshAsync(form);
        var slug = await SlugAsync(form);
        Assert.Equal(["name"], (await ColumnsAsync(slug))[10..]);

        await application.Services.GetRequiredService<TypedTable>().WidenAsync(form.Id, TimeSpan.FromSeconds(30), default);
        await RefreshAsync(form);

        Assert.Equal(["name", "later"], (await ColumnsAsync(slug))[10..]);
    }

    private Task<TestForm> NewFormAsync() => TestForm.CreateAsync(application.Database.DataSource, new TestField("name", ColumnKind.Text));

    private async Task RefreshAsync(TestForm form) => Assert.Null(await Refreshing.RefreshAsync(form.Id, TimeSpan.FromSeconds(30), default));

    private Task<bool> IsDueAsync(TestForm form) => application.Database.ScalarAsync<bool>($"SELECT shown < changes FROM reporting_forms WHERE form_id = {form.Id}");

    private async Task<string> SlugAsync(TestForm form) => (await application.Database.ScalarAsync<string>($"SELECT slug FROM forms WHERE id = {form.Id}"))!;

    private async Task<string[]> ColumnsAsync(string view) => [.. (await Reader.ReadAsync(application.Database, $"SELECT * FROM reporting.\"{view}\" LIMIT 0")).Columns];

    private Task<string?> OidsAsync(TestForm form) => application.Database.ScalarAsync<string>(
        $"SELECT string_agg(c.oid::text, ' ' ORDER BY c.relname) FROM pg_class c JOIN reporting_views v ON v.name = c.relname WHERE v.form_id = {form.Id}");

    private Task ExecuteAsync(string sql) => application.Database.ExecuteAsync(sql);
}
