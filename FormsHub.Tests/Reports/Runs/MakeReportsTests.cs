using System.Net;
using FormsHub.Jobs.Reports.Paper.Bundles;
using FormsHub.Jobs.Reports.Runs;
using FormsHub.Tests.Submissions;
using FormsHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FormsHub.Tests.Reports.Runs;

public sealed class MakeReportsTests(ReportsApplication app) : IClassFixture<ReportsApplication>, IDisposable
{
    private readonly HttpClient _client = app.CreateApiClient();

    public void Dispose() => app.Odd.Write = null;

    private ReportFiles Files => app.Services.GetRequiredService<ReportFiles>();

    [Fact]
    public async Task A_cancelled_report_ends_within_seconds_and_leaves_nothing()
    {
        var id = await app.AskAsync(await app.FormAsync(), "odd");
        var gate = new Gate(app);
        var making = app.DrainAsync<MakeReports>();
        await gate.Reached;
        Assert.Equal("running", await app.StateAsync(id));
        Assert.Single(app.FilesOf(id), name => name.EndsWith(".part", StringComparison.Ordinal));

        using var answer = await _client.DeleteAsync($"/api/report-runs/{id}");
        await making.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.True(gate.WasCancelled);
        Assert.Equal("cancelled", await app.StateAsync(id));
        Assert.Empty(app.FilesOf(id));
    }

    [Fact]
    public async Task Progress_is_seen_while_it_is_made()
    {
        var id = await app.AskAsync(await app.FormAsync(5), "odd");
        var gate = new Gate(app) { RowsBefore = 2 };
        var making = app.DrainAsync<MakeReports>();
        await gate.Reached;

        await Deadline.WaitAsync(async () => (await app.RunAsync(id)).GetProperty("done").GetInt64() == 2);
        Assert.Equal(5, (await app.RunAsync(id)).GetProperty("total").GetInt64());
        gate.Open();
        await making;
        Assert.Equal("done", await app.StateAsync(id));
    }

    [Fact]
    public async Task A_node_that_stops_gives_its_report_back_and_the_attempt_does_not_count()
    {
        var id = await app.AskAsync(await app.FormAsync(), "odd");
        var gate = new Gate(app);
        using var stop = new CancellationTokenSource();
        var making = app.DrainAsync<MakeReports>(stop.Token);
        await gate.Reached;

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => making);

