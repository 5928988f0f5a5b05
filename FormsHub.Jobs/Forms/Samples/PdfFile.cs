using System.Globalization;
using System.Text;

namespace FormsHub.Jobs.Forms.Samples;

/// <summary>Collects the objects of a PDF and writes them with their cross-reference table. Object 1 is kept for the form package.</summary>
internal sealed class PdfFile
{
    /// <summary>The Document Server takes this many digits of room for granted.</summary>
    private const int LengthDigits = 10;

    /// <summary>Bodies of the objects from number 2 on.</summary>
    private readonly List<byte[]> _bodies = [];

    /// <summary>A number for an object whose body comes later, so that others can refer to it.</summary>
    public int Reserve()
    {
        _bodies.Add([]);
        return _bodies.Count + 1;
    }

    public void Set(int number, string body) => _bodies[number - 2] = Encoding.Latin1.GetBytes(body);

    public int Add(string body)
    {
        var number = Reserve();
        Set(number, body);
        return number;
    }

    public int AddStream(string entries, string content)
    {
        var data = Encoding.Latin1.GetBytes(content);
        return Add(string.Create(CultureInfo.InvariantCulture, $"<< {entries} /Length {data.Length} >>\nstream\n{content}\nendstream"));
    }

    public byte[] Write(byte[] package, int catalog)
    {
        var id = PdfFormWriter.IdOf(package);
        var length = package.Length.ToString(CultureInfo.InvariantCulture);
        using var file = new MemoryStream();
        var offsets = new List<long>(_bodies.Count + 1);

        // The first 300 bytes are compared byte by byte by the editor: CR ends two lines, LF the others, and the keys are sorted.
        Put(file, "%PDF-1.7\r%\u00CD\u00CA\u00D2\u00A9\r");
        offsets.Add(file.Position);
        Put(file, $"1 0 obj\n<<\n/ID <{id}>\n/Length {length.PadRight(LengthDigits)}\n/ONLYOFFICEFORM [ 0 {length} ]\n/Type /MetaOForm\n>>\nstream\r\n");
        file.Write(package);
        Put(file, "\nendstream\nendobj\n");

        for (var i = 0; i < _bodies.Count; i++)
        {
            offsets.Add(file.Position);
            Put(file, string.Create(CultureInfo.InvariantCulture, $"{i + 2} 0 obj\n"));
            file.Write(_bodies[i]);
            Put(file, "\nendobj\n");
        }

        var table = file.Position;
        Put(file, string.Create(CultureInfo.InvariantCulture, $"xref\n0 {offsets.Count + 1}\n0000000000 65535 f\r\n"));
        foreach (var offset in offsets)
        {
            Put(file, string.Create(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n\r\n"));
        }

        Put(file, string.Create(CultureInfo.InvariantCulture, $"trailer\n<<\n/ID [ <{id}> <{id}> ]\n/Root {catalog} 0 R\n/Size {offsets.Count + 1}\n>>\nstartxref\n{table}\n%%EOF\n"));
        return file.ToArray();
    }

    /// <summary>Any Unicode text as a PDF string.</summary>
    public static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    private static void Put(MemoryStream file, string text) => file.Write(Encoding.Latin1.GetBytes(text));
}
