using System.Buffers.Binary;
using System.Text;

namespace FormsHub.Jobs.Forms.Definition;

/// <summary>One file in a zip, as its central directory lists it. Sizes are claims, not facts.</summary>
internal readonly record struct ZipEntry(string Name, int Method, bool Encrypted, uint Crc, long PackedBytes, long HeaderOffset);

/// <summary>Reads the list of files of a zip within limits, before anything is unpacked. Names that could leave a folder or appear twice end the reading.</summary>
internal static class ZipDirectory
{
    private const uint EndSignature = 0x06054b50;
    private const uint EntrySignature = 0x02014b50;
    private const int EndBytes = 22;
    private const int EntryBytes = 46;

    public static Dictionary<string, ZipEntry> Read(SliceStream zip, ReadBudget budget)
    {
        var (count, offset, size) = ReadEnd(zip);
        if (count > budget.Limits.Entries || size > budget.Limits.DirectoryBytes)
        {
            throw new FormRefusedException(FormRefusal.TooLarge, $"The form inside this PDF has more than {budget.Limits.Entries:N0} parts; no real form does.");
        }

        var bytes = zip.ReadAt(offset, (int)size);
        var entries = new Dictionary<string, ZipEntry>(count, StringComparer.OrdinalIgnoreCase);
        var at = 0;
        for (var i = 0; i < count; i++)
        {
            budget.Checkpoint();
            var entry = ReadEntry(bytes, ref at);
            if (!entries.TryAdd(SafeName(entry.Name), entry))
            {
                throw new InvalidDataException("one of its parts is there twice");
            }
        }

        return entries;
    }

    private static (int Count, long Offset, long Size) ReadEnd(SliceStream zip)
    {
        var start = Math.Max(0, zip.Length - EndBytes - ushort.MaxValue);
        var tail = zip.ReadAt(start, EndBytes + ushort.MaxValue).AsSpan();
        for (var i = tail.Length - EndBytes; i >= 0; i--)
        {
            var end = tail[i..];
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) != EndSignature || BinaryPrimitives.ReadUInt16LittleEndian(end[20..]) != end.Length - EndBytes)
            {
                continue;
            }

            var (count, size, offset) = (BinaryPrimitives.ReadUInt16LittleEndian(end[10..]), BinaryPrimitives.ReadUInt32LittleEndian(end[12..]), BinaryPrimitives.ReadUInt32LittleEndian(end[16..]));

            // 65,535 stands for "see the 64-bit record", which a file of this size does not need.
            return count == ushort.MaxValue || offset + (long)size <= start + i
                ? (count, offset, size)
                : throw new InvalidDataException("its list of parts is cut");
        }

        throw new InvalidDataException("its list of parts is missing");
    }

    private static ZipEntry ReadEntry(ReadOnlySpan<byte> directory, ref int at)
    {
        if (at + EntryBytes > directory.Length || BinaryPrimitives.ReadUInt32LittleEndian(directory[at..]) != EntrySignature)
        {
            throw new InvalidDataException("its list of parts is broken");
        }

        var entry = directory[at..];
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]);
        var length = EntryBytes + nameLength + BinaryPrimitives.ReadUInt16LittleEndian(entry[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
        if (at + length > directory.Length)
        {
            throw new InvalidDataException("its list of parts is broken");
        }

        at += length;
        return new ZipEntry(
            Encoding.UTF8.GetString(entry.Slice(EntryBytes, nameLength)),
            BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]),
            (entry[8] & 1) != 0,
            BinaryPrimitives.ReadUInt32LittleEndian(entry[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]),
            BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]));
    }

    private static string SafeName(string name)
    {
        var path = name.Replace('\\', '/');
        var unsafePath = path.Length == 0 || path[0] == '/' || path.Contains('\0') || (path.Length > 1 && path[1] == ':') || path.Split('/').Contains("..");
        return unsafePath ? throw new InvalidDataException("one of its parts has a name that leads out of the package") : path;
    }
}