        Assert.Equal("queued 0", await app.Database.ScalarAsync<string>($"SELECT state || ' ' || attempts FROM report_runs WHERE id = {id}"));
        Assert.Empty(app.FilesOf(id));
        app.Odd.Write = null;
        await app.DrainAsync<MakeReports>();
        Assert.Equal("done", await app.StateAsync(id));
    }

    [Fact]
    public async Task What_a_dead_worker_had_claimed_is_free_at_once_and_what_a_living_one_has_is_not()
    {
        var form = await app.FormAsync();
        var (dead, living, silent) = (await app.AskAsync(form), await app.AskAsync(form), await app.AskAsync(form));
        await using var worker = await app.Database.DataSource.OpenConnectionAsync();
        await ExecuteAsync(worker, "SELECT pg_advisory_lock(20260115, 4711)");
        var now = app.Clock!.Now.ToString("O");
        await app.Database.ExecuteAsync(
            $"""
            UPDATE report_runs SET state = 'running', attempts = 1, claim = gen_random_uuid(),
                worker = CASE id WHEN {dead} THEN 4712 ELSE 4711 END,
                lease_until = '{now}'::timestamptz + CASE id WHEN {silent} THEN interval '-1 second' ELSE interval '1 minute' END
            WHERE id IN ({dead}, {living}, {silent})
            """);

        await app.DrainAsync<MakeReports>();
        Assert.Equal(("done", "running", "done"), (await app.StateAsync(dead), await app.StateAsync(living), await app.StateAsync(silent)));

        await ExecuteAsync(worker, "SELECT pg_advisory_unlock(20260115, 4711)");
        await app.DrainAsync<MakeReports>();
        Assert.Equal("done", await app.StateAsync(living));
    }

    [Fact]
    public async Task A_worker_that_slept_too_long_leaves_the_file_of_its_successor_alone()
    {
        var id = await app.AskAsync(await app.FormAsync(), "odd");
        var gate = new Gate(app);
        var making = app.DrainAsync<MakeReports>();
        await gate.Reached;
        var successor = Guid.NewGuid();
        await File.WriteAllTextAsync(Path.Combine(app.Folder, $"{id}-{successor:N}.odd"), "x");
        await app.Database.ExecuteAsync(
            $"UPDATE report_runs SET state = 'done', claim = '{successor}', lease_until = NULL, file_sha256 = sha256('x'), file_size = 1, expires_at = now() + interval '1 day' WHERE id = {id}");

        await making.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.True(gate.WasCancelled);
        Assert.Equal([$"{id}-{successor:N}.odd"], app.FilesOf(id));
        Assert.Equal("x", await _client.GetStringAsync($"/api/report-runs/{id}/file"));
    }

    [Fact]
    public async Task Two_nodes_make_each_report_once()
    {
        var form = await app.FormAsync();
        var ids = new List<long>();
        for (var i = 0; i < 12; i++)
        {
            ids.Add(await app.AskAsync(form, "odd"));
        }

        var written = 0;
        app.Odd.Write = async (source, target, cancellationToken) =>
        {
            Interlocked.Increment(ref written);
            await target.WriteAsync(new byte[] { 1 }, cancellationToken);
            return source.Count.Matching;
        };
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.DrainAsync<MakeReports>()));

        Assert.Equal(ids.Count, written);
        Assert.All(ids, id => Assert.Single(app.FilesOf(id)));
    }

    [Fact]
    public async Task A_file_with_another_number_of_submissions_is_made_again_and_then_fails_with_the_reason()
    {
        var id = await app.AskAsync(await app.FormAsync(), "odd");
        app.Odd.Write = (_, _, _) => Task.FromResult(2L);

        Assert.Equal(["queued", "queued", "failed"], await AttemptsAsync(id, 3));
        Assert.Equal("The file has 2 submissions, but 3 were counted. It is not complete; make it again.", (await app.RunAsync(id)).GetProperty("error").GetString());
        Assert.Empty(app.FilesOf(id));
    }

    [Fact]
    public async Task A_full_disk_is_said_kindly_and_what_was_written_is_gone()
    {
        var id = await app.AskAsync(await app.FormAsync());
        var create = Files.CreateFile;
        Files.CreateFile = path => new FullDisk(create(path));
        try
        {
            Assert.Equal(["queued", "queued", "failed"], await AttemptsAsync(id, 3));
        }
        finally
        {
            Files.CreateFile = create;
        }

        Assert.StartsWith("There is no room left on the disk where FormsHub keeps files.", (await app.RunAsync(id)).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Empty(app.FilesOf(id));
        await _client.GetJsonAsync($"/api/report-runs/{id}/file", HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task What_passes_is_tried_again_after_a_pause_and_not_before()
    {
        var id = await app.AskAsync(await app.FormAsync(), "odd");
        app.Odd.Write = (_, _, _) => throw new InvalidOperationException("broken");
        await app.DrainAsync<MakeReports>();
        app.Odd.Write = null;

        await app.DrainAsync<MakeReports>();
        Assert.Equal("queued", await app.StateAsync(id));
        app.Clock!.Advance(TimeSpan.FromSeconds(11));
        await app.DrainAsync<MakeReports>();
        Assert.Equal("done", await app.StateAsync(id));
    }

    [Fact]
    public async Task A_report_that_ends_its_worker_each_time_stops_after_its_attempts()
    {
        var id = await app.AskAsync(await app.FormAsync());
        await app.Database.ExecuteAsync(
            $"UPDATE report_runs SET state = 'running', attempts = 3, claim = gen_random_uuid(), worker = 4713, lease_until = 'infinity' WHERE id = {id}");

        await app.DrainAsync<MakeReports>();

        Assert.Equal("failed", await app.StateAsync(id));
        Assert.StartsWith("It was begun several times and never finished", (await app.RunAsync(id)).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("format = 'old'", "This FormsHub does not make files of the kind “old”.")]
    [InlineData("pairs = '[[\"column\", \"gone\"]]'", "The form has changed since this was asked for: The form has no column 'gone'. Ask again from the list.")]
    public async Task What_can_never_be_made_fails_at_once(string change, string reason)
    {
        var id = await app.AskAsync(await app.FormAsync());
        await app.Database.ExecuteAsync($"UPDATE report_runs SET {change} WHERE id = {id}");

        await app.DrainAsync<MakeReports>();

        Assert.Equal(("failed", reason), (await app.StateAsync(id), (await app.RunAsync(id)).GetProperty("error").GetString()));
    }

    [Fact]
    public async Task A_file_is_kept_as_long_as_promised_and_then_removed()
    {
        var id = await app.AskAsync(await app.FormAsync());
        await app.DrainAsync<MakeReports>();
        app.Clock!.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        await app.DrainAsync<SweepReports>();
        Assert.Single(app.FilesOf(id));

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        // Not swept yet, and nobody gets it any more.
        await _client.GetJsonAsync($"/api/report-runs/{id}/file", HttpStatusCode.Gone);
        Assert.Equal("expired", await app.StateAsync(id));
        await app.DrainAsync<SweepReports>();
        Assert.Empty(app.FilesOf(id));
        await _client.GetJsonAsync($"/api/report-runs/{id}/file", HttpStatusCode.Gone);

        app.Clock.Advance(TimeSpan.FromDays(91));
        await app.DrainAsync<SweepReports>();
        await _client.GetJsonAsync($"/api/report-runs/{id}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Files_of_nobody_are_swept_and_other_things_in_the_folder_stay()
    {
        var id = await app.AskAsync(await app.FormAsync());
        await app.DrainAsync<MakeReports>();
        string[] orphans = [$"{id}-{Guid.NewGuid():N}.part", $"{id}-{Guid.NewGuid():N}.csv", $"999999-{Guid.NewGuid():N}.xlsx"];
        foreach (var name in orphans.Append("readme.txt"))
        {
            await File.WriteAllTextAsync(Path.Combine(app.Folder, name), "x");
        }

        await app.DrainAsync<SweepReports>();

        Assert.DoesNotContain(orphans, name => File.Exists(Path.Combine(app.Folder, name)));
        Assert.True(File.Exists(Path.Combine(app.Folder, "readme.txt")));
        Assert.Single(app.FilesOf(id));
    }

    [Fact]
    public async Task A_folder_that_a_process_left_a_moment_before_it_started_again_is_swept_later()
    {
        var root = app.Services.GetRequiredService<ScratchFolders>().Root;
        var left = Directory.CreateDirectory(Path.Combine(root, "left")).FullName;
        var strange = Directory.CreateDirectory(Path.Combine(root, "strange", ScratchFolders.LockFile)).Parent!.FullName;
        Directory.SetLastWriteTimeUtc(left, app.Clock!.Now.UtcDateTime);
        await app.DrainAsync<SweepReports>();
        Assert.True(Directory.Exists(left));

        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await app.DrainAsync<SweepReports>();

        Assert.Equal((false, true), (Directory.Exists(left), Directory.Exists(strange)));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteScalarAsync();
    }

    private async Task<List<string>> AttemptsAsync(long id, int times)
    {
        var states = new List<string>();
        for (var i = 0; i < times; i++)
        {
            await app.DrainAsync<MakeReports>();
            states.Add(await app.StateAsync(id));
            app.Clock!.Advance(TimeSpan.FromMinutes(5));
        }

        return states;
    }
}
