using System.Text;

namespace FormsHub.Jobs.Submissions;

/// <summary>Splits what somebody searches for into words and <c>"phrases in quotes"</c>.</summary>
public static class SearchWords
{
    public static IReadOnlyList<string> Of(string text) => [.. Quoted.Split(text, char.IsWhiteSpace).Where(word => word.Length > 0)];
}

/// <summary>Splits <c>a,"b, with a comma",c</c> into its values.</summary>
public static class ValueList
{
    public static IReadOnlyList<string> Split(string text) => text.Length == 0 ? [] : Quoted.Split(text, c => c == ',');
}

internal static class Quoted
{
    /// <summary>Parts between separators. A part that starts with a quote reaches to the next lone quote; two quotes in it mean one. A quote that is never closed is a character.</summary>
    public static List<string> Split(string text, Func<char, bool> isSeparator)
    {
        var parts = new List<string>();
        var position = 0;
        while (true)
        {
            if (!TryReadQuoted(text, position, isSeparator, out var part, out var end))
            {
                end = position;
                while (end < text.Length && !isSeparator(text[end]))
                {
                    end++;
                }

                part = text[position..end];
            }

            parts.Add(part);
            if (end >= text.Length)
            {
                return parts;
            }

            position = end + 1;
        }
    }

    private static bool TryReadQuoted(string text, int start, Func<char, bool> isSeparator, out string part, out int end)
    {
        (part, end) = ("", start);
        if (start >= text.Length || text[start] != '"')
        {
            return false;
        }

        var content = new StringBuilder();
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] != '"')
            {
                content.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == '"')
            {
                content.Append(text[i++]);
            }
            else
            {
                (part, end) = (content.ToString(), i + 1);
                return end == text.Length || isSeparator(text[end]);
            }
        }

        return false;
    }
}
