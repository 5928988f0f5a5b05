using FormsHub.Jobs.Reporting;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Reporting;

/// <summary>The reading account, which all databases of the test server share: nobody takes it away again.</summary>
internal static class Reader
{
    public static Task MakeAsync(PostgresDatabase database) => database.ExecuteAsync(
        $"DO $$ BEGIN CREATE ROLE {ReaderAccount.Name} NOLOGIN CONNECTION LIMIT 10; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");
}
