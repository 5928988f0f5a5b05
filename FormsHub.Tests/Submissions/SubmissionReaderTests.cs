using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Submissions;

public class SubmissionReaderTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private readonly SubmissionReader _reader = new(database.DataSource);

    [Fact]
    public async Task A_form_without_submissions_has_an_empty_list()
    {
        var form = await TestForm.CreateAsync(database.DataSource);
        var query = SubmissionQuery.All(form.Id, form.Fields);
        Assert.Equal(new SubmissionCount(0, 0), await _reader.CountAsync(query, default));
        var page = await _reader.PageAsync(query, 50, null, default);
        Assert.Empty(page.Rows);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task What_was_received_is_in_the_list_before_its_values_are_made()
    {
        var form = await TestForm.CreateAsync(database.DataSource, new TestField("name", ColumnKind.Text));
        await form.AddAsync(new TestSubmission { Columns = Text(form, "name", "Anna") });
        await form.AddAsync(new TestSubmission { State = SubmissionState.Received, SubmittedAt = new DateTime(2026, 11, 20, 0, 0, 0, DateTimeKind.Utc) });
        await form.AddAsync(new TestSubmission { State = SubmissionState.Failed, Row = false });

        var query = SubmissionQuery.All(form.Id, form.Fields);
        var page = await _reader.PageAsync(query, 50, null, default);
        Assert.Equal([2, 3, 1], page.Rows.Select(row => row.Number));
        Assert.Equal([SubmissionState.Received, SubmissionState.Failed, SubmissionState.Normalized], page.Rows.Select(row => row.State));
        Assert.Equal(new SubmissionCount(3, 3), await _reader.CountAsync(query, default));
        Assert.Equal(new SubmissionCount(3, 2), await _reader.CountAsync(Ask(form, ("f.name", "empty")), default));
    }

    [Fact]
    public async Task A_submission_that_is_normalized_again_is_in_the_list_once_with_its_old_values()
    {
        var form = await TestForm.CreateAsync(database.DataSource, new TestField("name", ColumnKind.Text));
        await form.AddAsync(new TestSubmission { State = SubmissionState.Received, Row = true, Columns = Text(form, "name", "Anna") });
        var row = Assert.Single((await _reader.PageAsync(SubmissionQuery.All(form.Id, form.Fields), 50, null, default)).Rows);
        Assert.Equal("Anna", row.Values[0].Text);
    }

    [Fact]
    public async Task A_value_that_does_not_fit_is_shown_as_it_came_and_found_by_its_text()
    {
        var form = await TestForm.CreateAsync(database.DataSource, new TestField("amount", ColumnKind.Number));
        await form.AddAsync(new TestSubmission
        {
            State = SubmissionState.NeedsAttention,
            Ledger = [new LedgerEntry { SubmissionId = 0, FieldId = form.Fields[0].Id, Text = "a dozen", Problem = "It is no number." }],
        });
        await form.AddAsync(new TestSubmission { Columns = new Dictionary<int, FieldValue> { [form.Fields[0].Id] = FieldValue.Of(12m) } });

        var row = Assert.Single((await _reader.PageAsync(Ask(form, ("f.amount", "contains:DOZEN"), ("q", "doz")), 50, null, default)).Rows);
        Assert.Equal(FieldValue.OfText("a dozen"), row.Values[0]);
        Assert.Equal(2, (await _reader.CountAsync(Ask(form, ("f.amount", "notempty")), default)).Matching);
        Assert.Equal(1, (await _reader.CountAsync(Ask(form, ("f.amount", "lt:100")), default)).Matching);
    }

    [Fact]
    public async Task A_field_that_was_only_observed_is_a_column_like_any_other()
    {
        var form = await TestForm.CreateAsync(database.DataSource, new TestField("name", ColumnKind.Text), new TestField("extra", null));
        foreach (var text in (string[])["b", "a", ""])
        {
            await form.AddAsync(new TestSubmission { Ledger = [new LedgerEntry { SubmissionId = 0, FieldId = form.Field("extra").Id, Text = text }] });
        }

        var page = await _reader.PageAsync(Ask(form, ("f.extra", "in:a,b"), ("sort", "extra")), 50, null, default);
        Assert.Equal(["a", "b"], page.Rows.Select(row => row.Values[1].Text));
        Assert.Equal(1, (await _reader.CountAsync(Ask(form, ("f.extra", "empty")), default)).Matching);
    }

    [Fact]
    public async Task Fields_of_other_versions_are_empty_and_versions_can_be_asked_for()
    {
        var form = await TestForm.CreateAsync(database.DataSource, new TestField("old", ColumnKind.Text));
        await form.AddAsync(new TestSubmission { Columns = Text(form, "old", "x") });
        await form.AddFieldsAsync(new TestField("new", ColumnKind.Number));
        await form.AddAsync(new TestSubmission { Version = 2, Columns = new Dictionary<int, FieldValue> { [form.Field("new").Id] = FieldValue.Of(5m) } });

        var row = Assert.Single((await _reader.PageAsync(Ask(form, ("version", "1")), 50, null, default)).Rows);
        Assert.Equal([FieldValue.OfText("x"), FieldValue.Empty], form.Fields.Select((field, index) => (field, row.Values[index])).OrderByDescending(cell => cell.field.Name).Select(cell => cell.Item2));
        Assert.Equal(1, (await _reader.CountAsync(Ask(form, ("version", "2"), ("f.new", "5")), default)).Matching);
    }

    [Theory]
    [InlineData("'; DROP TABLE submissions; --")]
    [InlineData("\" OR 1=1 --")]
    [InlineData("$1")]
    [InlineData("{formId}")]
    [InlineData("\\'); DELETE FROM field_values; --")]
    [InlineData("%")]
    [InlineData("f1")]
    public async Task Hostile_names_and_values_are_only_ever_compared(string hostile)
    {
        var form = await TestForm.CreateAsync(database.DataSource, new TestField(hostile, ColumnKind.Text), new TestField("x" + hostile, ColumnKind.Choice), new TestField(hostile + "?", null));
        var hit = await form.AddAsync(new TestSubmission { Submitter = hostile, Columns = Text(form, hostile, hostile) });
        await form.AddAsync(new TestSubmission { Columns = Text(form, "x" + hostile, "other") });
        var before = await database.ScalarAsync<long>("SELECT count(*) FROM submissions");

        foreach (var op in (string[])["eq", "contains", "in", "gte"])
        {
            var value = op == "in" ? $"\"{hostile.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : hostile;
            var page = await _reader.PageAsync(Ask(form, ($"f.{hostile}", $"{op}:{value}"), ("sort", hostile), ("q", $"\"{hostile.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")), 50, null, default);
            Assert.Equal([hit.Id], page.Rows.Select(row => row.Id));
        }

        Assert.Equal(before, await database.ScalarAsync<long>("SELECT count(*) FROM submissions"));
        Assert.False(SubmissionQueryParser.Parse(form.Id, form.Fields, [new("sort", hostile + " DESC")]).IsValid);
    }

    [Fact]
    public async Task A_form_of_a_thousand_fields_is_read_filtered_and_sorted_like_any_other()
    {
        var kinds = new[] { ColumnKind.Text, ColumnKind.Number, ColumnKind.Boolean, ColumnKind.Date, ColumnKind.Choice };
        var form = await TestForm.CreateAsync(database.DataSource, [.. Enumerable.Range(0, 1000).Select(i => new TestField($"field {i}", kinds[i % kinds.Length]))]);
        var random = new RandomSubmissions(new Random(5), form);
        var all = new List<TestSubmission>();
        for (var i = 0; i < 4; i++)
        {
            all.Add(await form.AddAsync(random.Submission() with { Trashed = false, State = SubmissionState.Normalized, Row = true }));
        }

        var query = Ask(form, ("sort", "-field 996"), ("f.field 999", "ne:apple"), ("f.field 0", "notempty"));
        var rows = new List<SubmissionRow>();
        await foreach (var row in _reader.ReadAllAsync(query, default))
        {
            rows.Add(row with { Values = [.. row.Values] });
        }

        var expected = SubmissionOracle.Answer(query, all);
        Assert.Equal(expected.Select(submission => submission.Id), rows.Select(row => row.Id));
        Assert.Equal(expected.Select(submission => form.Fields.Select(field => SubmissionOracle.Cell(field, submission))), rows.Select(row => row.Values));
    }

    [Fact]
    public async Task What_arrives_while_a_whole_list_is_read_is_not_in_it()
    {
        var form = await TestForm.CreateAsync(database.DataSource, [.. Enumerable.Range(0, 1000).Select(i => new TestField($"{i}", ColumnKind.Number))]);
        for (var i = 0; i < 300; i++)
        {
            await form.AddAsync(new TestSubmission { SubmittedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(i) });
        }

        var numbers = new List<int>();
        await foreach (var row in _reader.ReadAllAsync(SubmissionQuery.All(form.Id, form.Fields) with { Sort = SubmissionSort.NewestFirst with { Descending = false } }, default))
        {
            if (numbers.Count == 0)
            {
                await form.AddAsync(new TestSubmission { SubmittedAt = new DateTime(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc) });
            }

            numbers.Add(row.Number);
        }

        Assert.Equal(Enumerable.Range(1, 300), numbers);
    }

    private static Dictionary<int, FieldValue> Text(TestForm form, string name, string text) => new() { [form.Field(name).Id] = FieldValue.OfText(text) };

    private static SubmissionQuery Ask(TestForm form, params (string Name, string Value)[] pairs)
    {
        var result = SubmissionQueryParser.Parse(form.Id, form.Fields, pairs.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
        Assert.True(result.IsValid, string.Join('\n', result.Problems));
        return result.Query;
    }
}
