using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace FormsHub.Tests.Submissions;

public class IndexFieldsTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private readonly IndexFields _job = new(database.DataSource, NullLogger<IndexFields>.Instance);

    [Fact]
    public async Task A_form_that_has_grown_gets_its_indexes_once_and_a_small_one_none()
    {
        TestField[] fields = [new("n", ColumnKind.Number), new("d", ColumnKind.Date), new("c", ColumnKind.Choice), new("t", ColumnKind.Text), new("later", ColumnKind.Number, null, Ready: false)];
        var small = await TestForm.CreateAsync(database.DataSource, fields);
        var large = await TestForm.CreateAsync(database.DataSource, fields);
        await FillAsync(large, 20_000);

        await _job.RunAsync(default);
        await _job.RunAsync(default);

        Assert.Equal(3, await IndexesAsync(large));
        Assert.Equal(0, await IndexesAsync(small));
    }

    [Fact]
    public async Task An_index_that_was_left_half_built_is_built_again()
    {
        var form = await TestForm.CreateAsync(database.DataSource, new TestField("n", ColumnKind.Number));
        await FillAsync(form, 20_000);
        await _job.RunAsync(default);
        await database.ExecuteAsync($"UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'data.f{form.Id}_{form.Fields[0].Id}'::regclass");

        await _job.RunAsync(default);

        Assert.Equal(1, await IndexesAsync(form));
    }

    private async Task FillAsync(TestForm form, int rows)
    {
        await database.ExecuteAsync(
            $"INSERT INTO data.f{form.Id} (submission_id, number, version, submitted_at) SELECT n, n, 1, now() FROM generate_series(1, {rows}) n");
        await database.ExecuteAsync($"ANALYZE data.f{form.Id}");
    }

    private Task<long> IndexesAsync(TestForm form) => database.ScalarAsync<long>(
        $"SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = 'data.f{form.Id}'::regclass AND i.indisvalid AND c.relname ~ '_[0-9]+$'");
}
