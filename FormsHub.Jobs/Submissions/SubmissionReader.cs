using System.Runtime.CompilerServices;
using Dapper;
using FormsHub.Jobs.Forms;
using Npgsql;

namespace FormsHub.Jobs.Submissions;

/// <summary>Reads what a <see cref="SubmissionQuery"/> asks for: exact counts, pages, and whole lists in pieces.</summary>
/// <remarks>No statement outlives a page or a piece, so publishing never waits long for a reader of the form's table.</remarks>
public sealed class SubmissionReader(NpgsqlDataSource database)
{
    public const int LargestPage = 1000;

    /// <summary>Other than usual in tests.</summary>
    internal SearchNarrowing Narrowing { get; init; } = new();

    public async Task<SubmissionCount> CountAsync(SubmissionQuery query, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var sql = new SubmissionSql(query, await LookAsync(connection, query, Narrowing, cancellationToken));
        var total = await CountAsync(connection, sql.CountAll(), cancellationToken);
        return new SubmissionCount(total, query.IsNarrowed ? await CountAsync(connection, sql.CountMatching(), cancellationToken) : total);
    }

    /// <summary>The same query about what is stored now: what arrives later is not in it.</summary>
    public async Task<SubmissionQuery> PinAsync(SubmissionQuery query, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return query with { HighestId = (await LookAsync(connection, query, Narrowing, cancellationToken)).HighestId };
    }

    /// <param name="query">Which submissions, in which order.</param>
    /// <param name="limit">1 to <see cref="LargestPage"/> rows.</param>
    /// <param name="cursor">Of an earlier page; null for the first.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<SubmissionPage> PageAsync(SubmissionQuery query, int limit, SubmissionCursor? cursor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LargestPage);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var facts = await LookAsync(connection, query, Narrowing, cancellationToken);
        var sql = new SubmissionSql(query, facts);
        var reading = new RowReading(query, sql);
        var rows = new List<SubmissionRow>();
        SubmissionPosition? last = null;
        var more = false;
        foreach (var (part, after) in sql.Parts(cursor?.Position))
        {
            // One row more than asked for tells whether there are more.
            await using var command = sql.Rows(part, after, limit + 1 - rows.Count).ToCommand(connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (!more && await reader.ReadAsync(cancellationToken))
            {
                if (rows.Count == limit)
                {
                    more = true;
                }
                else
                {
                    rows.Add(reading.Read(reader, null));
                    last = rows.Count == limit ? reading.PositionOf(reader, part) : null;
                }
            }
        }

        await new RowCompletion(query, facts).CompleteAsync(connection, rows, reading.HasBlobs, cancellationToken);
        return new SubmissionPage(rows, more ? SubmissionCursor.After(query, last!.Value) : null);
    }

    /// <summary>Every row of the list, in its order, as it is now: what arrives later is not in it.</summary>
    public async IAsyncEnumerable<SubmissionRow> ReadAllAsync(SubmissionQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ReadingFacts facts;
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        {
            facts = await LookAsync(connection, query, Narrowing, cancellationToken);
        }

        var pieces = new PieceReading(database, query, facts);
        var all = query.Sort.Key == SortKey.SubmittedAt ? pieces.InTimeOrderAsync(cancellationToken) : pieces.InAnyOrderAsync(cancellationToken);
        await foreach (var piece in all)
        {
            foreach (var row in piece)
            {
                yield return row;
            }
        }
    }

    /// <returns>The row of one submission of the query's form, whatever the query's conditions; null when it is none of it.</returns>
    internal async Task<SubmissionRow?> FindAsync(SubmissionQuery query, long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var pieces = new PieceReading(database, query, await LookAsync(connection, query, Narrowing, cancellationToken));
        return await pieces.FindAsync(id, cancellationToken);
    }

    internal static Task<ReadingFacts> LookAsync(NpgsqlConnection connection, SubmissionQuery query, CancellationToken cancellationToken) =>
        LookAsync(connection, query, new SearchNarrowing(), cancellationToken);

    private static async Task<ReadingFacts> LookAsync(
        NpgsqlConnection connection, SubmissionQuery query, SearchNarrowing narrowing, CancellationToken cancellationToken)
    {
        var look = await connection.QuerySingleAsync<Look>(
            new CommandDefinition(FormSql.Get("submissions/look_before_reading", query.FormId), cancellationToken: cancellationToken));
        var rareWords = await narrowing.FindAsync(connection, query, look.Rows, cancellationToken);
        return new ReadingFacts(look.Rowless, look.LedgerFields.ToHashSet(), look.HighestId, rareWords);
    }

    internal static async Task<long> CountAsync(NpgsqlConnection connection, SqlBuilder sql, CancellationToken cancellationToken)
    {
        await using var command = sql.ToCommand(connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private sealed record Look
    {
        public required bool Rowless { get; init; }
        public required int[] LedgerFields { get; init; }
        public required long HighestId { get; init; }
        public required float Rows { get; init; }
    }
}
