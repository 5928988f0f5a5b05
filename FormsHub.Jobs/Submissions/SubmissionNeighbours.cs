using Dapper;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Submissions;

/// <summary>Finds the way from one submission to the next for somebody who reads them all.</summary>
public sealed class SubmissionNeighbours(NpgsqlDataSource database)
{
    /// <param name="formId">The form.</param>
    /// <param name="number">The number between the two.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<Neighbours> FindAsync(int formId, int number, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QueryFirstAsync<Neighbours>(
            new CommandDefinition(Sql.Get("submissions/find_neighbours"), new { formId, number }, cancellationToken: cancellationToken));
    }
}

/// <summary>The submissions before and after one; null at an end.</summary>
public sealed record Neighbours
{
    public long? PreviousId { get; init; }
    public int? PreviousNumber { get; init; }
    public long? NextId { get; init; }
    public int? NextNumber { get; init; }
}
