using FormsHub.Jobs;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Storage.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FormsHub.Tests.Support;

/// <summary>The PostgreSQL server of this test run, with a template database that is migrated once and copied for every fixture.</summary>
/// <remarks>FORMSHUB_TEST_POSTGRES names a server to use; without it the run starts a cluster of its own, in a time zone where mistakes show.</remarks>
internal sealed class PostgresServer
{
    private static readonly Lazy<Task<PostgresServer>> Started = new(StartAsync);

    private readonly string _connectionString;
    private readonly string _template = $"formshub_template_{Guid.NewGuid():N}";

    private PostgresServer(string connectionString) => _connectionString = connectionString;

    public static Task<PostgresServer> GetAsync() => Started.Value;

    public string ConnectionStringOf(string database) => new NpgsqlConnectionStringBuilder(_connectionString) { Database = database }.ConnectionString;

    /// <summary>Makes a database as a copy of the migrated template, or an empty one, and returns its name.</summary>
    public async Task<string> CreateDatabaseAsync(bool migrated)
    {
        var name = $"formshub_test_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {(migrated ? _template : "template0")}");
        return name;
    }

    public Task DropDatabaseAsync(string name) => ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    private static async Task<PostgresServer> StartAsync()
    {
        var configured = Environment.GetEnvironmentVariable("FORMSHUB_TEST_POSTGRES");
        var server = new PostgresServer(string.IsNullOrEmpty(configured) ? await StartClusterAsync() : configured);
        await server.CreateTemplateAsync();
        TestRun.AtEnd(() => server.DropDatabaseAsync(server._template));
        return server;
    }

    private static async Task<string> StartClusterAsync()
    {
        var directory = Directory.CreateTempSubdirectory("formshub-test-cluster-").FullName;
        var folder = new ClusterFolder(directory);
        var cluster = new EmbeddedPostgres(folder, new StorageOptions(), NullLogger<EmbeddedPostgres>.Instance)
        {
            MoreSettings = new Dictionary<string, string>
            {
                ["TimeZone"] = "Pacific/Tongatapu",
                ["max_connections"] = "300",
                // A test that needs durability starts a server of its own.
                ["fsync"] = "off",
            },
        };
        await cluster.StartAsync(CancellationToken.None);
        TestRun.AtEnd(async () =>
        {
            await cluster.DisposeAsync();
            Directory.Delete(directory, recursive: true);
        });
        return folder.ConnectionString("postgres");
    }

    private async Task CreateTemplateAsync()
    {
        await ExecuteAsync($"CREATE DATABASE {_template} TEMPLATE template0");
        await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionStringOf(_template)) { Pooling = false });
        await new SchemaMigrator(dataSource, NullLogger<SchemaMigrator>.Instance).MigrateAsync(CancellationToken.None);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_connectionString) { Pooling = false });
        await using var command = dataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
