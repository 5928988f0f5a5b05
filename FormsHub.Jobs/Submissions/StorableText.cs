namespace FormsHub.Jobs.Submissions;

/// <summary>What PostgreSQL can hold as text.</summary>
internal static class StorableText
{
    /// <summary>false for texts with NUL or half a surrogate pair: no stored text has them, and no statement may carry them.</summary>
    public static bool Accepts(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || (char.IsSurrogate(text[i]) && (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[++i]))))
            {
                return false;
            }
        }

        return true;
    }
}
