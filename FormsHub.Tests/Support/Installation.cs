using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Jobs.Storage.Embedded;
using Npgsql;

namespace FormsHub.Tests.Support;

/// <summary>The program as people install it: its own process and PostgreSQL, an address that outlives restarts, and a Document Server beside it.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private const string ApiKey = "installation-administrator-key-01";

    private readonly string _data = Directory.CreateTempSubdirectory("formshub-installation-").FullName;
    private readonly string _address = $"http://127.0.0.1:{FormsHubProcess.FreePort()}";

    private Installation(DocumentServerDouble documentServer)
    {
        DocumentServer = documentServer;
        Api = new HttpClient { BaseAddress = new Uri(_address) };
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
    }

    public DocumentServerDouble DocumentServer { get; }

    /// <summary>Signed in as administrator; of use to every process that is started here.</summary>
    public HttpClient Api { get; }

    /// <summary>The process that was started last.</summary>
    public FormsHubProcess Program { get; private set; } = null!;

    public string BlobFolder => Path.Combine(_data, "blobs");

    /// <summary>To its embedded PostgreSQL.</summary>
    public string ConnectionString => new ClusterFolder(_data).ConnectionString(ClusterFolder.Name);

    public static async Task<Installation> StartAsync(params string[] settings)
    {
        var installation = new Installation(await DocumentServerDouble.StartAsync(TimeProvider.System));
        try
        {
            await installation.StartProgramAsync(settings);
            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the program again after its end, and waits until it stores callbacks.</summary>
    public async Task StartProgramAsync(params string[] settings)
    {
        if (Program is not null)
        {
            await Program.DisposeAsync();
        }

        Program = FormsHubProcess.StartAt(
            _address,
            _data,
            [
                $"--DocumentServer:Url={DocumentServer.BrowserAddress}", $"--DocumentServer:InternalUrl={DocumentServer.Address}",
                $"--DocumentServer:JwtSecret={DocumentServerDouble.Secret}", $"--Access:BootstrapApiKey={ApiKey}", .. settings,
            ]);
        await Program.WaitUntilReadyAsync();
    }

    public async Task<int> PublishAsync(FormDraft draft) => (await Api.PublishAsync(draft)).GetProperty("id").GetInt32();

    /// <returns>null while FormsHub or its database is away.</returns>
    public async Task<OpenDocument?> OpenSessionAsync(int formId, object? respondent = null)
    {
        try
        {
            using var response = await Api.PostAsJsonAsync($"/api/forms/{formId}/fill-sessions", respondent ?? new { });
            if (response.StatusCode != HttpStatusCode.Created)
            {
                return null;
            }

            var session = await response.Content.ReadFromJsonAsync<JsonElement>();
            var callbackUrl = session.GetProperty("editorConfig").GetProperty("editorConfig").GetProperty("callbackUrl").GetString();
            return new OpenDocument(session.GetProperty("documentKey").GetString()!, new Uri(callbackUrl!));
        }
        catch (Exception away) when (away is HttpRequestException or System.Net.Sockets.SocketException)
        {
            return null;
        }
    }

    /// <summary>Runs one of the program's commands, such as <c>seed 1000</c>, beside the service.</summary>
    /// <returns>The last line it printed.</returns>
    public async Task<string> RunCommandAsync(params string[] command)
    {
        var programs = AppContext.BaseDirectory;
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(programs, "FormsHub.Web.dll"), .. command, $"--contentRoot={programs}", $"--FormsHub:DataDirectory={_data}"]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.TrimEnd().Split('\n')[^1] : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {output}");
    }

    /// <summary>Asks the embedded PostgreSQL itself: the first value of the first row.</summary>
    public async Task<T> AskAsync<T>(string sql)
    {
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false, CommandTimeout = 0 });
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        if (Program is not null)
        {
            await Program.DisposeAsync();
            EndOrphan();
        }

        Api.Dispose();
        await DocumentServer.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    // A program that was killed and not started again leaves its PostgreSQL running.
    private void EndOrphan()
    {
        if (File.Exists(Program.PostmasterPidFile) && Program.PostmasterId is var id && FormsHubProcess.Lives(id)
            && File.ReadAllText($"/proc/{id}/cmdline").Contains(_data, StringComparison.Ordinal))
        {
            FormsHubProcess.KillHard(id);
        }
    }
}

/// <summary>A fill session as the Document Server knows it.</summary>
internal sealed record OpenDocument(string Key, Uri CallbackUrl);
