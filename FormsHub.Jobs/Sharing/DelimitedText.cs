using System.Text;

namespace FormsHub.Jobs.Sharing;

/// <summary>One record of a list: usually a line, more when a quoted cell has line breaks.</summary>
/// <param name="Line">Number of its first line, from 1.</param>
/// <param name="Cells">Without quotes and surrounding blanks.</param>
/// <param name="Text">As it was written.</param>
/// <param name="HasOpenQuote">A quotation mark in it has no other end; its cells are what stands between the separators.</param>
internal sealed record DelimitedRecord(int Line, IReadOnlyList<string> Cells, string Text, bool HasOpenQuote);

/// <summary>Reads lists that people paste or export: separated by commas, semicolons or tabs, quoted or not (RFC 4180 and what is made of it).</summary>
internal sealed class DelimitedText
{
    /// <summary>A quotation mark that is not closed within this many characters never is: it must not swallow the rest of the list.</summary>
    private const int LongestQuoted = 5000;

    private readonly string _text;
    private readonly char _separator;
    private int _at;
    private int _line = 1;

    private DelimitedText(string text)
    {
        _text = text;
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 4)
        {
            // Written by Excel for Excel.
            _separator = text[4];
            _at = EndOfLine(0);
            SkipBreak();
            return;
        }

        _separator = Separator(text);
    }

    /// <summary>All records that are not empty.</summary>
    public static IEnumerable<DelimitedRecord> Read(string text)
    {
        var reader = new DelimitedText(text);
        while (reader._at < text.Length)
        {
            var record = reader.ReadRecord();
            if (record.Cells.Any(cell => cell.Length > 0))
            {
                yield return record;
            }
        }
    }

    private DelimitedRecord ReadRecord()
    {
        var (start, line) = (_at, _line);
        if (TryReadCells(out var cells))
        {
            var text = _text[start.._at];
            SkipBreak();
            return new(line, cells, text, false);
        }

        (_at, _line) = (EndOfLine(start), line);
        var plain = _text[start.._at];
        SkipBreak();
        return new(line, [.. plain.Split(_separator).Select(cell => cell.Trim().Trim('"').Trim())], plain, true);
    }

    private bool TryReadCells(out List<string> cells)
    {
        cells = [];
        while (true)
        {
            if (!TryReadCell(out var cell))
            {
                return false;
            }

            cells.Add(cell.Trim());
            if (_at == _text.Length || _text[_at] != _separator)
            {
                return true;
            }

            _at++;
        }
    }

    private bool TryReadCell(out string cell)
    {
        var start = _at;
        while (start < _text.Length && _text[start] == ' ')
        {
            start++;
        }

        if (start == _text.Length || _text[start] != '"')
        {
            var end = _text.AsSpan(_at).IndexOfAny(_separator, '\r', '\n');
            cell = end < 0 ? _text[_at..] : _text.Substring(_at, end);
            _at += cell.Length;
            return true;
        }

        var quoted = new StringBuilder();
        for (_at = start + 1; _at < _text.Length && quoted.Length < LongestQuoted; _at++)
        {
            if (_text[_at] != '"')
            {
                _line += _text[_at] == '\n' ? 1 : 0;
                quoted.Append(_text[_at]);
            }
            else if (_at + 1 < _text.Length && _text[_at + 1] == '"')
            {
                quoted.Append('"');
                _at++;
            }
            else
            {
                _at++;
                var rest = _text.AsSpan(_at).IndexOfAny(_separator, '\r', '\n');
                var behind = rest < 0 ? _text[_at..] : _text.Substring(_at, rest);
                _at += behind.Length;

                // "Ada" <ada@example.org> is one cell as well.
                cell = quoted.Append(behind).ToString();
                return true;
            }
        }

        cell = "";
        return false;
    }

    private void SkipBreak()
    {
        if (_at < _text.Length && _text[_at] == '\r')
        {
            _at++;
        }

        if (_at < _text.Length && _text[_at] == '\n')
        {
            _at++;
        }

        _line++;
    }

    private int EndOfLine(int from)
    {
        var end = _text.AsSpan(from).IndexOfAny('\r', '\n');
        return end < 0 ? _text.Length : from + end;
    }

    /// <summary>The one that stands most often outside quotes in the first line with anything in it; a tab before all others, since nobody types it.</summary>
    private static char Separator(string text)
    {
        var first = text.AsSpan().TrimStart("\r\n ");
        var end = first.IndexOfAny('\r', '\n');
        first = end < 0 ? first : first[..end];
        int commas = 0, semicolons = 0, tabs = 0;
        var isQuoted = false;
        foreach (var character in first)
        {
            isQuoted ^= character == '"';
            commas += !isQuoted && character == ',' ? 1 : 0;
            semicolons += !isQuoted && character == ';' ? 1 : 0;
            tabs += !isQuoted && character == '\t' ? 1 : 0;
        }

        return tabs > 0 ? '\t' : semicolons > 0 && semicolons >= commas ? ';' : ',';
    }
}
