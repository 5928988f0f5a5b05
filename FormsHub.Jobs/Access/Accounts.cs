using Dapper;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Access;

/// <summary>The people who may sign in, and the one-time codes by which the first of them comes in.</summary>
public sealed class Accounts(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>How long a one-time code opens the door.</summary>
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromHours(24);

    /// <summary>Nobody has an account yet.</summary>
    public async Task<bool> AreEmptyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(Command("access/is_unclaimed", null, cancellationToken));
    }

    public async Task<Account?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<Account>(Command("access/find_account", new { name }, cancellationToken));
    }

    public async Task<Account?> GetAsync(int id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<Account>(Command("access/get_account", new { id }, cancellationToken));
    }

    /// <summary>Whether the account exists and its password has not changed since the stamp was taken.</summary>
    public async Task<bool> HasStampAsync(int id, Guid stamp, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(Command("access/has_stamp", new { id, stamp }, cancellationToken));
    }

    /// <summary>Makes a one-time code; only its hash is kept, and codes made before stop working.</summary>
    public async Task<SignInCode> IssueCodeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var code = SignInCode.Make(now + CodeLifetime);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            Command("access/issue_code", new { code = SignInCode.Hash(code.Text), now, expires = code.ExpiresAt }, cancellationToken));
        return code;
    }

    /// <summary>Uses a one-time code up for an account of this name: a new one, or a new password for the one that is there.</summary>
    /// <returns>Null when the code is unknown, used or too old; nothing has changed then.</returns>
    public async Task<Account?> ClaimAsync(string code, string name, string passwordHash, CancellationToken cancellationToken)
    {
        var parameters = new { code = SignInCode.Hash(code), name, passwordHash, stamp = Guid.NewGuid(), now = time.GetUtcNow() };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<Account>(Command("access/claim_account", parameters, cancellationToken));
    }

    /// <summary>Sets a new password and ends every cookie signed in under the old one.</summary>
    /// <param name="stamp">Of the cookie that asks.</param>
    /// <returns>The account with its new stamp; null when the stamp has ended meanwhile, and nothing has changed then.</returns>
    public async Task<Account?> ChangePasswordAsync(int id, Guid stamp, string passwordHash, CancellationToken cancellationToken)
    {
        var parameters = new { id, stamp, passwordHash, newStamp = Guid.NewGuid(), now = time.GetUtcNow() };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<Account>(Command("access/change_password", parameters, cancellationToken));
    }

    private static CommandDefinition Command(string name, object? parameters, CancellationToken cancellationToken) =>
        new(Sql.Get(name), parameters, cancellationToken: cancellationToken);
}
