using System.Globalization;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Reporting;

/// <summary>Where programs find the views.</summary>
/// <param name="IsEmbedded">FormsHub's own server, which takes connections from its own machine only.</param>
public sealed record ReportingAddress(string Host, int Port, string Database, bool IsEmbedded)
{
    private const string Loopback = "127.0.0.1";

    internal static ReportingAddress Of(DatabaseAddress database)
    {
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var host = (connection.Host ?? "").Split(',')[0];
        // A folder is that of a socket, which other users of the machine may not enter.
        return new(database.IsEmbedded || host.StartsWith('/') ? Loopback : host, connection.Port, connection.Database ?? connection.Username ?? "", database.IsEmbedded);
    }

    /// <summary>As psql and most programs take it.</summary>
    /// <param name="password">Null leaves it out: the program asks for it.</param>
    public string ConnectionString(string? password) => string.Create(
        CultureInfo.InvariantCulture,
        $"postgresql://{ReaderAccount.Name}{(password is null ? "" : ":" + Uri.EscapeDataString(password))}@{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}/{Uri.EscapeDataString(Database)}");
}
