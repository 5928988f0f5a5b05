using System.Buffers.Binary;
using System.IO.Compression;

namespace FormsHub.Jobs.Forms.Definition;

/// <summary>The parts of the embedded package, unpacked one at a time and only when asked for.</summary>
internal sealed class PackageParts
{
    private const uint LocalSignature = 0x04034b50;
    private const int LocalBytes = 30;

    private readonly SliceStream _zip;
    private readonly ReadBudget _budget;
    private readonly Dictionary<string, ZipEntry> _entries;

    public PackageParts(SliceStream zip, ReadBudget budget)
    {
        _zip = zip;
        _budget = budget;
        _entries = ZipDirectory.Read(zip, budget);
    }

    public bool Contains(string name) => _entries.ContainsKey(name);

    /// <summary>Opens a part as XML, guarded by the limits.</summary>
    /// <exception cref="InvalidDataException">There is no such part or it is damaged; also while reading.</exception>
    public GuardedXmlReader OpenXml(string name) => new(Open(name), _budget);

    private PartStream Open(string name)
    {
        if (!_entries.TryGetValue(name, out var entry))
        {
            throw new InvalidDataException($"{name} is missing");
        }

        var header = _zip.ReadAt(entry.HeaderOffset, LocalBytes);
        if (entry.Encrypted || header.Length < LocalBytes || BinaryPrimitives.ReadUInt32LittleEndian(header) != LocalSignature)
        {
            throw new InvalidDataException($"{name} cannot be read");
        }

        var start = entry.HeaderOffset + LocalBytes + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26)) + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
        if (start + entry.PackedBytes > _zip.Length)
        {
            throw new InvalidDataException($"{name} is cut");
        }

        var packed = new SliceStream(_zip, start, entry.PackedBytes);
        return entry.Method switch
        {
            0 => new PartStream(packed, entry, _budget),
            8 => new PartStream(new DeflateStream(packed, CompressionMode.Decompress), entry, _budget),
            _ => throw new InvalidDataException($"{name} is packed in an unknown way"),
        };
    }
}
