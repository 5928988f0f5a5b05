using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Submissions;

/// <summary>The way from one submission to the next is the list's own order, whatever the list asks for.</summary>
public class SubmissionNeighboursTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly TestField[] Fields =
    [
        new("name", ColumnKind.Text), new("Amount", ColumnKind.Number), new("ok", ColumnKind.Boolean), new("day", ColumnKind.Date), new("when", ColumnKind.Timestamp),
        new("plan", ColumnKind.Choice), new("later", ColumnKind.Number, FieldType.Text, Ready: false), new("seen", null, FieldType.CheckBox),
    ];

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task Neighbours_are_the_rows_beside_it_in_the_list(int seed)
    {
        var form = await TestForm.CreateAsync(database.DataSource, Fields);
        var random = new RandomSubmissions(new Random(seed), form);
        var all = new List<TestSubmission>();
        for (var i = 0; i < 30; i++)
        {
            all.Add(await form.AddAsync(random.Submission()));
        }

        var neighbours = new SubmissionNeighbours(database.DataSource);
        for (var i = 0; i < 120; i++)
        {
            var (query, at) = (random.Query(), all[i % all.Count]);
            var list = SubmissionOracle.Answer(query, all);
            var isInList = list.Exists(submission => submission.Id == at.Id);

            // Whoever is not, or no longer, in the list stands where the order would put them.
            var order = SubmissionQuery.All(form.Id, form.Fields) with { Sort = query.Sort };
            var ids = SubmissionOracle.Answer(order, [.. list.Where(submission => submission.Id != at.Id).Append(at).Select(submission => submission with { Trashed = false })])
                .ConvertAll(submission => submission.Id);
            var place = ids.IndexOf(at.Id);

            var found = await neighbours.FindAsync(query, at.Id, default);

            Assert.Equal(place > 0 ? ids[place - 1] : (long?)null, found.Previous?.Id);
            Assert.Equal(place + 1 < ids.Count ? ids[place + 1] : (long?)null, found.Next?.Id);
            Assert.Equal(all.SingleOrDefault(submission => submission.Id == found.Next?.Id)?.Number, found.Next?.Number);
            Assert.Equal(query.IsNarrowed || query.Trashed ? new PlaceInList(isInList ? place + 1 : null, list.Count) : null, found.Place);
        }
    }

    [Fact]
    public async Task A_submission_of_another_form_has_no_neighbours()
    {
        var form = await TestForm.CreateAsync(database.DataSource, Fields);
        var other = await TestForm.CreateAsync(database.DataSource, Fields);
        await form.AddAsync(new TestSubmission());
        var stranger = await other.AddAsync(new TestSubmission());

        Assert.Equal(new Neighbours(), await new SubmissionNeighbours(database.DataSource).FindAsync(SubmissionQuery.All(form.Id, form.Fields), stranger.Id, default));
    }
}
