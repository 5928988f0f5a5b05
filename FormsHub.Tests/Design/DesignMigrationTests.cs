using FormsHub.Jobs.Storage;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Design;

public class DesignMigrationTests(EmptyPostgresDatabase database) : IClassFixture<EmptyPostgresDatabase>
{
    private const string Migration = "migrations/0011_design";

    [Fact]
    public async Task Versions_that_are_there_already_become_the_history_and_one_design_key_a_form_stays()
    {
        foreach (var name in Sql.NamesIn("migrations").Where(name => string.CompareOrdinal(name, Migration) < 0))
        {
            await database.ExecuteAsync(Sql.Get(name));
        }

        await database.ExecuteAsync("""
            INSERT INTO blobs (sha256, size, media_type) VALUES (sha256('one'), 3, 'application/pdf'), (sha256('two'), 3, 'application/pdf');
            INSERT INTO forms (slug, title, link_token) VALUES ('a', 'A', 'a'), ('b', 'B', 'b');
            INSERT INTO form_versions (form_id, number, file_sha256, file_name, package_sha256)
            VALUES (1, 1, sha256('one'), 'one.pdf', sha256('p')), (2, 1, sha256('one'), 'b.pdf', sha256('p')), (1, 2, sha256('two'), 'two.pdf', sha256('p'));
            INSERT INTO document_keys (key, form_id, form_version_id, created_at)
            VALUES ('d-old', 1, 1, now() - interval '1 hour'), ('d-new', 1, 3, now()), ('d-b', 2, 2, now());
            """);

        await database.ExecuteAsync(Sql.Get(Migration));

        Assert.Equal(
            "1:1:one.pdf:1 1:2:two.pdf:3 2:1:b.pdf:2",
            await database.ScalarAsync<string>(
                "SELECT string_agg(concat_ws(':', form_id, number, file_name, form_version_id), ' ' ORDER BY form_id, number) FROM form_drafts"));
        Assert.Equal("d-b d-new", await database.ScalarAsync<string>("SELECT string_agg(key, ' ' ORDER BY key) FROM document_keys WHERE retired_at IS NULL"));
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("two"u8)),
            await database.ScalarAsync<string>("SELECT encode(sha256, 'hex') FROM design_documents WHERE form_id = 1"));
    }
}
