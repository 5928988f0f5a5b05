using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using FormsHub.Jobs.Access;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;
using Npgsql;

namespace FormsHub.Jobs.Sharing;

/// <summary>What came of giving a withdrawn link back.</summary>
public enum RestoreOutcome
{
    Restored,
    NoSuchLink,

    /// <summary>The document of its case has gone on without it, or somebody else has its role now.</summary>
    CaseWentOn,
}

/// <summary>The personal links of forms: listing, counting and withdrawing them.</summary>
public sealed class Invitations(NpgsqlDataSource database, TimeProvider clock)
{
    private const int PieceSize = 1000;

    /// <param name="formId">Whose links.</param>
    /// <param name="query">Which of them.</param>
    /// <param name="after">The last one seen; null from the start.</param>
    /// <param name="limit">Most to give.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>The newest list first, each in its own order.</returns>
    public async Task<IReadOnlyList<Invitation>> ListAsync(int formId, InvitationQuery query, long? after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var parameters = new
        {
            formId, after, limit, query.Batch, search = Pattern(query.Search),
            state = query.State is { } state ? JsonNamingPolicy.CamelCase.ConvertName(state.ToString()) : null,
        };
        return (await connection.QueryAsync<Invitation>(
            new CommandDefinition(Sql.Get("invitations/list_invitations"), parameters, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>All of them, piece by piece.</summary>
    public async IAsyncEnumerable<Invitation> ReadAllAsync(int formId, InvitationQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long? after = null;
        for (var more = true; more;)
        {
            var piece = await ListAsync(formId, query, after, PieceSize, cancellationToken);
            foreach (var invitation in piece)
            {
                yield return invitation;
                after = invitation.Id;
            }

            more = piece.Count == PieceSize;
        }
    }

    public async Task<InvitationCount> CountAsync(int formId, string? search, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<InvitationCount>(new CommandDefinition(
            Sql.Get("invitations/count_invitations"), new { formId, search = Pattern(search) }, cancellationToken: cancellationToken));
    }

    /// <summary>Withdraws a link: it opens nothing from now on, and whoever has it open becomes a viewer. What they submit all the same is kept, and marked late.</summary>
    /// <param name="actor">Who does it, as the audit log names them.</param>
    /// <returns>Whether the form has such a link.</returns>
    public async Task<bool> RevokeAsync(int formId, long id, string? actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var revoked = await connection.QuerySingleOrDefaultAsync<Revoked>(new CommandDefinition(
            Sql.Get("invitations/revoke"), new { formId, id, now = clock.GetUtcNow() }, transaction, cancellationToken: cancellationToken));
        if (revoked is { IsNew: true })
        {
            if (revoked.FillSessionId is { } session)
            {
                await DocumentCommands.DropSessionAsync(connection, transaction, session, cancellationToken);
            }

            await Told(actor, "withdrew a personal link", formId, id).WriteAsync(connection, transaction, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return revoked is not null;
    }

    /// <summary>Gives a withdrawn link back.</summary>
    /// <param name="actor">Who does it, as the audit log names them.</param>
    public async Task<RestoreOutcome> RestoreAsync(int formId, long id, string? actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            var restored = await connection.QuerySingleOrDefaultAsync<long?>(
                new CommandDefinition(Sql.Get("invitations/restore"), new { formId, id }, transaction, cancellationToken: cancellationToken));
            if (restored is not null)
            {
                await Told(actor, "gave a personal link back", formId, id).WriteAsync(connection, transaction, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }

            return restored is not null ? RestoreOutcome.Restored
                : await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                    Sql.Get("invitations/exists"), new { formId, id }, transaction, cancellationToken: cancellationToken)) ? RestoreOutcome.CaseWentOn
                : RestoreOutcome.NoSuchLink;
        }
        catch (PostgresException exception) when (exception.ConstraintName == "a_case_has_one_link_a_role")
        {
            return RestoreOutcome.CaseWentOn;
        }
    }

    internal static AuditLog Told(string? actor, string action, int formId, long id) =>
        new(actor, action, FormattableString.Invariant($"personal link {id}"), new JsonObject { ["form"] = formId });

    private static string? Pattern(string? search) =>
        string.IsNullOrWhiteSpace(search)
            ? null
            : FilterSql.LikePattern(PostgresText.Clean(search.Trim()));

    private sealed record Revoked
    {
        public required bool IsNew { get; init; }
        public Guid? FillSessionId { get; init; }
    }
}
