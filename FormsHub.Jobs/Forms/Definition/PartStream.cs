namespace FormsHub.Jobs.Forms.Definition;

/// <summary>The unpacked bytes of one part: counted against the limits while they come, and checked against the CRC at the end.</summary>
internal sealed class PartStream(Stream inner, ZipEntry entry, ReadBudget budget) : Stream
{
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    private uint _crc = uint.MaxValue;
    private long _total;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _total;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        if (read == 0 && buffer.Length > 0 && ~_crc != entry.Crc)
        {
            throw new InvalidDataException($"{entry.Name} is damaged");
        }

        foreach (var value in buffer[..read])
        {
            _crc = CrcTable[(byte)(_crc ^ value)] ^ (_crc >> 8);
        }

        _total += read;
        budget.SpendUnpacked(read);
        if (_total > budget.Limits.PartBytes || (_total > budget.Limits.RatioFromBytes && _total / budget.Limits.Ratio > entry.PackedBytes))
        {
            throw new FormRefusedException(FormRefusal.TooLarge, "A part of the form inside this PDF unpacks to far more than a real form needs.");
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static uint CrcOf(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) != 0 ? 0xEDB88320u ^ (crc >> 1) : crc >> 1;
        }

        return crc;
    }
}
