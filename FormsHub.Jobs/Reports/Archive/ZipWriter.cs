using System.IO.Compression;
using System.IO.Hashing;

namespace FormsHub.Jobs.Reports.Archive;

/// <summary>Writes a ZIP file of any number of entries to a target that only takes asynchronous writes and cannot seek.</summary>
/// <remarks>
/// .NET's own keeps every entry in memory until the end, a gigabyte for a million submissions, and writes synchronously. Here the directory waits in a file without a name.
/// </remarks>
internal sealed class ZipWriter(Stream target) : IDisposable
{
    private readonly PendingOutput _output = new(target);
    private readonly FileStream _directory = UnnamedFile.Create();
    private long _entries;
    private long _position;

    /// <summary>Adds bytes as they are.</summary>
    /// <param name="name">Path in the archive, with <c>/</c>.</param>
    /// <param name="time">Wall-clock time.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="size">How many bytes it gives.</param>
    /// <param name="crc">Their checksum, which every reader compares.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task StoreAsync(string name, DateTime time, Stream content, long size, uint crc, CancellationToken cancellationToken)
    {
        var record = new ZipRecord { Name = name, Time = time, Crc = crc, Size = size, PackedSize = size, IsLarge = size >= ZipRecord.TooLarge, Offset = _position };
        Write(record.Local());
        var (buffer, left, check) = (new byte[64 * 1024], size, new Crc32());
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0; left -= read)
        {
            check.Append(buffer.AsSpan(0, read));
            Write(buffer.AsSpan(0, read));
            await HandOnAsync(cancellationToken);
        }

        if (left != 0 || check.GetCurrentHashAsUInt32() != crc)
        {
            throw new IOException("Stored bytes changed while they were read.");
        }

        Add(record);
        await HandOnAsync(cancellationToken);
    }

    /// <summary>Begins an entry that is packed while it is written.</summary>
    /// <param name="isLarge">It may have 4 GB or more.</param>
    public ZipEntry Begin(string name, DateTime time, bool isLarge)
    {
        var record = new ZipRecord { Name = name, Time = time, IsDeflated = true, IsStreamed = true, IsLarge = isLarge, Offset = _position };
        Write(record.Local());
        return new ZipEntry(this, record);
    }

    /// <summary>Writes the directory: until then nobody takes it for a whole file.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        var (start, size) = (_position, _directory.Length);
        _directory.Position = 0;
        var buffer = new byte[64 * 1024];
        for (int read; (read = await _directory.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            Write(buffer.AsSpan(0, read));
            await HandOnAsync(cancellationToken);
        }

        Write(ZipRecord.End(_entries, start, size));
        await _output.FinishAsync(cancellationToken);
    }

    public void Dispose()
    {
        _directory.Dispose();
        _output.Dispose();
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        _position += bytes.Length;
    }

    private void Add(ZipRecord record)
    {
        _directory.Write(record.Central());
        _entries++;
    }

    private ValueTask HandOnAsync(CancellationToken cancellationToken) => _output.IsFull ? _output.HandOnAsync(cancellationToken) : ValueTask.CompletedTask;

    /// <summary>An entry on its way; one at a time.</summary>
    internal sealed class ZipEntry : IDisposable
    {
        private readonly ZipWriter _zip;
        private readonly ZipRecord _record;
        private readonly long _start;
        private readonly DeflateStream _deflate;
        private readonly Crc32 _crc = new();
        private long _size;

        public ZipEntry(ZipWriter zip, ZipRecord record)
        {
            (_zip, _record, _start) = (zip, record, zip._position);
            _deflate = new DeflateStream(new Packed(zip), CompressionLevel.Fastest);
        }

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            _crc.Append(bytes.Span);
            _size += bytes.Length;
            // Into memory: nothing waits here.
            _deflate.Write(bytes.Span);
            await _zip.HandOnAsync(cancellationToken);
        }

        /// <summary>Adds everything that is left of a stream.</summary>
        public async Task WriteAsync(Stream content, CancellationToken cancellationToken)
        {
            var buffer = new byte[64 * 1024];
            for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                await WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }

        public async Task EndAsync(CancellationToken cancellationToken)
        {
            _deflate.Dispose();
            var record = _record with { Crc = _crc.GetCurrentHashAsUInt32(), Size = _size, PackedSize = _zip._position - _start };
            if (!record.IsLarge && Math.Max(record.Size, record.PackedSize) >= ZipRecord.TooLarge)
            {
                throw new InvalidOperationException("An entry has 4 GB or more and did not say so.");
            }

            _zip.Write(record.Behind());
            _zip.Add(record);
            await _zip.HandOnAsync(cancellationToken);
        }

        public void Dispose() => _deflate.Dispose();
    }

    /// <summary>Where an entry's packed bytes go.</summary>
    private sealed class Packed(ZipWriter zip) : WriteOnlyStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => zip.Write(buffer);

        public override void Flush()
        {
        }
    }
}
