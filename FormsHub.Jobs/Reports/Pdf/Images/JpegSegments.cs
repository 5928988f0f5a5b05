using System.Buffers.Binary;

namespace FormsHub.Jobs.Reports.Pdf.Images;

/// <summary>The segments at the beginning of a JPEG, up to its frame.</summary>
internal ref struct JpegSegments(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _next = bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? 2 : bytes.Length;

    public byte Marker { get; private set; }
    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>SOF0 to SOF15 without the three markers among them that are something else.</summary>
    public readonly bool IsFrame => Marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    /// <returns>false at the end, and where what follows is no segment.</returns>
    public bool MoveNext()
    {
        // Any number of 0xFF may stand before a marker.
        while (_next + 1 < _bytes.Length && _bytes[_next] == 0xFF && _bytes[_next + 1] == 0xFF)
        {
            _next++;
        }

        if (_next + 4 > _bytes.Length || _bytes[_next] != 0xFF)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(_bytes[(_next + 2)..]);
        if (length < 2 || _next + 2 + length > _bytes.Length)
        {
            return false;
        }

        Marker = _bytes[_next + 1];
        Content = _bytes.Slice(_next + 4, length - 2);
        _next += 2 + length;
        return true;
    }
}
