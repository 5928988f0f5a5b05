using Dapper;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Sharing;

/// <summary>What a personal link leads to at this moment.</summary>
/// <param name="Admission">Whether its holder is let in, and if not, why.</param>
/// <param name="Form">The form it belongs to.</param>
/// <param name="Invitation">The link.</param>
/// <param name="WaitsFor">The role that must submit first; null when nobody must.</param>
/// <param name="Session">The session to go to; null when there is none (yet).</param>
public sealed record PersonalEntrance(Admission Admission, Form Form, Invitation Invitation, string? WaitsFor, FillSession? Session)
{
    /// <summary>How long its document has been awaited; zero where none is.</summary>
    public TimeSpan Awaited { get; init; }
}

/// <summary>What came of not waiting any longer for a document.</summary>
public enum HandOnOutcome
{
    /// <summary>The link opens on the document as it was last saved.</summary>
    HandedOn,
    NoSuchLink,

    /// <summary>The link does not wait for a document that was submitted: it is open, used, withdrawn, or somebody else's turn.</summary>
    NotWaiting,
}

/// <summary>The door for people with a personal link: one session each, resumed until it is submitted, and in a case one role after the other.</summary>
public sealed class PersonalLinks(NpgsqlDataSource database, FormCatalog catalog, FillSessions sessions, TimeProvider clock)
{
    /// <summary>Looks where the link leads and makes nothing.</summary>
    /// <returns>Null for a link that nobody was given.</returns>
    public async Task<PersonalEntrance?> LookAsync(string linkToken, CancellationToken cancellationToken)
    {
        if (await FindAsync(linkToken, cancellationToken) is not { } invitation || await catalog.GetAsync(invitation.FormId, cancellationToken) is not { } form)
        {
            return null;
        }

        var admission = AdmissionRules.ForPersonalLink(form, invitation, clock.GetUtcNow());
        if (admission is not (Admission.Open or Admission.Answered))
        {
            return new(admission, form, invitation, null, null);
        }

        if (invitation.FillSessionId is { } present && (admission == Admission.Answered || !invitation.IsAnswered))
        {
            return new(admission, form, invitation, null, await sessions.GetAsync(present, cancellationToken));
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var turn = await FindTurnAsync(connection, null, invitation, cancellationToken);
        return new(turn.Admission, form, invitation, turn.WaitsFor, null) { Awaited = clock.GetUtcNow() - turn.SubmittedAt ?? default };
    }

    /// <summary>Which of these links wait for nobody any more but for the document that was submitted before them.</summary>
    public async Task<IReadOnlySet<long>> BeingPreparedAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return new HashSet<long>();
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var turns = await connection.QueryAsync<CaseTurn>(
            new CommandDefinition(Sql.Get("invitations/find_turns"), new { ids = ids.ToArray() }, cancellationToken: cancellationToken));
        return turns.Where(turn => turn.Admission == Admission.BeingPrepared).Select(turn => turn.Id).ToHashSet();
    }

