using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Storage;

/// <summary>Bytes on disk, named by their sha256. Written once, never overwritten.</summary>
public interface IBlobStore
{
    /// <summary>Stores everything the stream gives and returns when it is durable (file and folder synced). Storing equal bytes again changes nothing.</summary>
    /// <param name="content">Read to its end.</param>
    /// <param name="mediaType">What the caller found it to be.</param>
    /// <param name="limit">Most bytes to take.</param>
    /// <exception cref="BlobTooLargeException">The stream gave more than <paramref name="limit"/> bytes; nothing is kept.</exception>
    Task<BlobReference> WriteAsync(Stream content, string mediaType, long limit, CancellationToken cancellationToken);

    /// <summary>Opens stored bytes for reading; null when there are none of this name.</summary>
    Stream? OpenRead(byte[] sha256);

    /// <summary>Reads the bytes again and compares them with their name; false when missing or damaged.</summary>
    Task<bool> VerifyAsync(byte[] sha256, CancellationToken cancellationToken);
}

/// <summary>More bytes came than the limit allows.</summary>
public sealed class BlobTooLargeException(long limit) : Exception($"More than {limit} bytes.")
{
    /// <summary>The limit in bytes.</summary>
    public long Limit { get; } = limit;
}
