using System.Security.Cryptography;
using System.Text;
using Dapper;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Access;

/// <summary>The keys by which programs call the API.</summary>
public sealed class ApiKeys(NpgsqlDataSource database, TimeProvider time)
{
    /// <returns>The key's identity, or null when it is unknown or revoked.</returns>
    public async Task<ApiKey?> FindAsync(string key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<ApiKey>(
            new CommandDefinition(Sql.Get("access/find_key"), new { sha256 = Hash(key) }, cancellationToken: cancellationToken));
    }

    /// <summary>Makes a key of 256 random bits.</summary>
    /// <returns>The key itself: it is shown once and cannot be had again.</returns>
    public async Task<(int Id, string Key)> CreateAsync(string name, string role, string actor, CancellationToken cancellationToken)
    {
        var key = "fh_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var parameters = new { name, sha256 = Hash(key), role, actor, now = time.GetUtcNow() };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var id = await connection.ExecuteScalarAsync<int>(
            new CommandDefinition(Sql.Get("access/create_key"), parameters, cancellationToken: cancellationToken));
        return (id, key);
    }

    public async Task RevokeAsync(int id, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition(Sql.Get("access/revoke_key"), new { id, actor, now = time.GetUtcNow() }, cancellationToken: cancellationToken));
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

/// <summary>Who a program is when it calls with an API key.</summary>
public sealed record ApiKey
{
    public required int Id { get; init; }
    public required string Name { get; init; }

    /// <summary>administrator, author or analyst.</summary>
    public required string Role { get; init; }
}
