using System.Buffers.Binary;
using System.Text;

namespace FormsHub.Jobs.Reports.Archive;

/// <summary>What a ZIP file says of one entry: before its bytes, behind them, and in the directory at its end (APPNOTE 6.3.9).</summary>
internal sealed record ZipRecord
{
    public const uint TooLarge = uint.MaxValue;

    private const ushort Zip64 = 45;
    private const ushort Plain = 20;
    private const ushort MadeByUnix = 3 << 8;
    private const ushort Utf8Names = 1 << 11;
    private const ushort SizesBehind = 1 << 3;
    private const uint ReadableFile = 0x81A4u << 16;

    public required string Name { get; init; }

    /// <summary>Wall-clock time, two seconds exact; ZIP knows no zones.</summary>
    public required DateTime Time { get; init; }
    public bool IsDeflated { get; init; }

    /// <summary>Sizes and checksum are only known behind its bytes.</summary>
    public bool IsStreamed { get; init; }

    /// <summary>May have 4 GB or more.</summary>
    public bool IsLarge { get; init; }
    public uint Crc { get; init; }
    public long Size { get; init; }
    public long PackedSize { get; init; }
    public long Offset { get; init; }

    public byte[] Local()
    {
        var bytes = new RecordBytes().Four(0x04034b50).Two(IsLarge ? Zip64 : Plain);
        Common(bytes, IsStreamed ? 0 : Crc, IsLarge ? TooLarge : IsStreamed ? 0 : (uint)PackedSize, IsLarge ? TooLarge : IsStreamed ? 0 : (uint)Size);
        var name = Encoding.UTF8.GetBytes(Name);
        bytes.Two((ushort)name.Length).Two((ushort)(IsLarge ? 20 : 0)).Bytes(name);
        return (IsLarge ? bytes.Two(1).Two(16).Eight(IsStreamed ? 0 : Size).Eight(IsStreamed ? 0 : PackedSize) : bytes).ToArray();
    }

    public byte[] Behind()
    {
        var bytes = new RecordBytes().Four(0x08074b50).Four(Crc);
        return (IsLarge ? bytes.Eight(PackedSize).Eight(Size) : bytes.Four((uint)PackedSize).Four((uint)Size)).ToArray();
    }

    public byte[] Central()
    {
        var isFar = Offset >= TooLarge;
        var extra = new RecordBytes();
        if (IsLarge || isFar)
        {
            extra.Two(1).Two((ushort)((IsLarge ? 16 : 0) + (isFar ? 8 : 0)));
            _ = IsLarge ? extra.Eight(Size).Eight(PackedSize) : extra;
            _ = isFar ? extra.Eight(Offset) : extra;
        }

        var bytes = new RecordBytes().Four(0x02014b50).Two(MadeByUnix | Zip64).Two(IsLarge || isFar ? Zip64 : Plain);
        Common(bytes, Crc, IsLarge ? TooLarge : (uint)PackedSize, IsLarge ? TooLarge : (uint)Size);
        var (name, more) = (Encoding.UTF8.GetBytes(Name), extra.ToArray());
        return bytes.Two((ushort)name.Length).Two((ushort)more.Length).Two(0).Two(0).Two(0).Four(ReadableFile).Four(isFar ? TooLarge : (uint)Offset).Bytes(name).Bytes(more).ToArray();
    }

    /// <summary>What comes behind the directory.</summary>
    public static byte[] End(long entries, long directory, long directorySize)
    {
        var bytes = new RecordBytes();
        if (entries >= ushort.MaxValue || directory >= TooLarge || directorySize >= TooLarge)
        {
            bytes.Four(0x06064b50).Eight(44).Two(MadeByUnix | Zip64).Two(Zip64).Four(0).Four(0).Eight(entries).Eight(entries).Eight(directorySize).Eight(directory);
            bytes.Four(0x07064b50).Four(0).Eight(directory + directorySize).Four(1);
        }

        var count = (ushort)Math.Min(entries, ushort.MaxValue);
        return bytes.Four(0x06054b50).Two(0).Two(0).Two(count).Two(count).Four((uint)Math.Min(directorySize, TooLarge)).Four((uint)Math.Min(directory, TooLarge)).Two(0).ToArray();
    }

    private void Common(RecordBytes bytes, uint crc, uint packedSize, uint size)
    {
        var time = Time.Year < 1980 ? new DateTime(1980, 1, 1) : Time.Year > 2107 ? new DateTime(2107, 12, 31) : Time;
        bytes.Two((ushort)(Utf8Names | (IsStreamed ? SizesBehind : 0))).Two((ushort)(IsDeflated ? 8 : 0))
            .Two((ushort)((time.Hour << 11) | (time.Minute << 5) | (time.Second / 2))).Two((ushort)(((time.Year - 1980) << 9) | (time.Month << 5) | time.Day))
            .Four(crc).Four(packedSize).Four(size);
    }

    private sealed class RecordBytes
    {
        private readonly List<byte> _bytes = new(128);

        public RecordBytes Two(ushort value) => Bytes([(byte)value, (byte)(value >> 8)]);

        public RecordBytes Four(uint value)
        {
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
            return Bytes(bytes);
        }

        public RecordBytes Eight(long value)
        {
            Span<byte> bytes = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
            return Bytes(bytes);
        }

        public RecordBytes Bytes(ReadOnlySpan<byte> bytes)
        {
            _bytes.AddRange(bytes);
            return this;
        }

        public byte[] ToArray() => [.. _bytes];
    }
}
