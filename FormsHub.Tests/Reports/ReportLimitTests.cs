using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Reports;

public class ReportLimitTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    [Fact]
    public async Task More_submissions_than_a_file_can_have_are_refused_before_its_first_byte()
    {
        var form = await TestForm.CreateAsync(database.DataSource, new TestField("name", ColumnKind.Text));
        await form.AddAsync(new TestSubmission());
        await form.AddAsync(new TestSubmission());
        var writer = new ReportWriter(new SubmissionReader(database.DataSource));
        var catalog = await new FormCatalog(database.DataSource).GetAsync(form.Id, default);
        ReportRequest Request(IReportFormat format, params KeyValuePair<string, string>[] pairs) => ReportRequestParser.Parse(catalog!, form.Fields, format, pairs, "somebody", default).Request!;
        var (one, two) = (new Limited(1), new Limited(2));

        Assert.Equal("2 submissions match, and this file has at most 1. Take less.", await writer.ObstacleAsync(one, Request(one), default));
        Assert.Null(await writer.ObstacleAsync(one, Request(one, KeyValuePair.Create("f.name", "notempty")), default));
        Assert.Null(await writer.ObstacleAsync(two, Request(two), default));
        var failure = await Assert.ThrowsAsync<ReportObstacleException>(() => writer.WriteAsync(one, Request(one), Stream.Null, null, default));
        Assert.Equal("2 submissions match, and this file has at most 1. Take less.", failure.Message);
        Assert.Equal(2, await writer.WriteAsync(two, Request(two), Stream.Null, null, default));
    }

    private sealed class Limited(long most) : IReportFormat
    {
        public string Name => "limited";

        public string Title => "Limited";

        public string MediaType => "text/plain";

        public IReadOnlySet<string> Options { get; } = new HashSet<string>();

        public ReportLimit? LimitOf(ReportRequest request) => new(most, "Take less.");

        public Task<long> WriteAsync(ReportSource source, Stream target, CancellationToken cancellationToken) => Task.FromResult(source.Count.Matching);
    }
}
