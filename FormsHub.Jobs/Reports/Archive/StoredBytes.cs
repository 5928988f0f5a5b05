using System.IO.Hashing;
using System.Security.Cryptography;
using FormsHub.Jobs.Storage;

namespace FormsHub.Jobs.Reports.Archive;

/// <summary>Bytes of the blob store, read and compared with their name before the first of them is written anywhere.</summary>
/// <remarks>Small files are read once and kept; larger ones are read twice, the second time mostly from the system's memory.</remarks>
internal sealed class StoredBytes(IBlobStore blobs)
{
    private const int Small = 1024 * 1024;

    private readonly byte[] _buffer = new byte[Small];

    public long Size { get; private set; }

    public uint Crc { get; private set; }

    /// <summary>Of the bytes that are there.</summary>
    public byte[] Sha256 { get; private set; } = [];

    private byte[] _name = [];

    /// <returns>What became of them.</returns>
    public async Task<StoredState> LookAsync(byte[] sha256, CancellationToken cancellationToken)
    {
        _name = sha256;
        try
        {
            await using var content = blobs.OpenRead(sha256);
            if (content is null)
            {
                return StoredState.Missing;
            }

            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var (size, crc) = (0L, new Crc32());
            // The last round reads into what is free, and finds the end there.
            for (int read, free = 0; (read = await content.ReadAsync(_buffer.AsMemory(free), cancellationToken)) > 0; free = size < Small ? (int)size : 0)
            {
                hash.AppendData(_buffer, free, read);
                crc.Append(_buffer.AsSpan(free, read));
                size += read;
            }

            (Size, Crc, Sha256) = (size, crc.GetCurrentHashAsUInt32(), hash.GetHashAndReset());
            return Sha256.AsSpan().SequenceEqual(sha256) ? StoredState.Whole : StoredState.Damaged;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return StoredState.Unreadable;
        }
    }

    /// <summary>The bytes that were looked at, once more.</summary>
    public Stream Open() => Size < Small ? new MemoryStream(_buffer, 0, (int)Size, writable: false) : blobs.OpenRead(_name) ?? throw new IOException("Stored bytes went away while they were read.");
}

/// <summary>What a look at stored bytes found.</summary>
internal enum StoredState
{
    Whole,

    /// <summary>They are not those that were received.</summary>
    Damaged,
    Missing,

    /// <summary>The disk does not give them.</summary>
    Unreadable,
}
