using FormsHub.Jobs.Storage;
using FormsHub.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FormsHub.Tests.Storage;

public class SchemaMigratorTests : IAsyncLifetime
{
    private static readonly Migration First = new(1, "people", "CREATE TABLE people (name text);");
    private static readonly Migration Second = new(2, "pets", "CREATE TABLE pets (name text); INSERT INTO people VALUES ('Ada');");

    private readonly EmptyPostgresDatabase _database = new();

    public Task InitializeAsync() => _database.InitializeAsync();

    public Task DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task An_empty_database_gets_every_migration_of_the_program()
    {
        await Migrator().MigrateAsync(CancellationToken.None);

        Assert.Equal(Migration.All.Count, await _database.ScalarAsync<long>("SELECT count(*) FROM schema_migrations"));
        Assert.True(await Migrator().IsCurrentAsync(CancellationToken.None));
    }

    [Fact]
    public void Migrations_are_numbered_from_one_without_gaps() =>
        Assert.Equal(Enumerable.Range(1, Migration.All.Count), Migration.All.Select(migration => migration.Number));

    [Fact]
    public async Task Migrating_twice_changes_nothing()
    {
        await Migrator(First, Second).MigrateAsync(CancellationToken.None);
        await Migrator(First, Second).MigrateAsync(CancellationToken.None);

        Assert.Equal(1, await _database.ScalarAsync<long>("SELECT count(*) FROM people"));
    }

    [Fact]
    public async Task A_filled_database_keeps_its_rows_and_gets_only_what_is_missing()
    {
        await Migrator(First).MigrateAsync(CancellationToken.None);
        await _database.ExecuteAsync("INSERT INTO people VALUES ('Grace')");
        Assert.False(await Migrator(First, Second).IsCurrentAsync(CancellationToken.None));

        await Migrator(First, Second).MigrateAsync(CancellationToken.None);

        Assert.Equal("Ada Grace", await _database.ScalarAsync<string>("SELECT string_agg(name, ' ' ORDER BY name) FROM people"));
    }

    [Fact]
    public async Task Nodes_that_start_together_apply_each_migration_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Migrator(First, Second).MigrateAsync(CancellationToken.None)));

        Assert.Equal(1, await _database.ScalarAsync<long>("SELECT count(*) FROM people"));
        Assert.Equal(2, await _database.ScalarAsync<long>("SELECT count(*) FROM schema_migrations"));
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_nothing_of_itself_behind_and_keeps_those_before()
    {
        var broken = new Migration(2, "broken", "CREATE TABLE half (name text); SELECT no_such_function();");

        await Assert.ThrowsAsync<PostgresException>(() => Migrator(First, broken).MigrateAsync(CancellationToken.None));

        Assert.Equal(1, await _database.ScalarAsync<long>("SELECT count(*) FROM schema_migrations"));
        Assert.True(await _database.ScalarAsync<bool>("SELECT to_regclass('half') IS NULL"));
        await Migrator(First, Second).MigrateAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_schema_newer_than_the_program_is_left_alone_and_explained()
    {
        await Migrator(First, Second).MigrateAsync(CancellationToken.None);

        var refusal = await Assert.ThrowsAsync<StartupException>(() => Migrator(First).MigrateAsync(CancellationToken.None));

        Assert.Equal(StartupFailure.Schema, refusal.Failure);
        Assert.Contains("newer FormsHub", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_migration_is_refused_by_name()
    {
        await Migrator(First, Second).MigrateAsync(CancellationToken.None);

        var refusal = await Assert.ThrowsAsync<StartupException>(
            () => Migrator(First, Second with { Text = "CREATE TABLE dogs ();" }).MigrateAsync(CancellationToken.None));

        Assert.Contains("0002_pets", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_migration_is_refused()
    {
        await Migrator(First, Second).MigrateAsync(CancellationToken.None);
        await _database.ExecuteAsync("DELETE FROM schema_migrations WHERE number = 1");

        await Assert.ThrowsAsync<StartupException>(() => Migrator(First, Second).MigrateAsync(CancellationToken.None));
    }

    [Fact]
    public void Line_ends_do_not_change_a_migration() =>
        Assert.Equal(new Migration(1, "a", "SELECT 1;\nSELECT 2;").Sha256, new Migration(1, "a", "SELECT 1;\r\nSELECT 2;").Sha256);

    private SchemaMigrator Migrator(params Migration[] migrations) =>
        new(_database.DataSource, NullLogger<SchemaMigrator>.Instance, migrations.Length == 0 ? null : migrations);
}
