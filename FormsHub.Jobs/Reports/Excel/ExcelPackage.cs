using System.IO.Compression;

namespace FormsHub.Jobs.Reports.Excel;

/// <summary>The zip archive around an Excel file: parts one after the other, the list of their types last.</summary>
internal sealed class ExcelPackage(PendingOutput output, CompressionLevel compression, DateTimeOffset created) : IDisposable
{
    private const int CopiedAtOnce = 64 * 1024;
    private readonly ZipArchive _zip = new(output, ZipArchiveMode.Create, leaveOpen: true);
    private readonly List<(string Part, string Type)> _types = [];

    /// <summary>Begins a part. One can be open at a time.</summary>
    /// <param name="type">Behind <c>application/vnd.openxmlformats-officedocument.</c>; empty for one that is known by its ending.</param>
    public Stream Open(string part, string type)
    {
        if (type.Length > 0)
        {
            _types.Add((part, type));
        }

        return Open(part, compression);
    }

    /// <summary>A whole part.</summary>
    public async Task WriteAsync(string part, string type, Action<XmlBytes> write, CancellationToken cancellationToken)
    {
        using (var stream = Open(part, type))
        {
            var xml = new XmlBytes(stream);
            write(xml);
            xml.Flush();
        }

        await output.HandOnAsync(cancellationToken);
    }

    /// <summary>A picture's part: its bytes as they are, which no compression makes smaller.</summary>
    public async Task CopyAsync(string part, Stream content, CancellationToken cancellationToken)
    {
        using (var stream = Open(part, CompressionLevel.NoCompression))
        {
            var buffer = new byte[CopiedAtOnce];
            for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                stream.Write(buffer, 0, read);
                await output.HandOnAsync(cancellationToken);
            }
        }

        await output.HandOnAsync(cancellationToken);
    }

    /// <summary>The parts that must know all others.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await WriteAsync("_rels/.rels", "", WorkbookParts.WritePackageRelationships, cancellationToken);
        await WriteAsync("[Content_Types].xml", "", xml => WorkbookParts.WriteContentTypes(xml, _types), cancellationToken);
    }

    /// <summary>Writes the zip's directory into the pending output; it reaches the target only when all went well.</summary>
    public void Dispose() => _zip.Dispose();

    private Stream Open(string part, CompressionLevel level)
    {
        var entry = _zip.CreateEntry(part, level);
        entry.LastWriteTime = created;
        return entry.Open();
    }
}
