using System.Text.Json.Nodes;
using Dapper;
using FormsHub.Jobs.Access;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Sharing;

/// <summary>Why somebody of a list gets no link.</summary>
/// <param name="Index">Their place in the list, from 0.</param>
/// <param name="Reason">For a person.</param>
/// <param name="IsKnown">They have a link already, and need no second one.</param>
/// <param name="IsConflict">Nothing is wrong with the request itself: what is there already stands against it.</param>
public sealed record InviteeProblem(int Index, string Reason, bool IsKnown = false, bool IsConflict = false);

/// <summary>What came of asking for links: all of them, or none with the reasons.</summary>
public sealed record InvitingResult(int Made, IReadOnlyList<InviteeProblem> Problems);

/// <summary>Makes personal links out of lists of people, and the cases whose roles they fill.</summary>
public sealed class InvitationMaking(NpgsqlDataSource database, FormCatalog catalog, TimeProvider clock)
{
    /// <summary>People of one request.</summary>
    public const int MostPeople = 10_000;

    /// <summary>Looks who of a list would get no link, and makes none.</summary>
    public async Task<IReadOnlyList<InviteeProblem>> CheckAsync(Form form, IReadOnlyList<Invitee> people, CancellationToken cancellationToken)
    {
        var roles = await catalog.RolesAsync(form.VersionId, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var known = await FindKnownAsync(connection, form.Id, people, cancellationToken);
        return new CasePlan(roles, await FindCasesAsync(connection, form.Id, people, cancellationToken)).Problems(people, known);
    }

    /// <summary>Makes a link for everybody of the list, or for nobody when something is wrong with one of them.</summary>
    /// <param name="form">With its newest version.</param>
    /// <param name="people">At most <see cref="MostPeople"/>.</param>
    /// <param name="batch">Names the request: one that comes twice makes its links once.</param>
    /// <param name="actor">Who invites them, as the audit log names them.</param>
    /// <param name="cancellationToken">Ends it early; no link stays then.</param>
    public async Task<InvitingResult> InviteAsync(Form form, IReadOnlyList<Invitee> people, Guid batch, string? actor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(people.Count, MostPeople);
        var roles = await catalog.RolesAsync(form.VersionId, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // From here to the commit no other list of this form is worked on: what is looked at stays so.
        await connection.ExecuteAsync(new CommandDefinition(Sql.Get("invitations/lock_list"), new { formId = form.Id }, cancellationToken: cancellationToken));
        if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            Sql.Get("invitations/is_batch_known"), new { formId = form.Id, batch }, cancellationToken: cancellationToken)))
        {
            return new(people.Count, []);
        }

        var plan = new CasePlan(roles, await FindCasesAsync(connection, form.Id, people, cancellationToken));
        if (plan.Problems(people, new HashSet<int>()) is { Count: > 0 } problems)
        {
            return new(0, problems);
        }

        var (links, cases) = plan.Place(people);
        var now = clock.GetUtcNow();
        var newCases = new { formId = form.Id, createdAt = now, ids = cases.Select(one => one.Id).ToArray(), references = cases.Select(one => one.Reference).ToArray() };
        await connection.ExecuteAsync(new CommandDefinition(Sql.Get("invitations/insert_cases"), newCases, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Get("invitations/insert_invitations"),
            new
            {
                formId = form.Id,
                batch,
                createdAt = now,
                linkTokens = people.Select(_ => OpaqueToken.New()).ToArray(),
                names = people.Select(person => person.Name).ToArray(),
                emails = people.Select(person => person.Email).ToArray(),
                references = people.Select(person => person.Reference).ToArray(),
                singleUses = people.Select(person => person.SingleUse).ToArray(),
                roles = people.Select(person => person.Role).ToArray(),
                turns = links.Select(link => link?.Turn).ToArray(),
                caseIds = links.Select(link => link?.CaseId).ToArray(),
            },
            cancellationToken: cancellationToken));
        await new AuditLog(actor, "made personal links", AuditLog.Form(form.Id), new JsonObject { ["links"] = people.Count }).WriteAsync(connection, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(people.Count, []);
    }

    private static async Task<HashSet<int>> FindKnownAsync(NpgsqlConnection connection, int formId, IReadOnlyList<Invitee> people, CancellationToken cancellationToken)
    {
        var list = new
        {
            formId,
            names = people.Select(person => person.Name).ToArray(),
            emails = people.Select(person => person.Email).ToArray(),
            references = people.Select(person => person.Reference).ToArray(),
            roles = people.Select(person => person.Role).ToArray(),
            cases = people.Select(person => person.Case).ToArray(),
        };
        return [.. (await connection.QueryAsync<long>(
            new CommandDefinition(Sql.Get("invitations/find_known"), list, cancellationToken: cancellationToken))).Select(place => (int)place)];
    }

    private static async Task<IReadOnlyList<KnownCase>> FindCasesAsync(NpgsqlConnection connection, int formId, IReadOnlyList<Invitee> people, CancellationToken cancellationToken)
    {
        var references = people.Select(person => person.Case).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        return references.Length == 0 ? [] : (await connection.QueryAsync<KnownCase>(
            new CommandDefinition(Sql.Get("invitations/find_cases"), new { formId, references }, cancellationToken: cancellationToken))).AsList();
    }
}
