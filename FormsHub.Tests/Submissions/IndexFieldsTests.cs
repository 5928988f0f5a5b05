using System.Globalization;
using System.Text.RegularExpressions;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace FormsHub.Tests.Submissions;

public partial class IndexFieldsTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
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

        Assert.Equal(4, await IndexesAsync(large));
        Assert.Equal(0, await IndexesAsync(small));
    }

    [Fact]
    public async Task A_choice_whose_statistics_were_not_gathered_gets_them_and_is_not_taken_for_rare()
    {
        var form = await TestForm.CreateAsync(database.DataSource, new TestField("c", ColumnKind.Choice));
        await FillAsync(form, 20_000, form.Fields[0], "'Yes'");
        await _job.RunAsync(default);
        await database.ExecuteAsync($"DROP STATISTICS data.f{form.Id}_{form.Fields[0].Id}");
        Assert.InRange(await EstimateAsync(form, ("f.c", "yes")), 0, 1_000);

        await _job.RunAsync(default);

        Assert.InRange(await EstimateAsync(form, ("f.c", "yes")), 19_000, 20_000);
    }

    [Theory]
    [InlineData("t")]
    [InlineData("-t")]
    public async Task A_form_that_has_grown_is_sorted_by_text_without_reading_it_whole(string sort)
    {
        var form = await TestForm.CreateAsync(database.DataSource, new TestField("t", ColumnKind.Text));
        await FillAsync(form, 20_000, form.Fields[0], "'text ' || n");
        await _job.RunAsync(default);
        var sql = new SubmissionSql(Ask(form, ("sort", sort)), Facts());
        var middle = new SubmissionPosition(FieldValue.OfText("text 5000"), 5000);

        Assert.All(
            [sql.Rows(SortPart.WithValue, null, 50), sql.Rows(SortPart.WithValue, middle, 50), sql.Rows(SortPart.WithoutValue, null, 50)],
            statement => Assert.Contains($"f{form.Id}_{form.Fields[0].Id} ", ExplainAsync(statement).Result, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("contains:e NEEDLE 7", "NEEDLE")]
    [InlineData("the needle 777", "needle")]
    [InlineData("contains:the hay 12345", "12345")]
    [InlineData("contains:ne", null)]
    [InlineData("contains:hay", null)]
    [InlineData("ne:the needle 777", null)]
    public async Task A_filter_by_a_rare_word_looks_into_the_search_index_first(string filter, string? rare)
    {
        var form = await TestForm.CreateAsync(database.DataSource, new TestField("t", ColumnKind.Text));
        await FillAsync(form, 20_000, form.Fields[0], "CASE WHEN n % 777 = 0 THEN 'the needle ' ELSE 'the hay ' END || n");
        await database.ExecuteAsync($"UPDATE data.f{form.Id} SET search = {form.Fields[0].ColumnName}");
        await database.ExecuteAsync($"VACUUM ANALYZE data.f{form.Id}");
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var query = Ask(form, ("f.t", filter));

        // A form of so few rows is sampled whole, so that chance has no say.
        var found = await new SearchNarrowing { FewestRows = 0 }.FindAsync(connection, query, 1_000, default);

        Assert.Equal(rare, found.GetValueOrDefault(query.Filters[0]));
        var plan = await ExplainAsync(new SubmissionSql(query, Facts() with { RareWords = found }).CountMatching());
        Assert.Equal(rare is not null, plan.Contains($"f{form.Id}_search", StringComparison.Ordinal));
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

    /// <param name="value">An expression over <c>n</c>, the row's number.</param>
    private async Task FillAsync(TestForm form, int rows, FormField? field = null, string value = "NULL")
    {
        var column = (field ?? form.Fields[0]).ColumnName;
        await database.ExecuteAsync(
            $"INSERT INTO data.f{form.Id} (submission_id, number, version, submitted_at, {column}) SELECT n, n, 1, now(), {value} FROM generate_series(1, {rows}) n");
        await database.ExecuteAsync($"ANALYZE data.f{form.Id}");
    }

    private static ReadingFacts Facts() => new(Rowless: false, new HashSet<int>(), long.MaxValue, new Dictionary<FieldFilter, string>());

    private static SubmissionQuery Ask(TestForm form, params (string Name, string Value)[] pairs) =>
        SubmissionQueryParser.Parse(form.Id, form.Fields, pairs.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))).Query!;

    private async Task<string> ExplainAsync(SqlBuilder statement)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var command = statement.ToCommand(connection);
        command.CommandText = $"EXPLAIN {command.CommandText}";
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }

    /// <summary>How many rows the planner expects.</summary>
    private async Task<int> EstimateAsync(TestForm form, params (string Name, string Value)[] pairs)
    {
        var plan = await ExplainAsync(new SubmissionSql(Ask(form, pairs), Facts()).Ids());
        return int.Parse(ExpectedRows().Match(plan).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"rows=(\d+)")]
    private static partial Regex ExpectedRows();

    private Task<long> IndexesAsync(TestForm form) => database.ScalarAsync<long>(
        $"SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = 'data.f{form.Id}'::regclass AND i.indisvalid AND c.relname ~ '_[0-9]+$'");
}
