using FormsHub.Jobs.Storage;
using FormsHub.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace FormsHub.Tests.Sessions;

public class SessionMigrationTests : IAsyncLifetime
{
    private static readonly int Number = Migration.All.Single(migration => migration.Name == "sessions").Number;

    private readonly EmptyPostgresDatabase _database = new();

    public Task InitializeAsync() => _database.InitializeAsync();

    public Task DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Sessions_that_were_there_before_know_afterwards_how_far_they_came()
    {
        await MigrateAsync(Number - 1);
        await _database.ExecuteAsync("""
            CREATE FUNCTION told(at timestamptz) RETURNS text LANGUAGE sql AS $$ SELECT coalesce(to_char(at AT TIME ZONE 'UTC', 'HH24:MI'), '-') $$;
            INSERT INTO blobs (sha256, size, media_type) VALUES (sha256('form'), 4, 'application/pdf');
            INSERT INTO forms (slug, title, link_token) VALUES ('f', 'Form', 'l');
            INSERT INTO form_versions (form_id, number, file_sha256, file_name, package_sha256) VALUES (1, 1, sha256('form'), 'form.pdf', sha256('package'));
            INSERT INTO fill_sessions (id, form_id, form_version_id, link_token, respondent_id)
            SELECT ('00000000-0000-0000-0000-00000000000' || n)::uuid, 1, 1, 's' || n, 'r' FROM generate_series(0, 3) n;
            INSERT INTO document_keys (key, form_id, form_version_id, fill_session_id) SELECT 'k' || right(id::text, 1), 1, 1, id FROM fill_sessions;
            INSERT INTO callback_events (document_key, form_id, status, outcome, received_at, duration_ms)
            SELECT 'k' || n, 1, 1, 'presenceUpdated', '2026-11-18 12:00Z', 1 FROM generate_series(1, 3) n;
            INSERT INTO callback_events (document_key, form_id, status, outcome, received_at, duration_ms) VALUES ('k0', 1, 1, 'refusedToken', '2026-11-18 12:00Z', 1);
            INSERT INTO document_saves (document_key, form_id, event_id, status, kind, saved_at) VALUES ('k2', 1, 2, 2, 'final', '2026-11-18 12:05Z');
            INSERT INTO submissions (form_id, form_version_id, fill_session_id, document_key, event_id, number, submitted_at, save_path)
            SELECT 1, 1, fill_session_id, key, 3, 1, '2026-11-18 12:09Z', '/x' FROM document_keys WHERE key = 'k3';
            """);

        await MigrateAsync(int.MaxValue);

        Assert.Equal(
            "0:---- 1:12:00--12:00 2:12:0012:05-12:05 3:12:0012:0912:0912:09",
            await _database.ScalarAsync<string>("""
                SELECT string_agg(stage || ':' || concat(told(opened_at), told(changed_at), told(submitted_at), told(last_activity_at)), ' ' ORDER BY id) FROM fill_sessions
                """));
    }

    private Task MigrateAsync(int last) => new SchemaMigrator(
        _database.DataSource, NullLogger<SchemaMigrator>.Instance, [.. Migration.All.Where(migration => migration.Number <= last)]).MigrateAsync(CancellationToken.None);
}
