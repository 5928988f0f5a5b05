using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FormsHub.Jobs;
using FormsHub.Jobs.Reports.Pdf.Fonts;
using FormsHub.Jobs.Storage;
using FormsHub.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FormsHub.Tests.Hosting;

public class HealthTests
{
    [Fact]
    public async Task It_is_alive_and_ready_once_it_listens()
    {
        await using var application = await FormsHubApplication.StartAsync();
        using var client = application.CreateAnonymousClient();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz/ready")).StatusCode);
    }

    [Fact]
    public async Task It_says_what_is_missing_for_PDF_files()
    {
        await using var application = await FormsHubApplication.StartAsync();
        using var client = application.CreateAnonymousClient();

        var health = await client.GetFromJsonAsync<JsonElement>("/healthz/ready");

        Assert.Equal(PdfFonts.FindProblems(), health.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()));
    }

    [Fact]
    public async Task The_API_describes_itself()
    {
        await using var application = await FormsHubApplication.StartAsync();
        using var client = application.CreateAnonymousClient();

        var description = await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        var paths = description.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        Assert.Contains("/api/forms", paths);
        Assert.Contains("/api/forms/{id}/submissions", paths);
        Assert.Contains("/api/submissions/{id}", paths);
    }

    [Fact]
    public async Task Without_its_database_it_is_alive_but_not_ready()
    {
        await using var application = await FormsHubApplication.StartAsync();
        using var client = application.CreateAnonymousClient();
        await application.Database.DisposeAsync();

        using var ready = await client.GetAsync("/healthz/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("The database does not answer.", await ProblemOfAsync(ready));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz/live")).StatusCode);
    }

    [Fact]
    public async Task With_a_schema_it_does_not_know_it_is_not_ready()
    {
        await using var application = await FormsHubApplication.StartAsync();
        using var client = application.CreateAnonymousClient();
        await application.Database.ExecuteAsync("INSERT INTO schema_migrations (number, name, sha256) VALUES (9999, 'future', '')");

        using var ready = await client.GetAsync("/healthz/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("The database has another schema.", await ProblemOfAsync(ready));
    }

    [Fact]
    public async Task Without_a_folder_that_takes_files_it_is_not_ready()
    {
        var database = new PostgresDatabase();
        await database.InitializeAsync();
        // Also root cannot make a file below a file.
        var file = Path.GetTempFileName();
        var readiness = new DatabaseReadiness(
            new SchemaMigrator(database.DataSource, NullLogger<SchemaMigrator>.Instance),
            Options.Create(new FormsHubOptions { DataDirectory = Path.Combine(file, "data") }));

        var problem = await readiness.FindProblemAsync(CancellationToken.None);

        File.Delete(file);
        await database.DisposeAsync();
        Assert.Equal("The data folder takes no file.", problem);
    }

    [Fact]
    public async Task Asking_whether_it_is_ready_leaves_no_file_behind()
    {
        await using var application = await FormsHubApplication.StartAsync();
        using var client = application.CreateAnonymousClient();

        await client.GetAsync("/healthz/ready");

        Assert.Empty(Directory.GetFiles(application.DataDirectory, ".probe-*"));
    }

    private static async Task<string?> ProblemOfAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problem").GetString();
}
