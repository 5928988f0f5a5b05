using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Summary;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Submissions;
using FormsHub.Tests.Support;
using Npgsql;

namespace FormsHub.Tests.Reports.Summary;

public class SummaryReaderTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly TestField[] Fields =
    [
        new("name", ColumnKind.Text), new("Amount", ColumnKind.Number), new("ok", ColumnKind.Boolean), new("day", ColumnKind.Date), new("when", ColumnKind.Timestamp),
        new("plan", ColumnKind.Choice), new("photo", ColumnKind.Blob), new("later", ColumnKind.Number, FieldType.Text, Ready: false), new("seen", null), new("shot", null, FieldType.Picture),
    ];

    private readonly SummaryReader _reader = new(database.DataSource);

    [Theory]
    [InlineData(1, 80)]
    [InlineData(2, 40)]
    [InlineData(3, 2)]
    public async Task Whatever_is_asked_every_figure_is_over_all_that_matches(int seed, int submissions)
    {
        var form = await TestForm.CreateAsync(database.DataSource, Fields);
        var random = new RandomSubmissions(new Random(seed), form);
        var all = new List<TestSubmission>();
        for (var i = 0; i < submissions; i++)
        {
            all.Add(await form.AddAsync(random.Submission()));
        }

        for (var i = 0; i < 60; i++)
        {
            var query = random.Query();
            var expected = SubmissionOracle.Answer(query, all);
            var summary = await _reader.ReadAsync(query, default);

            Assert.Equal((all.Count(submission => submission.Trashed == query.Trashed), expected.Count), (summary.Total, summary.Matching));
            SummaryOracle.CheckTimes(summary.Submitted, [.. expected.Select(submission => DateTime.SpecifyKind(submission.SubmittedAt, DateTimeKind.Unspecified)).Order()]);
            Assert.Equal(query.Fields, summary.Fields.Select(field => field.Field));
            Assert.All(summary.Fields, field => SummaryOracle.Check(field, expected));
        }
    }

    [Theory]
    [InlineData(1, "0", "0", "0", "0", "5")]
    [InlineData(10, "1", "2", "3", "4", "5", "6", "7", "8", "9", "10")]
    [InlineData(11, "0.5", "0.1", "1.1")]
    [InlineData(13, "-1000000", "1000000", "0.25")]
    [InlineData(1, "7")]
    [InlineData(13, "79228162514264337593543950335", "-79228162514264337593543950335", "0.1")]
    [InlineData(13, "79228162514264337593543950335", "0.00000000000000000001", "1")]
    public async Task Bins_have_round_widths_and_whole_ones_for_whole_numbers(int atMost, params string[] numbers)
    {
        var form = await TestForm.CreateAsync(database.DataSource, new TestField("n", ColumnKind.Number));
        foreach (var number in numbers)
        {
            await form.AddAsync(new TestSubmission { Columns = form.Values(("n", FieldValue.Of(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture)))) });
        }

        var summary = (await _reader.ReadAsync(SubmissionQuery.All(form.Id, form.Fields), default)).Fields[0].Numbers!;

        var digits = summary.Step.ToString("G29", System.Globalization.CultureInfo.InvariantCulture).Trim('0', '.');
        Assert.Contains(digits, (string[])["1", "2", "5"]);
        Assert.True(summary.Step % 1 == 0 || numbers.Any(number => number.Contains('.', StringComparison.Ordinal)));
        Assert.InRange(summary.Bins.Count, 1, atMost + 5);
        Assert.Equal(numbers.Length, summary.Bins.Sum(bin => bin.Count));
    }

    [Theory]
    [InlineData("2026-01-01", "2026-02-20", TimeUnit.Day, 51)]
    [InlineData("2025-11-30", "2026-11-01", TimeUnit.Month, 13)]
    [InlineData("1990-05-05", "2026-01-01", TimeUnit.Year, 37)]
    [InlineData("1790-05-05", "2026-01-01", TimeUnit.Decade, 24)]
    [InlineData("0001-01-01", "9999-12-31", TimeUnit.Century, 100)]
    public async Task Moments_are_counted_by_a_unit_that_makes_few_points(string first, string last, TimeUnit unit, int points)
    {
        var form = await TestForm.CreateAsync(database.DataSource, new TestField("day", ColumnKind.Date));
        foreach (var day in (string[])[first, last])
        {
            await form.AddAsync(new TestSubmission { Columns = form.Values(("day", FieldValue.OfDate(DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture)))) });
        }

        var times = (await _reader.ReadAsync(SubmissionQuery.All(form.Id, form.Fields), default)).Fields[0].Times!;

        Assert.Equal((unit, points, 2), (times.Unit, times.Points.Count, times.Points.Sum(point => point.Count)));
    }

    [Fact]
    public async Task A_form_of_a_thousand_fields_has_a_summary()
    {
        var form = await TestForm.CreateAsync(database.DataSource, [.. Enumerable.Range(0, 1000).Select(i => new TestField($"f{i}", (ColumnKind)(i % 7)))]);
        await form.AddAsync(new TestSubmission());

        var summary = await _reader.ReadAsync(SubmissionQuery.All(form.Id, form.Fields) with { Versions = [1] }, default);

        Assert.Equal((1, 1000), (summary.Matching, summary.Fields.Count));
        Assert.All(summary.Fields, field => Assert.Equal(1, field.Missing));
    }

    [Fact]
    public async Task As_many_numbers_as_a_table_has_room_for_are_summed_up_before_PostgreSQL_gives_up()
    {
        var form = await TestForm.CreateAsync(database.DataSource, [.. Enumerable.Range(0, 1_200).Select(i => new TestField($"f{i}", ColumnKind.Number))]);
        await form.AddAsync(new TestSubmission { Columns = form.Values([.. form.Fields.Select((field, i) => (field.Name, FieldValue.Of(i)))]) });
        var query = SubmissionQuery.All(form.Id, form.Fields);

        await using var impatient = NpgsqlDataSource.Create($"{database.ConnectionString};Command Timeout=10");
        foreach (var asked in (SubmissionQuery[])[query, query with { Versions = [1] }])
        {
            var summary = await new SummaryReader(impatient).ReadAsync(asked, default);

            Assert.Equal(1, summary.Matching);
            Assert.Equal(Enumerable.Range(0, 1_200).Select(i => ((decimal)i, (decimal)i, 1L)), summary.Fields.Select(field => (field.Numbers!.Median, field.Numbers.Max, field.Answered)));
        }
    }
}
