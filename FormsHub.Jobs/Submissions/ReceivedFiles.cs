using Dapper;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Submissions;

/// <summary>Which stored bytes belong to submissions, for many at once.</summary>
public sealed class ReceivedFiles(NpgsqlDataSource database)
{
    /// <summary>Documents, form data and the further pictures of repeated fields; the first picture of each field is in its row.</summary>
    public async Task<ILookup<long, ReceivedFile>> ListAsync(IReadOnlyList<long> submissionIds, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var files = await connection.QueryAsync<ReceivedFile>(
            new CommandDefinition(Sql.Get("submissions/list_received_files"), new { submissionIds }, cancellationToken: cancellationToken));
        return files.ToLookup(file => file.SubmissionId);
    }
}

/// <summary>Stored bytes of a submission.</summary>
public sealed record ReceivedFile
{
    public const string Document = "document";
    public const string FormData = "formData";
    public const string Picture = "picture";

    public required long SubmissionId { get; init; }

    /// <summary>One of the three above.</summary>
    public required string Kind { get; init; }

    /// <summary>Of a picture; null for the others.</summary>
    public int? FieldId { get; init; }
    public required byte[] Sha256 { get; init; }

    /// <summary>As it was found when they came.</summary>
    public required string MediaType { get; init; }
    public required long Size { get; init; }
}
