using Npgsql;

namespace FormsHub.Jobs.Submissions;

/// <summary>Finds the way through a list from one submission to the next, for somebody who reads them all.</summary>
public sealed class SubmissionNeighbours(NpgsqlDataSource database)
{
    /// <param name="query">The list that is read: its conditions and its order.</param>
    /// <param name="id">Where the reader is. It need not be in the list any more: a review may just have taken it out.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<Neighbours> FindAsync(SubmissionQuery query, long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var facts = await SubmissionReader.LookAsync(connection, query, cancellationToken);
        var sql = new SubmissionSql(query, facts);
        if (await PositionAsync(connection, sql.Position(id), query, cancellationToken) is not { } position)
        {
            return new Neighbours();
        }

        var back = new SubmissionSql(query with { Sort = query.Sort with { Descending = !query.Sort.Descending } }, facts);
        return new Neighbours
        {
            Previous = await FirstAsync(connection, back, BackwardParts(position), cancellationToken),
            Next = await FirstAsync(connection, sql, sql.Parts(position), cancellationToken),

            // A list that nothing narrows is as long as the form's numbers say: counting it for every page is not worth it.
            Place = query.IsNarrowed || query.Trashed ? await PlaceAsync(connection, sql.Place(position), cancellationToken) : null,
        };
    }

    /// <summary>Submissions without a value come last in both directions, so going back from them leads through those that have one.</summary>
    private static IEnumerable<(SortPart Part, SubmissionPosition? After)> BackwardParts(SubmissionPosition position) =>
        position.Value.Kind == ValueKind.Empty
            ? [(SortPart.WithoutValue, position), (SortPart.WithValue, null)]
            : [(SortPart.WithValue, position)];

    private static async Task<SubmissionPosition?> PositionAsync(NpgsqlConnection connection, SqlBuilder sql, SubmissionQuery query, CancellationToken cancellationToken)
    {
        await using var command = sql.ToCommand(connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new(await reader.IsDBNullAsync(0, cancellationToken) ? FieldValue.Empty : SortValue.Read(reader, 0, query.Sort), reader.GetInt64(1))
            : null;
    }

    private static async Task<Neighbour?> FirstAsync(
        NpgsqlConnection connection, SubmissionSql sql, IEnumerable<(SortPart Part, SubmissionPosition? After)> parts, CancellationToken cancellationToken)
    {
        foreach (var (part, after) in parts.Where(part => part.Part == SortPart.WithValue || sql.HasRowsWithoutValue))
        {
            await using var command = sql.First(part, after).ToCommand(connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (await reader.ReadAsync(cancellationToken))
            {
                return new(reader.GetInt64(0), reader.GetInt32(1));
            }
        }

        return null;
    }

    private static async Task<PlaceInList> PlaceAsync(NpgsqlConnection connection, SqlBuilder sql, CancellationToken cancellationToken)
    {
        await using var command = sql.ToCommand(connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(reader.GetBoolean(2) ? reader.GetInt64(1) : null, reader.GetInt64(0));
    }
}

/// <summary>What stands before and after a submission in a list; null at an end.</summary>
public sealed record Neighbours
{
    public Neighbour? Previous { get; init; }
    public Neighbour? Next { get; init; }

    /// <summary>Null where the list is every submission of the form.</summary>
    public PlaceInList? Place { get; init; }
}

/// <summary>The way to one submission.</summary>
public sealed record Neighbour(long Id, int Number);

/// <summary>Where in a list a submission stands.</summary>
/// <param name="Number">Counted from 1; null when it is not, or no longer, in the list.</param>
/// <param name="Matching">How long the list is.</param>
public sealed record PlaceInList(long? Number, long Matching);
