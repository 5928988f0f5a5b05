namespace FormsHub.Jobs.Forms.Definition;

/// <summary>A read-only window on a seekable stream. Several windows may share the stream, one reading at a time.</summary>
internal sealed class SliceStream(Stream source, long start, long length) : Stream
{
    private long _position;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => _position = Math.Clamp(value, 0, length);
    }

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, length - _position);
        if (wanted <= 0)
        {
            return 0;
        }

        // Another window may have moved the shared stream since.
        source.Position = start + _position;
        var read = source.Read(buffer[..wanted]);
        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => length + offset,
    };

    /// <summary>Reads up to <paramref name="count"/> bytes at an offset; fewer at the end of the window.</summary>
    public byte[] ReadAt(long offset, int count)
    {
        Position = offset;
        var bytes = new byte[(int)Math.Clamp(length - _position, 0, count)];
        var read = this.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    /// <summary>Whether the bytes occur anywhere, read block by block.</summary>
    public bool Contains(ReadOnlySpan<byte> wanted, ReadBudget budget)
    {
        const int Block = 256 * 1024;
        for (long at = 0; at < length; at += Block)
        {
            budget.Checkpoint();
            if (ReadAt(at, Block + wanted.Length).AsSpan().IndexOf(wanted) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
