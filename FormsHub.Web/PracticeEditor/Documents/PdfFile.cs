using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace FormsHub.Web.PracticeEditor.Documents;

/// <summary>Writes a PDF object by object.</summary>
internal sealed class PdfFile
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly SortedDictionary<int, long> _offsets = [];
    private readonly string? _id;
    private int _last;

    /// <param name="form">The form that the file keeps as its first object; null writes a plain PDF.</param>
    public PdfFile(FormObject? form = null)
    {
        if (form is null)
        {
            _bytes.Write("%PDF-1.7\n%\u00CD\u00CA\u00D2\u00A9\n"u8);
            return;
        }

        // The form's header and object stay byte for byte: the Document Server slices them out without reading the PDF.
        _bytes.Write(form.Bytes.Span);
        _offsets[1] = form.ObjectOffset;
        _id = form.Id;
        _last = 1;
    }

    /// <summary>Numbers an object that is written later.</summary>
    public int Reserve() => ++_last;

    public int Add(string content)
    {
        var number = Reserve();
        Write(number, content);
        return number;
    }

    public void Write(int number, string content)
    {
        Begin(number);
        Text(content);
        Text("\nendobj\n");
    }

    /// <summary>Adds a stream, packed.</summary>
    /// <param name="entries">Of its dictionary, without Length and Filter.</param>
    public int AddPacked(string entries, ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(content);
        }

        return AddStream($"{entries} /Filter /FlateDecode", packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    /// <summary>Adds a stream as it is.</summary>
    public int AddStream(string entries, ReadOnlySpan<byte> content)
    {
        var number = Reserve();
        Begin(number);
        Text($"<< {entries} /Length {content.Length} >>\nstream\n");
        _bytes.Write(content);
        Text("\nendstream\nendobj\n");
        return number;
    }

    /// <param name="root">The catalog's number.</param>
    public byte[] Finish(int root)
    {
        var start = _bytes.WrittenCount;
        Text(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {_last + 1}\n0000000000 65535 f \n"));
        foreach (var offset in _offsets.Values)
        {
            Text(string.Create(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n"));
        }

        var id = _id is null ? "" : $" /ID [<{_id}> <{_id}>]";
        Text(string.Create(CultureInfo.InvariantCulture, $"trailer\n<< /Size {_last + 1} /Root {root} 0 R{id} >>\nstartxref\n{start}\n%%EOF\n"));
        return _bytes.WrittenSpan.ToArray();
    }

    private void Begin(int number)
    {
        _offsets[number] = _bytes.WrittenCount;
        Text(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n"));
    }

    private void Text(string text) => _bytes.Write(Encoding.Latin1.GetBytes(text));
}
