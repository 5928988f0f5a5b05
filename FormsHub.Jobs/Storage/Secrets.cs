using System.Collections.Concurrent;
using System.Security.Cryptography;
using Dapper;
using Npgsql;

namespace FormsHub.Jobs.Storage;

/// <summary>Random keys that all nodes share, kept in the database and read once a process.</summary>
public sealed class Secrets(NpgsqlDataSource database)
{
    private readonly ConcurrentDictionary<string, byte[]> _known = new(StringComparer.Ordinal);

    /// <returns>32 random bytes, the same for every node and every start.</returns>
    public async ValueTask<byte[]> GetAsync(string name, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(name, out var known))
        {
            return known;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var command = new CommandDefinition(
            Sql.Get("access/keep_secret"), new { name, proposal = RandomNumberGenerator.GetBytes(32) }, cancellationToken: cancellationToken);

        // Two nodes that ask at once may both see no row in this statement's snapshot but their own; the second attempt sees the winner's.
        var value = await connection.QueryFirstOrDefaultAsync<byte[]>(command)
            ?? await connection.QueryFirstAsync<byte[]>(command);
        return _known.GetOrAdd(name, value);
    }
}
