using System.Globalization;
using System.Text.RegularExpressions;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Storage;
using FormsHub.Tests.Reporting;
using FormsHub.Tests.Support;
using Npgsql;

namespace FormsHub.Tests;

public partial class SqlTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    public static TheoryData<string> Statements => [.. Sql.Names.Where(name => !name.StartsWith("migrations/", StringComparison.Ordinal))];

    [Fact]
    public void Every_file_starts_with_a_comment_that_says_what_it_does() =>
        Assert.All(Sql.Names, name => Assert.StartsWith("-- ", Sql.Get(name), StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task Every_statement_can_be_prepared(string name)
    {
        var text = Sql.Get(name);
        if (name.StartsWith("reporting/", StringComparison.Ordinal))
        {
            await Reader.MakeAsync(database);
        }

        if (Placeholder().IsMatch(text))
        {
            text = await FilledAsync(text);
        }

        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var problem = await Record.ExceptionAsync(() => PrepareAsync(connection, Numbered(text)));
        Assert.True(problem is null, $"sql/{name}.sql: {problem?.Message}");
    }

    /// <summary>The statement about a form's table, for the form and field that there are.</summary>
    private async Task<string> FilledAsync(string text)
    {
        var form = await TestForm.CreateAsync(database.DataSource, new TestField("name", ColumnKind.Text));
        var column = form.Fields[0].ColumnName;
        await database.ExecuteAsync($"CREATE VIEW reporting.\"view of {form.Id}\" AS SELECT number FROM data.f{form.Id}");
        var filled = text
            .Replace("{view}", $"\"view of {form.Id}\"", StringComparison.Ordinal)
            .Replace("{viewId}", "1", StringComparison.Ordinal)
            .Replace("{condition}", " AND d.version = 1", StringComparison.Ordinal)
            .Replace("{from}", text.Contains("COLUMN", StringComparison.Ordinal) ? "number" : $"\"view of {form.Id}\"", StringComparison.Ordinal)
            .Replace("{to}", "other", StringComparison.Ordinal)
            .Replace("{formId}", form.Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{fieldId}", form.Fields[0].Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{columns}", $", {column}", StringComparison.Ordinal)
            .Replace("{parameters}", ", $7::text[]", StringComparison.Ordinal)
            .Replace("{updates}", $", {column} = excluded.{column}", StringComparison.Ordinal)
            .Replace("{additions}", "ADD COLUMN IF NOT EXISTS f0 text", StringComparison.Ordinal);
        Assert.DoesNotMatch(Placeholder(), filled);
        return filled;
    }

    private static async Task PrepareAsync(NpgsqlConnection connection, string text)
    {
        // PREPARE takes statements that read or write rows; the others (CREATE, LOCK, SET, NOTIFY) are run and rolled back.
        var preparable = RowStatement().IsMatch(text);
        await using var command = new NpgsqlCommand(preparable ? $"PREPARE statement AS {text}" : text, connection);
        try
        {
            await command.ExecuteNonQueryAsync();
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.ActiveSqlTransaction or PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateObject
            || (e.SqlState == PostgresErrorCodes.FeatureNotSupported && text.Contains("SNAPSHOT", StringComparison.Ordinal)))
        {
            // Understood, but not to be run in a transaction (CREATE DATABASE) or in one of this kind (a snapshot), or what it makes is there already.
        }
    }

    /// <summary>PostgreSQL's own PREPARE knows parameters by number, so each @name becomes $n. A type it cannot guess is a failure: write @name::type.</summary>
    private static string Numbered(string text)
    {
        List<string> names = [];
        return Parameter().Replace(text, match =>
        {
            var index = names.IndexOf(match.Value);
            if (index < 0)
            {
                names.Add(match.Value);
                index = names.Count - 1;
            }

            return $"${index + 1}";
        });
    }

    [GeneratedRegex(@"(?<!')\{[A-Za-z_]+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"(?<![@\w])@[A-Za-z_]\w*")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\A(\s*--[^\n]*\n)*\s*(SELECT|INSERT|UPDATE|DELETE|MERGE|WITH|VALUES)\b", RegexOptions.IgnoreCase)]
    private static partial Regex RowStatement();
}
