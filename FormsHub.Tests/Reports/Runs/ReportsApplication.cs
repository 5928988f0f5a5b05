using System.Collections.Frozen;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.JobServer;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Reports.Runs;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Submissions;
using FormsHub.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.Reports.Runs;

/// <summary>An application whose reports are made when a test says so, by a clock that stands, with a format that does what a test wants.</summary>
public sealed class ReportsApplication : FormsHubApplication
{
    public ReportsApplication()
    {
        Clock = new TestClock();
        WithSettings(("Jobs:Enabled", "false"), ("Reports:LinkDownloads", "1000"), ("Reports:WaitingPerPerson", "100"));
    }

    internal OddFormat Odd { get; } = new();

    public string Folder => Path.Combine(DataDirectory, "reports");

    /// <summary>Names of the files there are, of one run.</summary>
    public string[] FilesOf(long run) => [.. Directory.EnumerateFiles(Folder, $"{run}-*").Select(path => Path.GetFileName(path))];

    public async Task<TestForm> FormAsync(int submissions = 3)
    {
        var form = await this.NewFormAsync(new("city", ColumnKind.Text), new("age", ColumnKind.Number));
        for (var i = 1; i <= submissions; i++)
        {
            await form.AddAsync(new() { Columns = form.Values(("city", FieldValue.OfText($"City {i}")), ("age", FieldValue.Of(i))) });
        }

        return form;
    }

    /// <summary>Asks for a report that must be taken.</summary>
    public async Task<long> AskAsync(TestForm form, string format = "csv", object? body = null)
    {
        using var answer = await CreateApiClient().PostAsJsonAsync($"/api/forms/{form.Id}/report-runs", body ?? new { format });
        return (await answer.ReadAsync(HttpStatusCode.Accepted)).GetProperty("id").GetInt64();
    }

    public async Task<JsonElement> RunAsync(long id) => await CreateApiClient().GetJsonAsync($"/api/report-runs/{id}");

    public async Task<string> StateAsync(long id) => (await RunAsync(id)).GetProperty("state").GetString()!;

    /// <summary>Runs a job to its end, as a job server would.</summary>
    public async Task DrainAsync<TJob>(CancellationToken cancellationToken = default) where TJob : IJob
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TJob>().RunAsync(cancellationToken);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton<IReportFormat>(Odd));
    }

    /// <summary>A format named <c>odd</c>.</summary>
    internal sealed class OddFormat : IReportFormat
    {
        public string Name => "odd";

        public string Title => "Odd";

        public string MediaType => "text/plain";

        public IReadOnlySet<string> Options { get; } = FrozenSet<string>.Empty;

        public string? Stop { get; set; }

        /// <summary>Null writes a line a submission.</summary>
        public Func<ReportSource, Stream, CancellationToken, Task<long>>? Write { get; set; }

        public string? Obstacle(ReportRequest request) => Stop;

        public async Task<long> WriteAsync(ReportSource source, Stream target, CancellationToken cancellationToken)
        {
            if (Write is { } write)
            {
                return await write(source, target, cancellationToken);
            }

            var rows = 0L;
            await foreach (var row in source.RowsAsync(cancellationToken))
            {
                await target.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"{row.Number}\n"), cancellationToken);
                rows++;
            }

            return rows;
        }
    }
}
