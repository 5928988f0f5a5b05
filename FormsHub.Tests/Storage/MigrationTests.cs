using FormsHub.Jobs.Storage;
using FormsHub.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FormsHub.Tests.Storage;

/// <summary>Migrations on databases that are in use, and what is left of one when the program dies in the middle of it.</summary>
public class MigrationTests : IAsyncLifetime
{
    private readonly EmptyPostgresDatabase _database = new();
    private readonly string _data = Directory.CreateTempSubdirectory("formshub-migration-").FullName;

    public Task InitializeAsync() => _database.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task A_program_killed_in_the_middle_of_a_migration_leaves_the_old_schema_and_the_next_start_applies_it()
    {
        await MigrateToAsync(6);
        await using var reader = await _database.DataSource.OpenConnectionAsync();
        await using var reading = await reader.BeginTransactionAsync();
        await ExecuteAsync(reader, "LOCK TABLE forms IN ACCESS SHARE MODE");
        await using (var killed = FormsHubProcess.Start(_data, $"--ConnectionStrings:FormsHub={_database.ConnectionString}"))
        {
            // Migration 7 alters forms, and waits for the reader.
            await Deadline.WaitAsync(async () => await WaitingAsync() == 1);
            await killed.KillAsync();
        }

        Assert.Equal(6, await AppliedAsync());
        await reading.RollbackAsync();
        await Deadline.WaitAsync(async () => await WaitingAsync() == 0);
        Assert.Equal(6, await AppliedAsync());
        Assert.False(await HasTimeZonesAsync());

        await using var next = FormsHubProcess.Start(_data, $"--ConnectionStrings:FormsHub={_database.ConnectionString}");
        await next.WaitUntilReadyAsync();
        Assert.Equal(Migration.All.Count, await AppliedAsync());
        Assert.True(await HasTimeZonesAsync());
    }

    [Fact]
    public async Task A_migration_whose_connection_is_ended_leaves_nothing_of_itself_and_is_applied_by_the_next_start()
    {
        var quick = new Migration(1, "quick", "CREATE TABLE people (name text);");
        var slow = new Migration(2, "slow", "CREATE TABLE pets (name text); INSERT INTO people VALUES ('Ada'); SELECT pg_sleep(600);");
        var migrating = Migrator(quick, slow).MigrateAsync(CancellationToken.None);
        await Deadline.WaitAsync(() => _database.ScalarAsync<bool>(
            $"SELECT coalesce(bool_or(pg_terminate_backend(pid, 10000)), false) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'"));

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => migrating);
        Assert.Equal(1, await AppliedAsync());
        Assert.True(await _database.ScalarAsync<bool>("SELECT to_regclass('pets') IS NULL AND NOT EXISTS (SELECT FROM people)"));

        await Migrator(quick, slow with { Text = "CREATE TABLE pets (name text); INSERT INTO people VALUES ('Ada');" }).MigrateAsync(CancellationToken.None);
        Assert.Equal(2, await AppliedAsync());
        Assert.Equal("Ada", await _database.ScalarAsync<string>("SELECT name FROM people"));
    }

    [Fact]
    public async Task Submissions_whose_search_text_was_cut_are_normalized_again_and_no_others()
    {
        await MigrateToAsync(7);
        await _database.ExecuteAsync("""
            INSERT INTO blobs (sha256, size, media_type) VALUES (sha256('form'), 4, 'application/pdf');
            INSERT INTO forms (slug, title, link_token) VALUES ('a', 'A', 'a'), ('b', 'B without a table', 'b');
            INSERT INTO form_versions (form_id, number, file_sha256, file_name, package_sha256) VALUES (1, 1, sha256('form'), 'a.pdf', sha256('form'));
            INSERT INTO callback_events (document_key, outcome, received_at, duration_ms) VALUES ('k', 'stored', now(), 1);
            INSERT INTO submissions (form_id, form_version_id, document_key, event_id, number, submitted_at, save_path, state, attempts)
            SELECT 1, 1, 'k', 1, n, now(), n::text, 1, 2 FROM generate_series(1, 3) n;
            CREATE TABLE data.f1 (submission_id bigint, search text);
            INSERT INTO data.f1 VALUES (1, repeat('x', 1000000)), (2, repeat('x', 999000)), (3, NULL);
            """);

        await new SchemaMigrator(_database.DataSource, NullLogger<SchemaMigrator>.Instance).MigrateAsync(CancellationToken.None);

        Assert.Equal("1: 0 0, 2: 1 2, 3: 1 2", await _database.ScalarAsync<string>(
            "SELECT string_agg(id || ': ' || state || ' ' || attempts, ', ' ORDER BY id) FROM submissions"));
    }

    [Fact]
    public async Task A_database_in_which_FormsHub_may_make_nothing_is_explained_in_a_sentence()
    {
        var role = $"stranger_{Guid.NewGuid():n}";
        await _database.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD '{role}'");
        try
        {
            var address = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = role, Password = role }.ConnectionString;
            await using var formsHub = FormsHubProcess.Start(_data, $"--ConnectionStrings:FormsHub={address}");

            var (code, errors) = await formsHub.WaitForExitAsync();

            Assert.Equal((int)StartupFailure.Database, code);
            Assert.Contains("permission denied", errors, StringComparison.Ordinal);
            Assert.Single(errors.Trim().Split('\n'));
        }
        finally
        {
            await _database.ExecuteAsync($"DROP ROLE {role}");
        }
    }

    private Task MigrateToAsync(int number) => Migrator([.. Migration.All.Take(number)]).MigrateAsync(CancellationToken.None);

    private SchemaMigrator Migrator(params Migration[] migrations) => new(_database.DataSource, NullLogger<SchemaMigrator>.Instance, migrations);

    private Task<long> AppliedAsync() => _database.ScalarAsync<long>("SELECT count(*) FROM schema_migrations");

    private Task<bool> HasTimeZonesAsync() =>
        _database.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM information_schema.columns WHERE table_name = 'forms' AND column_name = 'time_zone')");

    /// <summary>How many backends wait for a lock.</summary>
    private Task<long> WaitingAsync() =>
        _database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
