using FormsHub.Jobs.Storage;
using FormsHub.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace FormsHub.Tests.Sharing;

public class SharingMigrationTests(EmptyPostgresDatabase database) : IClassFixture<EmptyPostgresDatabase>
{
    [Fact]
    public async Task Sessions_from_before_personal_links_keep_working_as_what_they_were()
    {
        var before = Migration.All.TakeWhile(migration => migration.Name != "invitations").ToList();
        await new SchemaMigrator(database.DataSource, NullLogger<SchemaMigrator>.Instance, before).MigrateAsync(default);
        await database.ExecuteAsync("""
            WITH file AS (INSERT INTO blobs (sha256, size, media_type) VALUES (sha256('form'), 4, 'application/pdf')),
            form AS (INSERT INTO forms (slug, title, link_token) VALUES ('f', 'Form', 'f') RETURNING id),
            version AS (
                INSERT INTO form_versions (form_id, number, file_sha256, file_name, package_sha256)
                SELECT id, 1, sha256('form'), 'form.pdf', sha256('package') FROM form RETURNING id, form_id)
            INSERT INTO fill_sessions (id, form_id, form_version_id, link_token, respondent_id, name)
            SELECT gen_random_uuid(), form_id, id, coalesce(name, 'nobody'), 'r', name FROM version, unnest(ARRAY['Ada', NULL]) AS name
            """);

        await new SchemaMigrator(database.DataSource, NullLogger<SchemaMigrator>.Instance, Migration.All).MigrateAsync(default);

        Assert.Equal("Ada:program,nobody:public", await database.ScalarAsync<string>("SELECT string_agg(link_token || ':' || entrance, ',' ORDER BY link_token) FROM fill_sessions"));
    }
}
