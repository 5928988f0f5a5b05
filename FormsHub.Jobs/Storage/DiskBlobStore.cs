using System.Buffers;
using System.Security.Cryptography;
using FormsHub.Jobs.Submissions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Win32.SafeHandles;

namespace FormsHub.Jobs.Storage;

/// <summary>The blob store on a local or network disk: <c>blobs/ab/&lt;hex&gt;</c> below the data directory.</summary>
public sealed partial class DiskBlobStore : IBlobStore
{
    // Form data and most documents fit and are written with one call, their hash known before the first byte reaches the disk.
    private const int FirstBuffer = 16 * 1024;
    private const int LargeBuffer = 256 * 1024;
    private static readonly TimeSpan LeftOverAge = TimeSpan.FromHours(1);

    private readonly string _root;
    private readonly string _incoming;
    private readonly SyncedFolder[] _shards = new SyncedFolder[256];

    /// <summary>Makes a file that is not there yet; other than usual in tests of a disk that is full.</summary>
    internal Func<string, SafeFileHandle> CreateFile { get; init; } = static path => File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);

    public DiskBlobStore(IOptions<FormsHubOptions> options, TimeProvider clock, ILogger<DiskBlobStore> logger)
    {
        _root = Path.GetFullPath(Path.Combine(options.Value.DataDirectory, "blobs"));
        _incoming = Path.Combine(_root, "incoming");
        SyncedFolder.Create(_root);
        SyncedFolder.Create(_incoming);
        for (var shard = 0; shard < _shards.Length; shard++)
        {
            _shards[shard] = new SyncedFolder(Path.Combine(_root, shard.ToString("x2", null)));
        }

        RemoveLeftOvers(clock, logger);
    }

    public async Task<BlobReference> WriteAsync(Stream content, string mediaType, long limit, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            var length = await FillAsync(content, buffer, 0, cancellationToken);
            if (length == buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(LargeBuffer);
                buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
                length = await FillAsync(content, buffer, length, cancellationToken);
            }

            if (length > limit)
            {
                throw new BlobTooLargeException(limit);
            }

            return length < buffer.Length
                ? KeepWhole(buffer.AsSpan(0, length), mediaType)
                : await KeepStreamAsync(content, buffer, mediaType, limit, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public Stream? OpenRead(byte[] sha256)
    {
        try
        {
            return new FileStream(PathOf(sha256), new FileStreamOptions
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

    public async Task<bool> VerifyAsync(byte[] sha256, CancellationToken cancellationToken)
    {
        await using var stored = OpenRead(sha256);
        return stored is not null && (await SHA256.HashDataAsync(stored, cancellationToken)).AsSpan().SequenceEqual(sha256);
    }

    private BlobReference KeepWhole(ReadOnlySpan<byte> bytes, string mediaType)
    {
        var sha256 = SHA256.HashData(bytes);
        if (!IsKept(sha256, bytes.Length))
        {
            var incoming = NewIncoming();
            try
            {
                using (var file = CreateFile(incoming))
                {
                    RandomAccess.Write(file, bytes, 0);
                    RandomAccess.FlushToDisk(file);
                }

                Publish(incoming, sha256);
            }
            finally
            {
                File.Delete(incoming);
            }
        }

        _shards[sha256[0]].Sync();
        return new BlobReference(sha256, mediaType, bytes.Length);
    }

    private async Task<BlobReference> KeepStreamAsync(Stream content, byte[] buffer, string mediaType, long limit, CancellationToken cancellationToken)
    {
        var incoming = NewIncoming();
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long size = 0;
            using (var file = CreateFile(incoming))
            {
                for (var length = buffer.Length; length > 0; length = await FillAsync(content, buffer, 0, cancellationToken))
                {
                    if (size + length > limit)
                    {
                        throw new BlobTooLargeException(limit);
                    }

                    hash.AppendData(buffer, 0, length);
                    await RandomAccess.WriteAsync(file, buffer.AsMemory(0, length), size, cancellationToken);
                    size += length;
                }

                RandomAccess.FlushToDisk(file);
            }

            var sha256 = hash.GetHashAndReset();
            if (!IsKept(sha256, size))
            {
                Publish(incoming, sha256);
            }

            _shards[sha256[0]].Sync();
            return new BlobReference(sha256, mediaType, size);
        }
        finally
        {
            File.Delete(incoming);
        }
    }

    // If the process dies before the rename, a left-over stays in incoming/ and is removed by a later start. After it, the file is whole
    // (its bytes were synced first) though its name may be lost until the folder is synced, which happens before anyone is told about it:
    // by this writer, and also by one that found the file already there and cannot know whether the first has come that far.
    private void Publish(string incoming, byte[] sha256)
    {
        _shards[sha256[0]].Ensure();

        // Whoever wrote this name wrote these bytes. Replacing happens when two writers meet here, or to heal a file of the wrong size.
        File.Move(incoming, PathOf(sha256), overwrite: true);
    }

    // A file of another size than its bytes had was damaged from outside (every writer syncs before it renames): it does not count as kept.
    private bool IsKept(byte[] sha256, long size) => new FileInfo(PathOf(sha256)) is { Exists: true } kept && kept.Length == size;

    /// <summary>Made of 32 bytes and nothing else, so no name leads out of the root.</summary>
    private string PathOf(byte[] sha256)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        ArgumentOutOfRangeException.ThrowIfNotEqual(sha256.Length, SHA256.HashSizeInBytes);
        return Path.Combine(_root, sha256[0].ToString("x2", null), Convert.ToHexStringLower(sha256));
    }

    private string NewIncoming() => Path.Combine(_incoming, Guid.NewGuid().ToString("n"));

    /// <returns>How many bytes the buffer holds: fewer than its length only at the end of the content.</returns>
    private static async ValueTask<int> FillAsync(Stream content, byte[] buffer, int filled, CancellationToken cancellationToken)
    {
        while (filled < buffer.Length)
        {
            var read = await content.ReadAsync(buffer.AsMemory(filled), cancellationToken);
            if (read == 0)
            {
                break;
            }

            filled += read;
        }

        return filled;
    }

    // Younger ones may belong to another node that shares the folder and is writing now.
    private void RemoveLeftOvers(TimeProvider clock, ILogger logger)
    {
        var removed = 0;
        foreach (var file in Directory.EnumerateFiles(_incoming))
        {
            if (clock.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(file) > LeftOverAge)
            {
                File.Delete(file);
                removed++;
            }
        }

        if (removed > 0)
        {
            LogLeftOvers(logger, removed);
        }
    }

    [LoggerMessage(1101, LogLevel.Information, "Removed {Count} half-written files that a killed process had left in the blob store.")]
    private static partial void LogLeftOvers(ILogger logger, int count);
}
