using Dapper;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Submissions;

/// <summary>What was received, for those who are not signed in: the respondent by the session's link, others by a verification code.</summary>
public sealed class Confirmations(NpgsqlDataSource database)
{
    /// <param name="linkToken">From the session's link.</param>
    /// <returns>null before the first submission, and for a link that leads nowhere.</returns>
    public Task<Confirmation?> FindAsync(string linkToken, CancellationToken cancellationToken) =>
        SingleAsync<Confirmation>("sessions/find_confirmation", new { linkToken }, cancellationToken);

    /// <param name="submissionId">Out of a verification code that was found genuine.</param>
    public Task<ReceivedSubmission?> ReceivedAsync(long submissionId, CancellationToken cancellationToken) =>
        SingleAsync<ReceivedSubmission>("submissions/find_received", new { id = submissionId }, cancellationToken);

    private async Task<T?> SingleAsync<T>(string statement, object values, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<T>(new CommandDefinition(Sql.Get(statement), values, cancellationToken: cancellationToken));
    }
}

/// <summary>The newest submission of a fill session, for its respondent.</summary>
public sealed record Confirmation
{
    public required long SubmissionId { get; init; }
    public required int Number { get; init; }
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>The form had closed, or was full, when it arrived.</summary>
    public bool Late { get; init; }

    /// <summary>null while the document is missing.</summary>
    public byte[]? DocumentSha256 { get; init; }
    public string? MediaType { get; init; }
    public required string FormSlug { get; init; }

    /// <summary>Whether the author lets respondents have the document.</summary>
    public bool AllowCopy { get; init; }
}

/// <summary>What a verification code says about a submission: no answers and no names.</summary>
public sealed record ReceivedSubmission
{
    public required long Id { get; init; }
    public required string FormTitle { get; init; }
    public required int Number { get; init; }
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>null while the document is missing.</summary>
    public byte[]? DocumentSha256 { get; init; }

    /// <param name="sha256">Of somebody's file.</param>
    public bool Is(ReadOnlySpan<byte> sha256) => DocumentSha256 is { } received && sha256.SequenceEqual(received);
}
