using System.Text;

namespace FormsHub.Tests.Reports.Csv;

/// <summary>Reads CSV as RFC 4180 says, sharing no code with the writer.</summary>
internal static class CsvRows
{
    public static List<string[]> Of(string text)
    {
        var rows = new List<string[]>();
        var row = new List<string>();
        var position = 0;
        while (position < text.Length)
        {
            row.Add(ReadCell(text, ref position));
            if (text[position] == ',')
            {
                position++;
                continue;
            }
            Assert.Equal("\r\n", text.Substring(position, 2));
            position += 2;
            rows.Add([.. row]);
            row.Clear();
        }
        Assert.Empty(row);
        return rows;
    }

    private static string ReadCell(string text, ref int position)
    {
        if (text[position] != '"')
        {
            var start = position;
            position = text.AsSpan(start).IndexOfAny(',', '\r', '\n') + start;
            var cell = text[start..position];
            Assert.DoesNotContain('"', cell);
            return cell;
        }
        var quoted = new StringBuilder();
        for (position++; text[position] != '"' || text[position + 1] == '"'; position++)
        {
            quoted.Append(text[position]);
            position += text[position] == '"' ? 1 : 0;
        }
        position++;
        return quoted.ToString();
    }
}
