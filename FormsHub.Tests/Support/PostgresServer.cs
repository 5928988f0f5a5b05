using FormsHub.Jobs.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FormsHub.Tests.Support;

/// <summary>The PostgreSQL server of this test run, with a template database that is migrated once and copied for every fixture.</summary>
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
        var server = new PostgresServer(configured ?? throw new InvalidOperationException("FORMSHUB_TEST_POSTGRES is not set."));
        await server.CreateTemplateAsync();
        // The test platform offers no hook after the last test of an assembly.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DropDatabaseAsync(server._template).GetAwaiter().GetResult();
        return server;
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
