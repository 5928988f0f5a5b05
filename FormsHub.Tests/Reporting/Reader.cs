using System.Globalization;
using FormsHub.Jobs.Reporting;
using FormsHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FormsHub.Tests.Reporting;

/// <summary>Tests that give the account of the whole test server a password or take it away: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ReaderTests
{
    public const string Name = "The reading account";
}

/// <summary>The reading account, which all databases of the test server share: nobody takes it away again.</summary>
internal static class Reader
{
    public static Task MakeAsync(PostgresDatabase database) => database.ExecuteAsync(
        $"DO $$ BEGIN CREATE ROLE {ReaderAccount.Name} NOLOGIN CONNECTION LIMIT 10; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");

    /// <summary>Runs the job that keeps the views, once.</summary>
    public static Task RefreshViewsAsync(this FormsHubApplication application) =>
        ActivatorUtilities.CreateInstance<RefreshViews>(application.Services).RunAsync(CancellationToken.None);

    /// <summary>The account's own connections, signed in with its password.</summary>
    public static NpgsqlDataSource SignIn(FormsHubApplication application, string password)
    {
        var address = application.Services.GetRequiredService<ReportingAddress>();
        return NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder
        {
            Host = address.Host, Port = address.Port, Database = address.Database, Username = ReaderAccount.Name, Password = password, Pooling = false,
        });
    }

    /// <summary>Asks as the account, without its password: with its rights in this database and nothing of its settings.</summary>
    /// <returns>The rows, columns separated by a bar, and the names of the columns.</returns>
    public static async Task<(IReadOnlyList<string> Rows, IReadOnlyList<string> Columns)> AskAsync(PostgresDatabase database, string query)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using (var become = new NpgsqlCommand($"SET ROLE {ReaderAccount.Name}", connection))
        {
            await become.ExecuteNonQueryAsync();
        }

        try
        {
            await using var command = new NpgsqlCommand(query, connection);
            return await ReadAsync(command);
        }
        finally
        {
            await using var back = new NpgsqlCommand("RESET ROLE", connection);
            await back.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Asks as FormsHub itself.</summary>
    public static async Task<(IReadOnlyList<string> Rows, IReadOnlyList<string> Columns)> ReadAsync(PostgresDatabase database, string query)
    {
        await using var command = database.DataSource.CreateCommand(query);
        return await ReadAsync(command);
    }

    public static async Task<(IReadOnlyList<string> Rows, IReadOnlyList<string> Columns)> ReadAsync(NpgsqlCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(place => reader.IsDBNull(place) ? "" : Text(reader.GetValue(place)))));
        }

        return (rows, [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)]);
    }

    private static string Text(object value) => value switch
    {
        DateTime moment => moment.ToString(moment.Kind == DateTimeKind.Utc ? "yyyy-MM-dd HH:mm'Z'" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
