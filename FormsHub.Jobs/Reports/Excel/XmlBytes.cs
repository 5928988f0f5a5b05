using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace FormsHub.Jobs.Reports.Excel;

/// <summary>UTF-8 XML on its way into a part of an Excel file. Allocates nothing after it was made.</summary>
internal sealed class XmlBytes(Stream target)
{
    private const int LongestToken = 64;
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create(
        "\t\n !#$%'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^`abcdefghijklmnopqrstuvwxyz{|}~\u007f");

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _used;

    public void Markup(ReadOnlySpan<byte> xml)
    {
        if (xml.Length > _buffer.Length - _used)
        {
            Flush();
            if (xml.Length > _buffer.Length)
            {
                target.Write(xml);
                return;
            }
        }
        xml.CopyTo(_buffer.AsSpan(_used));
        _used += xml.Length;
    }

    /// <summary>XML that is well-formed as it stands. For small parts; rows have their own ways.</summary>
    public void Raw(string xml) => Markup(Encoding.UTF8.GetBytes(xml));

    public void Number(long number)
    {
        Utf8Formatter.TryFormat(number, Room(), out var written);
        _used += written;
    }

    public void Number(double number)
    {
        Utf8Formatter.TryFormat(number, Room(), out var written);
        _used += written;
    }

    public void Number(decimal number)
    {
        Utf8Formatter.TryFormat(number, Room(), out var written);
        _used += written;
    }

    /// <summary>Text for an element or an attribute in double quotes, in SpreadsheetML's own notation: what XML cannot hold becomes <c>_xHHHH_</c>.</summary>
    /// <remarks>A line break of two characters becomes Excel's own (line feed); a lone surrogate becomes U+FFFD.</remarks>
    public void Text(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var plain = text.IndexOfAnyExcept(PlainCharacters);
            Ascii(plain < 0 ? text : text[..plain]);
            if (plain < 0)
            {
                return;
            }
            text = text[plain..];
            do
            {
                text = text[Special(text)..];
            }
            while (!text.IsEmpty && !PlainCharacters.Contains(text[0]));
        }
    }

    /// <summary>Gives everything to the part.</summary>
    public void Flush()
    {
        target.Write(_buffer.AsSpan(0, _used));
        _used = 0;
    }

    private Span<byte> Room()
    {
        if (_buffer.Length - _used < LongestToken)
        {
            Flush();
        }
        return _buffer.AsSpan(_used);
    }

    private void Ascii(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var room = Room();
            var piece = text[..Math.Min(text.Length, room.Length)];
            _ = System.Text.Ascii.FromUtf16(piece, room, out var written);
            _used += written;
            text = text[piece.Length..];
        }
    }

    /// <summary>Writes the first character, which is not plain, and returns how many of the text's characters that took.</summary>
    private int Special(ReadOnlySpan<char> text)
    {
        var first = text[0];
        switch (first)
        {
            case '&':
                Markup("&amp;"u8);
                return 1;
            case '<':
                Markup("&lt;"u8);
                return 1;
            case '>':
                Markup("&gt;"u8);
                return 1;
            case '"':
                Markup("&quot;"u8);
                return 1;
            case '_':
                Markup(ExcelText.BeginsEscape(text) ? "_x005F_"u8 : "_"u8);
                return 1;
            case '\r' when text.Length > 1 && text[1] == '\n':
                return 1;
        }
        if (ExcelText.NeedsEscape(first))
        {
            Escape(first);
            return 1;
        }
        // Replaces a lone surrogate by U+FFFD.
        Rune.DecodeFromUtf16(text, out var rune, out var taken);
        var room = Room();
        _used += rune.EncodeToUtf8(room);
        return taken;
    }

    private void Escape(char character)
    {
        Markup("_x"u8);
        Utf8Formatter.TryFormat((uint)character, Room(), out var written, new StandardFormat('X', 4));
        _used += written;
        Markup("_"u8);
    }
}
