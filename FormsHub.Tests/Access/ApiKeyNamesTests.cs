using FormsHub.Jobs.Storage;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Access;

public class ApiKeyNamesTests(EmptyPostgresDatabase database) : IClassFixture<EmptyPostgresDatabase>
{
    private const string Migration = "migrations/0009_authors";

    [Fact]
    public async Task Keys_of_one_name_are_told_apart_when_names_become_unique()
    {
        foreach (var name in Sql.Names.Where(name => name.StartsWith("migrations/", StringComparison.Ordinal) && string.CompareOrdinal(name, Migration) < 0).Order(StringComparer.Ordinal))
        {
            await database.ExecuteAsync(Sql.Get(name));
        }

        await database.ExecuteAsync(
            """
            INSERT INTO api_keys (name, key_sha256, role, revoked_at)
            VALUES ('export', '1', 'administrator', NULL), ('export', '2', 'administrator', now()), ('export', '3', 'administrator', NULL), ('other', '4', 'administrator', NULL);
            INSERT INTO audit_log (actor, action, subject) VALUES ('Ana', 'made an API key', 'API key 1');
            """);

        await database.ExecuteAsync(Sql.Get(Migration));

        Assert.Equal("export by Ana, export, export (3), other", await database.ScalarAsync<string>(
            "SELECT string_agg(name || coalesce(' by ' || created_by, ''), ', ' ORDER BY id) FROM api_keys"));
    }
}
