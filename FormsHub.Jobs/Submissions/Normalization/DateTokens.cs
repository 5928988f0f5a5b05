using System.Text;

namespace FormsHub.Jobs.Submissions.Normalization;

/// <summary>Cuts a date format of the editor, such as <c>dddd, MMMM d, yyyy</c>, into its pieces. Letters count in either case.</summary>
internal static class DateTokens
{
    private static readonly string[] DayHalves = ["am/pm", "上午/下午"];

    public static IReadOnlyList<DateToken> Cut(string format)
    {
        var pieces = Pieces(format);
        var tokens = new DateToken[pieces.Count];
        for (var i = 0; i < pieces.Count; i++)
        {
            var (letter, length, text) = pieces[i];
            tokens[i] = letter switch
            {
                'y' => new DateToken(length <= 2 ? DatePart.ShortYear : DatePart.Year),
                'm' => new DateToken(length switch
                {
                    <= 2 => IsMinutes(pieces, i) ? DatePart.Minute : DatePart.Month,
                    <= 4 => DatePart.MonthName,
                    _ => DatePart.MonthLetter,
                }),
                'd' => new DateToken(length <= 2 ? DatePart.Day : DatePart.Weekday),
                'a' => new DateToken(DatePart.Weekday),
                'h' => new DateToken(DatePart.Hour),
                's' => new DateToken(DatePart.Second),
                '/' => new DateToken(DatePart.DayHalf),
                _ => new DateToken(DatePart.Literal, text),
            };
        }

        return tokens;
    }

    // The editor's own rule: m or mm are minutes when seconds come next, or when an hour stands somewhere to the left
    // with no other m between; the way left runs over days and years, so HH dd/MM has minutes too.
    private static bool IsMinutes(List<Piece> pieces, int at)
    {
        var next = pieces.Skip(at + 1).FirstOrDefault(static piece => piece.IsDatePart);
        if (next.Letter == 's')
        {
            return true;
        }

        for (var i = at - 1; i >= 0; i--)
        {
            if (pieces[i].Letter is 'h' or 'm')
            {
                return pieces[i].Letter == 'h';
            }
        }

        return false;
    }

    private static List<Piece> Pieces(string format)
    {
        var pieces = new List<Piece>();
        var literal = new StringBuilder();
        var i = 0;
        while (i < format.Length)
        {
            var rest = format.AsSpan(i);
            var letter = char.ToLowerInvariant(rest[0]);
            var run = Run(rest);
            if (rest[0] == '\'')
            {
                var end = format.IndexOf('\'', i + 1);
                end = end < 0 ? format.Length : end;
                literal.Append(format, i + 1, end - i - 1);
                i = end + 1;
            }
            else if (DayHalf(rest) is { } length)
            {
                Add(new Piece('/', length, ""));
            }
            else if (letter is 'y' or 'm' or 'd' or 'h' or 's' || (letter == 'a' && run is 3 or 4))
            {
                Add(new Piece(letter, run, ""));
            }
            else
            {
                literal.Append(format[i++]);
            }
        }

        Flush();
        return pieces;

        void Add(Piece piece)
        {
            Flush();
            pieces.Add(piece);
            i += piece.Length;
        }

        void Flush()
        {
            if (literal.Length > 0)
            {
                pieces.Add(new Piece('\0', literal.Length, literal.ToString()));
                literal.Clear();
            }
        }
    }

    private static int Run(ReadOnlySpan<char> text)
    {
        var length = 1;
        while (length < text.Length && char.ToLowerInvariant(text[length]) == char.ToLowerInvariant(text[0]))
        {
            length++;
        }

        return length;
    }

    private static int? DayHalf(ReadOnlySpan<char> text)
    {
        foreach (var word in DayHalves)
        {
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return word.Length;
            }
        }

        return null;
    }

    private readonly record struct Piece(char Letter, int Length, string Text)
    {
        public bool IsDatePart => Letter is 'y' or 'm' or 'd' or 'h' or 's';
    }
}
