using FormsHub.Jobs.Reporting;
using FormsHub.Jobs.Storage;
using FormsHub.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace FormsHub.Tests.Reporting;

public class ReportingMigrationTests(EmptyPostgresDatabase database) : IClassFixture<EmptyPostgresDatabase>
{
    [Fact]
    public async Task Forms_from_before_the_views_get_theirs_and_one_without_a_table_does_no_harm()
    {
        var before = Migration.All.TakeWhile(migration => migration.Name != "reporting").ToList();
        await new SchemaMigrator(database.DataSource, NullLogger<SchemaMigrator>.Instance, before).MigrateAsync(default);
        var form = await TestForm.CreateAsync(database.DataSource, new TestField("name", Jobs.Forms.ColumnKind.Text));
        await form.AddAsync(new() { Columns = new Dictionary<int, Jobs.Submissions.FieldValue> { [form.Fields[0].Id] = Jobs.Submissions.FieldValue.OfText("Ada") } });
        await database.ExecuteAsync("INSERT INTO forms (slug, title, link_token) VALUES ('bare', 'Without a table', 'bare')");

        await new SchemaMigrator(database.DataSource, NullLogger<SchemaMigrator>.Instance, Migration.All).MigrateAsync(default);
        var refreshing = new ViewRefreshing(database.DataSource, TimeProvider.System, NullLogger<ViewRefreshing>.Instance);
        var due = await refreshing.DueAsync(default);
        foreach (var formId in due)
        {
            Assert.Null(await refreshing.RefreshAsync(formId, TimeSpan.Zero, default));
        }

        Assert.Equal(2, due.Count);
        Assert.Empty(await refreshing.DueAsync(default));
        Assert.Equal("Ada", await database.ScalarAsync<string>(
            $"SELECT name FROM reporting.\"{await database.ScalarAsync<string>($"SELECT slug FROM forms WHERE id = {form.Id}")}\""));
    }
}
