using Dapper;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Sharing;

/// <summary>Begins sessions for people without a personal link. Where a form goes from role to role, theirs begins a case that the next role can be invited to.</summary>
public sealed class CaseBeginning(NpgsqlDataSource database, FillSessions sessions, FormCatalog catalog, TimeProvider clock)
{
    /// <summary>At the public link: the first role's fields where there are several roles, else all fields.</summary>
    public async Task<FillSession> BeginPublicAsync(Form form, CancellationToken cancellationToken)
    {
        var roles = await catalog.RolesAsync(form.VersionId, cancellationToken);
        return roles.Count > 1
            ? await BeginAsync(form, roles, roles[0], Respondent.Anonymous, SessionEntrance.Public, cancellationToken)
            : await sessions.CreateAsync(form.Id, Respondent.Anonymous, SessionEntrance.Public, cancellationToken);
    }

    /// <summary>For a program: the fields of one role as the first of a case, or with null the fields of all.</summary>
    /// <returns>Null when the form has several roles and this is none of them, or has not several.</returns>
    public async Task<FillSession?> BeginForProgramAsync(Form form, Respondent respondent, string? role, CancellationToken cancellationToken)
    {
        if (role is null)
        {
            return await sessions.CreateAsync(form.Id, respondent, SessionEntrance.Program, cancellationToken);
        }

        var roles = await catalog.RolesAsync(form.VersionId, cancellationToken);
        return roles.Count > 1 && roles.Contains(role, StringComparer.Ordinal)
            ? await BeginAsync(form, roles, role, respondent, SessionEntrance.Program, cancellationToken)
            : null;
    }

    // Case, link and session are one transaction: whoever dies on the way has begun nothing, and a case always has the link that its turns are found by.
    private async Task<FillSession> BeginAsync(
        Form form, IReadOnlyList<string> roles, string role, Respondent respondent, SessionEntrance entrance, CancellationToken cancellationToken)
    {
        var (now, caseId, linkToken) = (clock.GetUtcNow(), Guid.NewGuid(), OpaqueToken.New());
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // Cases are numbered without a gap between looking and writing.
        await connection.ExecuteAsync(Command("invitations/lock_list", new { formId = form.Id }));
        await connection.ExecuteAsync(Command("invitations/insert_cases", new { formId = form.Id, createdAt = now, ids = new[] { caseId }, references = new string?[] { null } }));
        var link = Invitee.Of(respondent.Name, respondent.Email, respondent.Reference, role, null);
        await connection.ExecuteAsync(Command("invitations/insert_invitations", new
        {
            formId = form.Id,
            batch = Guid.NewGuid(),
            createdAt = now,
            linkTokens = new[] { linkToken },
            names = new[] { link.Name },
            emails = new[] { link.Email },
            references = new[] { link.Reference },
            singleUses = new[] { link.SingleUse },
            roles = new[] { role },
            turns = new int?[] { roles.ToList().IndexOf(role) },
            caseIds = new Guid?[] { caseId },
        }));
        var invitation = await connection.QuerySingleAsync<Invitation>(Command("invitations/find_invitation", new { linkToken }));
        var start = new SessionStart(form.Id, respondent, entrance) { InvitationId = invitation.Id, Role = role, CaseId = caseId, VersionId = form.VersionId };
        var sessionId = await FillSessions.InsertAsync(connection, transaction, start, now, cancellationToken);
        await connection.ExecuteAsync(Command("invitations/take_session", new { invitation.Id, sessionId, now }));
        await transaction.CommitAsync(cancellationToken);
        return await sessions.GetAsync(sessionId, cancellationToken) ?? throw new InvalidOperationException("The session just begun is gone.");

        CommandDefinition Command(string statement, object parameters) => new(Sql.Get(statement), parameters, transaction, cancellationToken: cancellationToken);
    }
}
