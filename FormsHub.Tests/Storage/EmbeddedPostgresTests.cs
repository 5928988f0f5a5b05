using System.Net;
using System.Net.Sockets;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Storage.Embedded;
using FormsHub.Tests.Support;
using Npgsql;

namespace FormsHub.Tests.Storage;

/// <summary>The program with its own PostgreSQL, as a person starts it: every test has a process and a data folder of its own.</summary>
public sealed class EmbeddedPostgresTests : IDisposable
{
    // A blank and an umlaut: people call their folders as they like.
    private readonly string _data = Directory.CreateTempSubdirectory("formshub test ü ").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task An_empty_folder_becomes_a_running_service_and_SIGTERM_ends_service_and_cluster()
    {
        await using var formsHub = FormsHubProcess.Start(_data);
        await formsHub.WaitUntilReadyAsync();
        var postmaster = formsHub.PostmasterId;

        Assert.Equal("on C UTF8 scram-sha-256 on on UTC", await AskAsync(
            "SELECT concat_ws(' ', current_setting('data_checksums'), split_part(datcollate, '.', 1), current_setting('server_encoding'), "
            + "current_setting('password_encryption'), current_setting('fsync'), current_setting('synchronous_commit'), current_setting('TimeZone')) "
            + "FROM pg_database WHERE datname = current_database()"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(new ClusterFolder(_data).PasswordFile));

        formsHub.Terminate();
        var (code, _) = await formsHub.WaitForExitAsync();

        Assert.Equal(0, code);
        Assert.False(FormsHubProcess.Lives(postmaster));
        Assert.False(File.Exists(formsHub.PostmasterPidFile));
    }

    [Fact]
    public async Task A_killed_postmaster_is_started_again_and_nothing_committed_is_lost()
    {
        await using var formsHub = FormsHubProcess.Start(_data);
        await formsHub.WaitUntilReadyAsync();
        await AskAsync("INSERT INTO audit_log (actor, action, subject) VALUES ('test', 'survive', 'this')");
        var postmaster = formsHub.PostmasterId;

        FormsHubProcess.KillHard(postmaster);
        await FormsHubProcess.WaitUntilAsync(() => Task.FromResult(!FormsHubProcess.Lives(postmaster)));
        await formsHub.WaitUntilReadyAsync();

        Assert.NotEqual(postmaster, formsHub.PostmasterId);
        Assert.Equal("1", await AskAsync("SELECT count(*)::text FROM audit_log WHERE action = 'survive'"));
    }

    [Fact]
    public async Task After_kill_9_the_next_start_ends_the_orphaned_server_and_keeps_its_data()
    {
        int orphan;
        await using (var killed = FormsHubProcess.Start(_data))
        {
            await killed.WaitUntilReadyAsync();
            await AskAsync("INSERT INTO audit_log (actor, action, subject) VALUES ('test', 'survive', 'this')");
            orphan = killed.PostmasterId;
            await killed.KillAsync();
        }

        Assert.True(FormsHubProcess.Lives(orphan));
        await using var next = FormsHubProcess.Start(_data);
        await next.WaitUntilReadyAsync();

        Assert.False(FormsHubProcess.Lives(orphan));
        Assert.Equal("1", await AskAsync("SELECT count(*)::text FROM audit_log WHERE action = 'survive'"));
    }

    [Fact]
    public async Task A_stale_pid_file_with_a_living_foreign_process_is_no_obstacle()
    {
        await using (var first = FormsHubProcess.Start(_data))
        {
            await first.WaitUntilReadyAsync();
        }

        // As after a reboot: the id belongs to somebody else now, here to this test.
        var folder = new ClusterFolder(_data);
        await File.WriteAllTextAsync(folder.PostmasterPidFile, $"{Environment.ProcessId}\n{folder.Cluster}\n1\n{folder.Port}\n.\n127.0.0.1\n");
        await using var next = FormsHubProcess.Start(_data);
        await next.WaitUntilReadyAsync();

        Assert.NotEqual(Environment.ProcessId, next.PostmasterId);
    }

    [Fact]
    public async Task A_second_start_on_one_data_folder_is_refused_in_a_sentence()
    {
        await using var first = FormsHubProcess.Start(_data);
        await first.WaitUntilReadyAsync();
        await using var second = FormsHubProcess.Start(_data);

        var (code, errors) = await second.WaitForExitAsync();

        Assert.Equal((int)StartupFailure.AlreadyRunning, code);
        Assert.StartsWith("Another FormsHub already works with the data folder", errors, StringComparison.Ordinal);
        AssertIsOneParagraph(errors);
        Assert.True(await first.IsReadyAsync());
    }

    [Fact]
    public async Task A_taken_web_port_is_explained_and_the_cluster_stopped()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using var formsHub = FormsHubProcess.StartAt($"http://{other.LocalEndpoint}", _data);

        var (code, errors) = await formsHub.WaitForExitAsync();

        Assert.Equal((int)StartupFailure.PortInUse, code);
        Assert.Contains("address already in use", errors, StringComparison.Ordinal);
        AssertIsOneParagraph(errors);
        Assert.False(File.Exists(formsHub.PostmasterPidFile));
    }

