using System.Collections.Concurrent;
using System.Security.Cryptography;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Tests.Submissions;

/// <summary>A blob store that forgets everything with the test, and breaks when it is told to.</summary>
internal sealed class MemoryBlobStore : IBlobStore
{
    private readonly ConcurrentDictionary<string, byte[]> _stored = new(StringComparer.Ordinal);

    /// <summary>Called before bytes are stored; may throw.</summary>
    public Action<byte[]>? BeforeWrite { get; set; }

    /// <summary>Called before bytes are read, with their name; may throw.</summary>
    public Action<byte[]>? BeforeRead { get; set; }

    public BlobReference Add(byte[] bytes, string mediaType)
    {
        var sha256 = SHA256.HashData(bytes);
        _stored[Convert.ToHexStringLower(sha256)] = bytes;
        return new BlobReference(sha256, mediaType, bytes.Length);
    }

    public void Remove(byte[] sha256) => _stored.TryRemove(Convert.ToHexStringLower(sha256), out _);

    public async Task<BlobReference> WriteAsync(Stream content, string mediaType, long limit, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellationToken);
        BeforeWrite?.Invoke(bytes.ToArray());
        return bytes.Length <= limit ? Add(bytes.ToArray(), mediaType) : throw new BlobTooLargeException(limit);
    }

    public Stream? OpenRead(byte[] sha256)
    {
        BeforeRead?.Invoke(sha256);
        return _stored.TryGetValue(Convert.ToHexStringLower(sha256), out var bytes) ? new MemoryStream(bytes, writable: false) : null;
    }

    public Task<bool> VerifyAsync(byte[] sha256, CancellationToken cancellationToken) =>
        Task.FromResult(_stored.ContainsKey(Convert.ToHexStringLower(sha256)));
}
