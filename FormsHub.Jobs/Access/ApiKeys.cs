using System.Security.Cryptography;
using System.Text;
using Dapper;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Access;

/// <summary>The keys by which programs call the API.</summary>
public sealed class ApiKeys(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>Most characters of a key's name.</summary>
    public const int LongestName = 100;

    /// <returns>The key's identity, or null when it is unknown or revoked.</returns>
    public async Task<ApiKey?> FindAsync(string key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<ApiKey>(Command("access/find_key", new { sha256 = Hash(key), now = time.GetUtcNow() }, cancellationToken));
    }

    /// <returns>The living keys, newest first.</returns>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<ApiKey>(Command("access/list_keys", null, cancellationToken))).AsList();
    }

    /// <summary>Makes a key of 256 random bits.</summary>
    /// <param name="name">Told apart by it: at most <see cref="LongestName"/> characters.</param>
    /// <returns>The key itself, which is shown once and cannot be had again; null when a living key has the name.</returns>
    public async Task<NewApiKey?> CreateAsync(string name, string role, string actor, CancellationToken cancellationToken)
    {
        var key = "fh_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var parameters = new { name = PostgresText.Cut(PostgresText.Clean(name), LongestName), sha256 = Hash(key), role, actor, now = time.GetUtcNow() };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var id = await connection.ExecuteScalarAsync<int?>(Command("access/create_key", parameters, cancellationToken));
        return id is null ? null : new NewApiKey(id.Value, key);
    }

    public async Task RevokeAsync(int id, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(Command("access/revoke_key", new { id, actor, now = time.GetUtcNow() }, cancellationToken));
    }

    private static CommandDefinition Command(string name, object? parameters, CancellationToken cancellationToken) =>
        new(Sql.Get(name), parameters, cancellationToken: cancellationToken);

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

/// <summary>Who a program is when it calls with an API key.</summary>
public sealed record ApiKey
{
    public required int Id { get; init; }
    public required string Name { get; init; }

    /// <summary>administrator, author or analyst.</summary>
    public required string Role { get; init; }

    /// <summary>Who made it; null when nobody knows.</summary>
    public string? CreatedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Within five minutes; null when it was never used.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}

/// <summary>A key that was just made.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">What programs send; kept nowhere.</param>
public sealed record NewApiKey(int Id, string Key);