    [Fact]
    public async Task A_taken_configured_PostgreSQL_port_is_explained()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var formsHub = FormsHubProcess.Start(_data, $"--Storage:PostgresPort={port}");

        var (code, errors) = await formsHub.WaitForExitAsync();

        Assert.Equal((int)StartupFailure.PortInUse, code);
        Assert.Contains($"Port {port} of 127.0.0.1", errors, StringComparison.Ordinal);
        AssertIsOneParagraph(errors);
    }

    [Fact]
    public void A_chosen_port_that_somebody_else_took_meanwhile_is_chosen_anew()
    {
        var folder = new ClusterFolder(_data);
        folder.Prepare(configuredPort: 0);
        var before = folder.Port;
        using var other = new TcpListener(IPAddress.Loopback, before);
        other.Start();

        folder.Prepare(configuredPort: 0);

        Assert.NotEqual(before, folder.Port);
    }

    [Fact]
    public async Task A_cluster_of_a_version_that_is_not_installed_is_left_alone_and_explained()
    {
        var folder = new ClusterFolder(_data);
        Directory.CreateDirectory(folder.Cluster);
        await File.WriteAllTextAsync(Path.Combine(folder.Cluster, "PG_VERSION"), "99\n");
        await using var formsHub = FormsHubProcess.Start(_data);

        var (code, errors) = await formsHub.WaitForExitAsync();

        Assert.Equal((int)StartupFailure.Database, code);
        Assert.Contains("postgresql-99", errors, StringComparison.Ordinal);
        AssertIsOneParagraph(errors);
    }

    [Fact]
    public async Task Programs_that_are_not_there_are_explained()
    {
        await using var formsHub = FormsHubProcess.Start(_data, "--Storage:PostgresPrograms=/no/such/folder");

        var (code, errors) = await formsHub.WaitForExitAsync();

        Assert.Equal((int)StartupFailure.Database, code);
        Assert.Contains("There is no PostgreSQL in /no/such/folder", errors, StringComparison.Ordinal);
        AssertIsOneParagraph(errors);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_explained()
    {
        var file = Path.Combine(_data, "a file");
        await File.WriteAllTextAsync(file, "");
        await using var formsHub = FormsHubProcess.Start(_data, $"--FormsHub:DataDirectory={file}/data");

        var (code, errors) = await formsHub.WaitForExitAsync();

        Assert.Equal((int)StartupFailure.Configuration, code);
        Assert.Contains(file, errors, StringComparison.Ordinal);
        AssertIsOneParagraph(errors);
    }

    [Fact]
    public async Task What_a_crash_left_of_a_half_made_cluster_is_made_anew()
    {
        var folder = new ClusterFolder(_data);
        Directory.CreateDirectory(folder.UnfinishedCluster);
        await File.WriteAllTextAsync(Path.Combine(folder.UnfinishedCluster, "PG_VERSION"), "15\n");
        await using var formsHub = FormsHubProcess.Start(_data);

        await formsHub.WaitUntilReadyAsync();

        Assert.False(Directory.Exists(folder.UnfinishedCluster));
    }

    private static void AssertIsOneParagraph(string errors)
    {
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
    }

    private async Task<string?> AskAsync(string sql)
    {
        await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(new ClusterFolder(_data).ConnectionString(ClusterFolder.Name)) { Pooling = false });
        await using var command = dataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync() as string;
    }
}
