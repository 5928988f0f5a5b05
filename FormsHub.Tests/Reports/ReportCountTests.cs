using System.Net;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Tests.Submissions;
using FormsHub.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;

namespace FormsHub.Tests.Reports;

public class ReportCountTests(ReportCountTests.Application app) : IClassFixture<ReportCountTests.Application>
{
    [Fact]
    public async Task A_file_that_lacks_a_submission_is_broken_off()
    {
        var form = await app.NewFormAsync(new TestField("name", ColumnKind.Text));
        await form.AddAsync(new TestSubmission());
        await form.AddAsync(new TestSubmission());

        using var response = await app.CreateApiClient().GetAsync($"/api/forms/{form.Id}/submissions.lossy", HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Assert.ThrowsAnyAsync<IOException>(async () => await (await response.Content.ReadAsStreamAsync()).CopyToAsync(Stream.Null));
    }

    [Fact]
    public async Task A_file_of_all_submissions_is_whole()
    {
        var form = await app.NewFormAsync(new TestField("name", ColumnKind.Text));

        // One fewer than none is none.
        Assert.Equal("whole", await app.CreateApiClient().GetStringAsync($"/api/forms/{form.Id}/submissions.lossy"));
    }

    /// <summary>An application with a format that forgets the last submission, and does not notice.</summary>
    public sealed class Application : FormsHubApplication
    {
        public Application() => WithSettings(("Jobs:Enabled", "false"));

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton<IReportFormat, LossyFormat>());
        }
    }

    private sealed class LossyFormat : IReportFormat
    {
        public string Name => "lossy";

        public string Title => "Lossy";

        public string MediaType => "text/plain";

        public IReadOnlySet<string> Options { get; } = new HashSet<string>();

        public async Task<long> WriteAsync(ReportSource source, Stream target, CancellationToken cancellationToken)
        {
            var rows = await source.RowsAsync(cancellationToken).CountAsync(cancellationToken);
            await target.WriteAsync("whole"u8.ToArray(), cancellationToken);
            await target.FlushAsync(cancellationToken);
            return Math.Max(0, rows - 1);
        }
    }
}
