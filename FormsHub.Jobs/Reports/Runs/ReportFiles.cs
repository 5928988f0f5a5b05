using System.Security.Cryptography;
using FormsHub.Jobs.Storage;
using Microsoft.Extensions.Options;

namespace FormsHub.Jobs.Reports.Runs;

/// <summary>
/// The files of reports, in <c>reports</c> below the data directory, which all nodes share. A file carries its run and its claim in its name, so
/// two workers never write the same one and whoever sweeps knows whose it is. Under its final name a file is always whole.
/// </summary>
public sealed class ReportFiles
{
    private const string Unfinished = "part";

    private readonly string _folder;

    public ReportFiles(IOptions<FormsHubOptions> options)
    {
        _folder = Path.GetFullPath(Path.Combine(options.Value.DataDirectory, "reports"));
        SyncedFolder.Create(_folder);
    }

    /// <summary>Makes a file that is not there yet; other than usual in tests of a disk that is full.</summary>
    internal Func<string, Stream> CreateFile { get; set; } = static path => new FileStream(path, new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.ReadWrite,
        Share = FileShare.Read | FileShare.Delete,
        Options = FileOptions.Asynchronous,
        BufferSize = 128 * 1024,
    });

    /// <summary>Has a file written and makes it durable under its final name. Half of it never has that name.</summary>
    /// <returns>Its size and hash.</returns>
    public async Task<(long Size, byte[] Sha256)> WriteAsync(long run, Guid claim, string format, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        var unfinished = PathOf(run, claim, Unfinished);
        try
        {
            long size;
            byte[] sha256;
            await using (var file = CreateFile(unfinished))
            {
                await write(file);
                await file.FlushAsync(cancellationToken);
                file.Position = 0;
                sha256 = await SHA256.HashDataAsync(file, cancellationToken);
                size = file.Length;
                (file as FileStream)?.Flush(flushToDisk: true);
            }

            // If the process dies before the rename, the unfinished file belongs to a claim that is over and is swept; after it, the whole file is.
            var path = PathOf(run, claim, format);
            File.Move(unfinished, path);
            SyncedFolder.SyncParent(path);
            return (size, sha256);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <returns>Null when it is not there: removed by hand, or the nodes do not share the folder.</returns>
    public FileStream? OpenRead(ReportRun run)
    {
        try
        {
            return run.Claim is not { } claim ? null : new FileStream(PathOf(run.Id, claim, run.Format), new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            });
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Removes what one claim of a run wrote: others of the same run may be somebody's.</summary>
    public void Delete(long run, Guid claim)
    {
        foreach (var path in Directory.EnumerateFiles(_folder, FormattableString.Invariant($"{run}-{claim:N}.*")))
        {
            File.Delete(path);
        }
    }

    /// <summary>Removes everything of a run that is not there any more.</summary>
    public void DeleteAllOf(long run)
    {
        foreach (var claim in ClaimsOf(run))
        {
            Delete(run, claim);
        }
    }

    /// <summary>The claims of a run that have left files.</summary>
    internal IReadOnlyList<Guid> ClaimsOf(long run) =>
        [.. Directory.EnumerateFiles(_folder, FormattableString.Invariant($"{run}-*")).Select(ClaimOf).OfType<Guid>().Distinct()];

    /// <summary>Every file with the claim that made it, as long as it is named like one of ours.</summary>
    internal IReadOnlyList<(string Path, Guid Claim)> All() =>
        [.. Directory.EnumerateFiles(_folder).Select(path => (path, ClaimOf(path))).Where(file => file.Item2 is not null).Select(file => (file.path, file.Item2!.Value))];

    private static Guid? ClaimOf(string path) =>
        Path.GetFileNameWithoutExtension(path).Split('-') is [_, var claim] && Guid.TryParseExact(claim, "N", out var id) ? id : null;

    private string PathOf(long run, Guid claim, string ending) => Path.Combine(_folder, FormattableString.Invariant($"{run}-{claim:N}.{ending}"));
}
