using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Submissions;

/// <summary>Random submissions, random queries: pages, counts and whole lists must be what an answer in memory says.</summary>
public class SubmissionReaderOracleTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly TestField[] Fields =
    [
        new("name", ColumnKind.Text), new("Amount", ColumnKind.Number), new("ok", ColumnKind.Boolean), new("day", ColumnKind.Date), new("when", ColumnKind.Timestamp),
        new("plan", ColumnKind.Choice), new("photo", ColumnKind.Blob), new("name", ColumnKind.Boolean, FieldType.CheckBox),
        new("later", ColumnKind.Number, FieldType.Text, Ready: false), new("поле \"1\"; --", null), new("seen", null, FieldType.CheckBox), new("then", null, FieldType.DateTime),
    ];

    [Theory]
    [InlineData(1, 60, false)]
    [InlineData(2, 60, true)]
    [InlineData(3, 25, true)]
    [InlineData(4, 1, true)]
    public async Task Whatever_is_asked_the_database_answers_as_the_rules_say(int seed, int submissions, bool narrows)
    {
        var form = await TestForm.CreateAsync(database.DataSource, Fields);
        var random = new RandomSubmissions(new Random(seed), form);
        var all = new List<TestSubmission>();
        for (var i = 0; i < submissions; i++)
        {
            all.Add(await form.AddAsync(random.Submission()));
        }

        // Whatever the form's size and however common a word.
        var narrowing = narrows ? new SearchNarrowing { FewestRows = double.MinValue, LargestShare = 1 } : new SearchNarrowing();
        var reader = new SubmissionReader(database.DataSource) { Narrowing = narrowing };
        for (var i = 0; i < 300; i++)
        {
            var query = random.Query();
            var expected = SubmissionOracle.Answer(query, all);
            var limit = 1 + (i % 7);
            var paged = await PagesAsync(reader, query, limit);
            Assert.Equal(expected.Select(submission => submission.Id), paged.Select(row => row.Id));
            Assert.All(paged.Zip(expected), pair => AssertEqual(query, pair.Second, pair.First));
            Assert.Equal(new SubmissionCount(all.Count(submission => submission.Trashed == query.Trashed), expected.Count), await reader.CountAsync(query, default));

            var index = 0;
            await foreach (var row in reader.ReadAllAsync(query, default))
            {
                AssertEqual(query, expected[index++], row);
            }

            Assert.Equal(expected.Count, index);
        }
    }

    private static async Task<List<SubmissionRow>> PagesAsync(SubmissionReader reader, SubmissionQuery query, int limit)
    {
        var rows = new List<SubmissionRow>();
        SubmissionCursor? cursor = null;
        do
        {
            var page = await reader.PageAsync(query, limit, cursor, default);
            Assert.True(page.Rows.Count == limit || page.Next is null, "Only the last page is short.");
            rows.AddRange(page.Rows);
            cursor = page.Next is null ? null : SubmissionCursor.Read(page.Next.ToString(), query);
            Assert.Equal(page.Next is null, cursor is null);
        }
        while (cursor is not null);
        return rows;
    }

    private static void AssertEqual(SubmissionQuery query, TestSubmission expected, SubmissionRow actual)
    {
        Assert.Equal(
            (expected.Id, expected.Number, expected.Version, expected.SubmittedAt, expected.Submitter, expected.State, expected.Review, expected.Late),
            (actual.Id, actual.Number, actual.Version, actual.SubmittedAt, actual.Submitter, actual.State, actual.Review, actual.Late));
        Assert.Equal(query.Fields.Select(field => SubmissionOracle.Cell(field, expected)), actual.Values);
        Assert.All(actual.Values.Where(value => value.Kind == ValueKind.Blob), value => Assert.Equal(("image/png", (long)value.Blob!.Sha256[0]), (value.Blob.MediaType, value.Blob.Size)));
    }
}
