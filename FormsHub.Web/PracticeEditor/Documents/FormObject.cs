using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FormsHub.Web.PracticeEditor.Documents;

/// <summary>The beginning of a PDF form up to the end of its first object: all that makes the file a form.</summary>
/// <param name="Bytes">From the file's first byte on.</param>
/// <param name="ObjectOffset">Where <c>1 0 obj</c> stands.</param>
/// <param name="Id">The object's own <c>/ID</c> in hexadecimal digits, which the trailer must repeat.</param>
internal sealed partial record FormObject(ReadOnlyMemory<byte> Bytes, long ObjectOffset, string Id)
{
    private const int HeaderBytes = 4096;

    /// <param name="file">A file that was read as a form before.</param>
    public static FormObject? Of(byte[] file)
    {
        var head = Encoding.Latin1.GetString(file, 0, Math.Min(file.Length, HeaderBytes));
        var place = Place().Match(head);
        if (!place.Success || !int.TryParse(place.Groups["length"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            return null;
        }

        var end = file.AsSpan(Math.Min(place.Index + place.Length + length, file.Length)).IndexOf("endobj\n"u8);
        return end < 0
            ? null
            : new(file.AsMemory(0, place.Index + place.Length + length + end + "endobj\n".Length), place.Groups["object"].Index, place.Groups["id"].Value);
    }

    [GeneratedRegex(@"(?<object>1 0 obj)\n<<[^>]*?/ID\s*<(?<id>[0-9A-Fa-f]+)>[^>]*?/Length\s+(?<length>[0-9]{1,10})[^>]*?/ONLYOFFICEFORM[^>]*?>>\s*stream\r\n", RegexOptions.None, 1000)]
    private static partial Regex Place();
}
