using System.IO.Compression;

namespace FormsHub.Jobs.Reports;

/// <summary>
/// Stands between a writer that only writes synchronously (zip, deflate, CSV) and a target that only takes asynchronous writes (a response):
/// keeps what was written until <see cref="HandOnAsync"/>, which waits as long as the target wants.
/// </summary>
/// <remarks>
/// <see cref="ZipArchive"/> writes synchronously when disposed, even through its asynchronous methods, and Kestrel refuses that.
/// A file that fails half-way is safe too: what the failing writer's Dispose adds to look finished is never handed on.
/// </remarks>
internal sealed class PendingOutput(Stream target) : WriteOnlyStream
{
    private const int EnoughBytes = 64 * 1024;
    private byte[] _bytes = new byte[2 * EnoughBytes];
    private int _count;

    /// <summary>Enough is pending to be worth a write to the target.</summary>
    public bool IsFull => _count >= EnoughBytes;

    /// <summary>Gives everything pending to the target.</summary>
    public async ValueTask HandOnAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_count == 0)
        {
            return;
        }
        await target.WriteAsync(_bytes.AsMemory(0, _count), cancellationToken);
        _count = 0;
    }

    /// <summary>Gives everything pending to the target and has the target flush: the end of the file.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await HandOnAsync(cancellationToken);
        await target.FlushAsync(cancellationToken);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length > _bytes.Length - _count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _count + buffer.Length));
        }
        buffer.CopyTo(_bytes.AsSpan(_count));
        _count += buffer.Length;
    }

    /// <summary>Does nothing: writers flush when they like, the target is written to only by <see cref="HandOnAsync"/>.</summary>
    public override void Flush()
    {
    }
}
