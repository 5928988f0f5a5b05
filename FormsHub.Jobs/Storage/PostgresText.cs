namespace FormsHub.Jobs.Storage;

/// <summary>Text that PostgreSQL can hold: no NUL and no lone surrogates.</summary>
public static class PostgresText
{
    private const char Replacement = '\uFFFD';

    /// <returns>The text itself when there is nothing to replace.</returns>
    public static string Clean(string text)
    {
        var first = FirstUnholdable(text, 0);
        if (first < 0)
        {
            return text;
        }

        var characters = text.ToCharArray();
        for (var index = first; index >= 0; index = FirstUnholdable(text, index + 1))
        {
            characters[index] = Replacement;
        }

        return new string(characters);
    }

    /// <summary>Whether the text needs no cleaning.</summary>
    public static bool CanHold(string text) => FirstUnholdable(text, 0) < 0;

    /// <summary>At most this many UTF-16 units, never half a surrogate pair.</summary>
    public static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static int FirstUnholdable(string text, int start)
    {
        for (var index = start; index < text.Length; index++)
        {
            if (text[index] == '\0')
            {
                return index;
            }

            if (char.IsSurrogate(text[index]))
            {
                if (index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]))
                {
                    index++;
                }
                else
                {
                    return index;
                }
            }
        }

        return -1;
    }
}