    /// <summary>Lets the holder of a link go on with the document as it was last saved, because the one that was submitted does not come.</summary>
    /// <param name="actor">Who decides that, as the audit log names them.</param>
    public async Task<HandOnOutcome> HandOnAsync(int formId, long id, string? actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            Sql.Get("invitations/exists"), new { formId, id }, transaction, cancellationToken: cancellationToken)))
        {
            return HandOnOutcome.NoSuchLink;
        }

        // It is bound to the submission that is awaited now: whatever comes meanwhile, a later one is waited for.
        var turn = await connection.QuerySingleOrDefaultAsync<CaseTurn>(new CommandDefinition(
            Sql.Get("invitations/find_turns"), new { ids = new[] { id } }, transaction, cancellationToken: cancellationToken));
        if (turn is not { Admission: Admission.BeingPrepared, SubmissionId: { } submissionId }
            || await connection.QuerySingleOrDefaultAsync<long?>(new CommandDefinition(
                Sql.Get("invitations/hand_on"), new { formId, id, submissionId }, transaction, cancellationToken: cancellationToken)) is null)
        {
            return HandOnOutcome.NotWaiting;
        }

        await Invitations.Told(actor, "handed a document on before it arrived", formId, id).WriteAsync(connection, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return HandOnOutcome.HandedOn;
    }

    /// <summary>Goes in: to the session that was begun, or to a new one.</summary>
    /// <returns>Null for a link that nobody was given.</returns>
    public async Task<PersonalEntrance?> EnterAsync(string linkToken, CancellationToken cancellationToken)
    {
        while (true)
        {
            var entrance = await LookAsync(linkToken, cancellationToken);
            if (entrance is not { Admission: Admission.Open, Session: null })
            {
                return entrance;
            }

            if (await BeginAsync(entrance.Invitation, cancellationToken) is { } sessionId)
            {
                return entrance with { Session = await sessions.GetAsync(sessionId, cancellationToken) };
            }

            // Something happened to the link in between, such as another tab that was first: look again.
        }
    }

    /// <returns>Null when the link is not any more what it was seen to be.</returns>
    private async Task<Guid?> BeginAsync(Invitation seen, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Get("invitations/lock_invitation"), new { seen.LinkToken }, transaction, cancellationToken: cancellationToken));
        var invitation = await connection.QuerySingleOrDefaultAsync<Invitation>(new CommandDefinition(
            Sql.Get("invitations/find_invitation"), new { seen.LinkToken }, transaction, cancellationToken: cancellationToken));
        if (invitation is not { RevokedAt: null } || invitation.FillSessionId != seen.FillSessionId)
        {
            return null;
        }

        var turn = await FindTurnAsync(connection, transaction, invitation, cancellationToken);
        if (turn.Admission != Admission.Open)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var start = new SessionStart(invitation.FormId, new(invitation.Name, invitation.Email, invitation.Reference), SessionEntrance.Personal)
        {
            InvitationId = invitation.Id,
            Role = invitation.Role,
            CaseId = invitation.CaseId,
            VersionId = turn.VersionId,
            DocumentSha256 = turn.DocumentSha256,
        };
        var sessionId = await FillSessions.InsertAsync(connection, transaction, start, now, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Get("invitations/take_session"), new { invitation.Id, sessionId, now }, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return sessionId;
    }

    private async Task<Invitation?> FindAsync(string linkToken, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Invitation>(
            new CommandDefinition(Sql.Get("invitations/find_invitation"), new { linkToken }, cancellationToken: cancellationToken));
    }

    private static async Task<CaseTurn> FindTurnAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, Invitation invitation, CancellationToken cancellationToken) =>
        invitation.CaseId is null
            ? new CaseTurn { HasArrived = true }
            : await connection.QuerySingleAsync<CaseTurn>(new CommandDefinition(
                Sql.Get("invitations/find_turns"), new { ids = new[] { invitation.Id } }, transaction, cancellationToken: cancellationToken));

    /// <summary>How far the document of a case has come.</summary>
    private sealed record CaseTurn
    {
        public long Id { get; init; }
        public string? WaitsFor { get; init; }

        /// <summary>What the earlier role submitted last; null for the first role.</summary>
        public long? SubmissionId { get; init; }

        /// <summary>When the earlier role submitted; null for the first role.</summary>
        public DateTimeOffset? SubmittedAt { get; init; }

        /// <summary>The version that the earlier role filled; null for the first role.</summary>
        public int? VersionId { get; init; }

        /// <summary>The document as the earlier role left it; null for the version's own file.</summary>
        public byte[]? DocumentSha256 { get; init; }
        public bool HasArrived { get; init; }

        public Admission Admission => WaitsFor is not null ? Admission.NotYourTurn : HasArrived ? Admission.Open : Admission.BeingPrepared;
    }
}
