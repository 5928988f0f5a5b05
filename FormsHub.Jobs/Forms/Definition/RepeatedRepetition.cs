namespace FormsHub.Jobs.Forms.Definition;

/// <summary>Finds the regular expressions that can take for ever: a group that repeats something inside and is itself repeated, such as <c>(a+)+</c>.</summary>
internal static class RepeatedRepetition
{
    public static bool IsIn(string pattern)
    {
        var open = new Stack<bool>();
        var repeats = false;
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[' or ']':
                    inClass = pattern[i] == '[';
                    break;
                case '(' when !inClass:
                    open.Push(repeats);
                    repeats = false;
                    break;
                case ')' when !inClass:
                    if (repeats && i + 1 < pattern.Length && pattern[i + 1] is '*' or '+' or '{')
                    {
                        return true;
                    }

                    repeats |= open.Count > 0 && open.Pop();
                    break;
                case '*' or '+' or '{' when !inClass:
                    repeats = true;
                    break;
            }
        }

        return false;
    }
}
