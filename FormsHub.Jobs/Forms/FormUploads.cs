using Dapper;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Forms;

/// <summary>Files that authors dropped and look at before they publish them: in the blob store for a day, each known to its author alone.</summary>
public sealed class FormUploads(NpgsqlDataSource database, IBlobStore blobs, FormFiles files, FormPublishing publishing, TimeProvider clock)
{
    /// <summary>How long a file waits.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Keeps a file that can be read as a form.</summary>
    /// <param name="file">Seekable; read twice.</param>
    /// <param name="title">Empty: the file's name without ending.</param>
    /// <returns>The token under which it waits, or why it is refused; nothing is kept then.</returns>
    public async Task<(string? Token, FormDefinitionResult Read)> KeepAsync(
        Stream file, string fileName, string title, int accountId, CancellationToken cancellationToken)
    {
        var read = files.Read(file, cancellationToken);
        if (read.Definition is null)
        {
            return (null, read);
        }

        var stored = await files.KeepAsync(file, cancellationToken);
        var now = clock.GetUtcNow();
        var upload = new
        {
            token = OpaqueToken.New(),
            accountId,
            fileSha256 = stored.Sha256,
            fileName = FormNames.FileName(fileName),
            title = FormNames.Title(title, fileName),
            now,
            expiresAt = now + Lifetime,
        };

        // Dying before the commit leaves bytes that nobody knows; the author drops the file again.
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Sql.Get("forms/insert_blob"), stored, transaction, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(Sql.Get("forms/keep_upload"), upload, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return (upload.token, read);
    }

    /// <returns>Null when there is none, its day is over, or it is somebody else's.</returns>
    public async Task<FormUpload?> FindAsync(string token, int accountId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<FormUpload>(new CommandDefinition(
            Sql.Get("forms/find_upload"), new { token, accountId, now = clock.GetUtcNow() }, cancellationToken: cancellationToken));
    }

    /// <returns>What the file says about itself; null when its bytes are gone from the blob store.</returns>
    public async Task<FormDefinitionResult?> ReadAsync(FormUpload upload, CancellationToken cancellationToken)
    {
        await using var content = blobs.OpenRead(upload.FileSha256);
        return content is null ? null : files.Read(content, cancellationToken);
    }

    /// <summary>Publishes the file as a new form. Asked again, even at the same moment, it gives the form that it has become.</summary>
    /// <param name="title">Empty: the file's name without ending.</param>
    /// <param name="author">By name.</param>
    /// <returns>Null when the upload or its bytes are gone.</returns>
    public async Task<PublishResult?> PublishAsync(FormUpload upload, string title, string? author, CancellationToken cancellationToken)
    {
        await using var content = blobs.OpenRead(upload.FileSha256);
        return content is null ? null : await publishing.PublishAsync(content, upload.FileName, title, author, upload.Token, cancellationToken);
    }

    public async Task CancelAsync(string token, int accountId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Sql.Get("forms/cancel_upload"), new { token, accountId }, cancellationToken: cancellationToken));
    }
}

/// <summary>A file that waits to be published.</summary>
public sealed record FormUpload
{
    /// <summary>The unguessable part of its address.</summary>
    public required string Token { get; init; }
    public required byte[] FileSha256 { get; init; }
    public required string FileName { get; init; }
    public required string Title { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The form it was published as; null while it waits.</summary>
    public int? FormId { get; init; }

    /// <summary>Bytes of the file.</summary>
    public required long Size { get; init; }
}
