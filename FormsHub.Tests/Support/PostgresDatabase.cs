using Npgsql;

namespace FormsHub.Tests.Support;

/// <summary>A fresh, migrated database on a real PostgreSQL; dropped when the fixture ends.</summary>
public class PostgresDatabase : IAsyncLifetime
{
    private readonly bool _migrated;
    private string _name = "";
    private NpgsqlDataSource? _dataSource;

    public PostgresDatabase() : this(migrated: true)
    {
    }

    protected PostgresDatabase(bool migrated) => _migrated = migrated;

    public string ConnectionString { get; private set; } = "";

    public NpgsqlDataSource DataSource => _dataSource ??= NpgsqlDataSource.Create(ConnectionString);

    public async Task InitializeAsync()
    {
        var server = await PostgresServer.GetAsync();
        _name = await server.CreateDatabaseAsync(_migrated);
        ConnectionString = server.ConnectionStringOf(_name);
    }

    public async Task DisposeAsync()
    {
        if (_dataSource is not null)
        {
            await _dataSource.DisposeAsync();
        }

        await (await PostgresServer.GetAsync()).DropDatabaseAsync(_name);
    }

    /// <summary>Runs one statement and returns the first value of its first row.</summary>
    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A fresh database without any table.</summary>
public sealed class EmptyPostgresDatabase() : PostgresDatabase(migrated: false);
