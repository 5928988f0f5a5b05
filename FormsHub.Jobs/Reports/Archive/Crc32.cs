namespace FormsHub.Jobs.Reports.Archive;

/// <summary>The checksum of ZIP files (ISO 3309), eight bytes at a time.</summary>
internal struct Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private static readonly uint[] Tables = MakeTables();

    private uint _inverse;

    public readonly uint Value => _inverse;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var tables = Tables;
        var crc = ~_inverse;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            crc ^= (uint)(bytes[0] | (bytes[1] << 8) | (bytes[2] << 16) | (bytes[3] << 24));
            crc = tables[0x700 + (crc & 0xff)] ^ tables[0x600 + ((crc >> 8) & 0xff)] ^ tables[0x500 + ((crc >> 16) & 0xff)] ^ tables[0x400 + (crc >> 24)]
                ^ tables[0x300 + bytes[4]] ^ tables[0x200 + bytes[5]] ^ tables[0x100 + bytes[6]] ^ tables[bytes[7]];
        }

        foreach (var value in bytes)
        {
            crc = tables[(crc ^ value) & 0xff] ^ (crc >> 8);
        }

        _inverse = ~crc;
    }

    // The first 256 are the usual table; each of the others is the one before, eight bits further.
    private static uint[] MakeTables()
    {
        var tables = new uint[8 * 256];
        for (var i = 0; i < tables.Length; i++)
        {
            var crc = i < 256 ? (uint)i : tables[i - 256];
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ Polynomial : crc >> 1;
            }

            tables[i] = crc;
        }

        return tables;
    }
}
