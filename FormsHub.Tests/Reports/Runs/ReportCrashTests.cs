using System.Net;
using System.Net.Http.Json;
using FormsHub.Tests.Submissions;
using FormsHub.Tests.Support;
using Npgsql;

namespace FormsHub.Tests.Reports.Runs;

/// <summary>FormsHub is ended with kill -9 at each step from the request for a report to its file.</summary>
public sealed class ReportCrashTests(ReportCrashTests.SeededInstallation seeded) : IClassFixture<ReportCrashTests.SeededInstallation>
{
    private const int Submissions = 30_000;

    private Installation Hub => seeded.Hub;

    private string Folder => Path.Combine(Path.GetDirectoryName(Hub.BlobFolder)!, "reports");

    [Theory]
    [InlineData("when it is asked for")]
    [InlineData("while it is written")]
    [InlineData("after the file has its name and before the ledger knows")]
    [InlineData("when it is done")]
    public async Task Killed_at_any_step_the_report_is_made_by_itself_after_the_next_start(string step)
    {
        var id = await AskAsync();
        NpgsqlConnection? held = null;
        switch (step)
        {
            case "while it is written":
                await Deadline.WaitAsync(async () => await AskAsync<long>(id, "done") is > 0 and < Submissions);
                break;
            case "after the file has its name and before the ledger knows":
                await Deadline.WaitAsync(async () => await AskAsync<string>(id, "state") == "running");
                held = await HoldAsync(id);
                await Deadline.WaitAsync(() => Task.FromResult(Directory.EnumerateFiles(Folder, $"{id}-*.xlsx").Any()));
                break;
            case "when it is done":
                await WaitUntilDoneAsync(id);
                break;
        }

        await Hub.Program.KillAsync();
        if (held is not null)
        {
            await held.DisposeAsync();
        }

        Assert.NotEqual(step is "when it is done", Directory.EnumerateFiles(Folder, $"{id}-*.part").Any() || await AskAsync<string>(id, "state") != "done");
        await Hub.StartProgramAsync();
        await WaitUntilDoneAsync(id);

        await AssertWholeAsync(id);
    }

    [Fact]
    public async Task When_PostgreSQL_dies_in_the_middle_the_report_is_made_again()
    {
        var id = await AskAsync();
        await Deadline.WaitAsync(async () => await AskAsync<long>(id, "done") is > 0 and < Submissions);
        FormsHubProcess.KillHard(Hub.Program.PostmasterId);
        await Deadline.WaitAsync(async () => !await Hub.Program.IsReadyAsync());
        await Hub.Program.WaitUntilReadyAsync();

        await WaitUntilDoneAsync(id);
        await AssertWholeAsync(id);
    }

    [Fact]
    public async Task A_stop_in_the_middle_gives_the_report_back_and_counts_no_attempt()
    {
        var id = await AskAsync();
        await Deadline.WaitAsync(async () => await AskAsync<long>(id, "done") is > 0 and < Submissions);
        Hub.Program.Terminate();
        Assert.Equal(0, (await Hub.Program.WaitForExitAsync()).Code);
        Assert.Empty(Directory.EnumerateFiles(Folder, $"{id}-*"));

        await Hub.StartProgramAsync();
        await WaitUntilDoneAsync(id);
        Assert.Equal(1, await AskAsync<int>(id, "attempts"));
        await AssertWholeAsync(id);
    }

    private async Task<long> AskAsync()
    {
        using var answer = await Hub.Api.PostAsJsonAsync($"/api/forms/{seeded.Form}/report-runs", new { format = "xlsx", query = "sort=number" });
        return (await answer.ReadAsync(HttpStatusCode.Accepted)).GetProperty("id").GetInt64();
    }

    private Task<T> AskAsync<T>(long id, string column) => Hub.AskAsync<T>($"SELECT {column} FROM report_runs WHERE id = {id}");

    private Task WaitUntilDoneAsync(long id) => Deadline.WaitAsync(async () =>
    {
        var state = await AskAsync<string>(id, "state");
        Assert.NotEqual("failed", state);
        return state == "done";
    });

    /// <summary>Holds the run's row: the file can be written, and nothing of it noted.</summary>
    private async Task<NpgsqlConnection> HoldAsync(long id)
    {
        var connection = new NpgsqlConnection($"{Hub.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"BEGIN; SELECT id FROM report_runs WHERE id = {id} FOR UPDATE", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private async Task AssertWholeAsync(long id)
    {
        var run = await Hub.Api.GetJsonAsync($"/api/report-runs/{id}");
        var bytes = await Hub.Api.GetByteArrayAsync($"/api/report-runs/{id}/file");
        Assert.Equal(run.GetProperty("sha256").GetString(), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
        using var workbook = DocumentFormat.OpenXml.Packaging.SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        // The table of submissions comes first; behind it are the summary and what the file is about.
        var table = workbook.WorkbookPart!.Workbook!.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>().First().Id!.Value!;
        using var rows = DocumentFormat.OpenXml.OpenXmlReader.Create(workbook.WorkbookPart.GetPartById(table));
        var count = 0;
        while (rows.Read())
        {
            count += rows.ElementType == typeof(DocumentFormat.OpenXml.Spreadsheet.Row) && rows.IsStartElement ? 1 : 0;
        }

        Assert.Equal(Submissions + 1, count);
        Assert.Single(Directory.EnumerateFiles(Folder, $"{id}-*"));
    }

    /// <summary>An installation with a form that has many submissions.</summary>
    public sealed class SeededInstallation : IAsyncLifetime
    {
        internal Installation Hub { get; private set; } = null!;

        public int Form { get; private set; }

        public async Task InitializeAsync()
        {
            Hub = await Installation.StartAsync();
            Form = int.Parse(await Hub.RunCommandAsync("seed", $"{Submissions}"), System.Globalization.CultureInfo.InvariantCulture);
        }

        public async Task DisposeAsync() => await Hub.DisposeAsync();
    }
}
