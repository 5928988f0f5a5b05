using Microsoft.Extensions.Options;
using Npgsql;

namespace FormsHub.Jobs.Storage;

/// <summary>Whether a callback could be stored right now: the database answers with the right schema, and the data folder takes a file.</summary>
public sealed class DatabaseReadiness(SchemaMigrator migrator, IOptions<FormsHubOptions> options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>What is in the way, in a few words; null when nothing is.</summary>
    public async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return !await migrator.IsCurrentAsync(limit.Token) ? "The database has another schema." : await FindFolderProblemAsync(limit.Token);
        }
        catch (NpgsqlException)
        {
            return "The database does not answer.";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "The database does not answer in time.";
        }
    }

    private async Task<string?> FindFolderProblemAsync(CancellationToken cancellationToken)
    {
        var probe = Path.Combine(options.Value.DataDirectory, $".probe-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(options.Value.DataDirectory);
            // DeleteOnClose: nothing stays even when the write fails half-way.
            await using var file = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 4096, FileOptions.DeleteOnClose);
            await file.WriteAsync(new byte[4096], cancellationToken);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "The data folder takes no file.";
        }
    }
}
