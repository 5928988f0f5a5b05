using FormsHub.Jobs.Storage;

namespace FormsHub.Jobs.Sharing;

/// <summary>A person in one cell: a name, an e-mail address, or both as mail programs write them.</summary>
internal static class PersonText
{
    private const int LongestText = 300;
    private const int LongestEmail = 254;

    /// <summary><c>Ada Lovelace &lt;ada@example.org&gt;</c>, <c>ada@example.org</c> or <c>Ada Lovelace</c>.</summary>
    public static (string? Name, string? Email) Split(string cell)
    {
        var open = cell.LastIndexOf('<');
        if (open >= 0 && cell.EndsWith('>') && cell.AsSpan(open).Contains('@'))
        {
            return (Kept(cell[..open].Trim().Trim('"')), Kept(cell[(open + 1)..^1]));
        }

        return cell.Contains('@', StringComparison.Ordinal) && !cell.Contains(' ', StringComparison.Ordinal) ? (null, Kept(cell)) : (Kept(cell), null);
    }

    /// <summary>The text on one line, without what a database cannot hold; null for none.</summary>
    public static string? Kept(string cell)
    {
        var text = PostgresText.Clean(string.Concat(cell.Select(character => char.IsControl(character) && character != '\0' ? ' ' : character))).Trim();
        return text.Length == 0 ? null : text;
    }

    /// <summary>Why this is nobody of a list; null when it is somebody.</summary>
    public static string? ProblemOf(Invitee person) =>
        person.Name is null && person.Email is null && person.Reference is null ? "Names nobody." : ProblemWith(person);

    /// <summary>Why this cannot be said of somebody; null when it can.</summary>
    public static string? ProblemWith(Invitee person)
    {
        if (new[] { person.Name, person.Reference, person.Role, person.Case }.Any(text => text?.Length > LongestText))
        {
            return $"Is too long: names and references have at most {LongestText} characters.";
        }

        return person.Email is { } email && !IsEmail(email) ? $"“{PostgresText.Cut(email, 60)}” is no e-mail address." : null;
    }

    /// <summary>Good enough to tell an address from a slip; only a mail that arrives proves more.</summary>
    private static bool IsEmail(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return text.Length <= LongestEmail
            && at > 0
            && at == text.LastIndexOf('@')
            && at < text.Length - 1
            && !text.Any(character => char.IsWhiteSpace(character) || character is '<' or '>' or ',' or ';' or '"' or '(' or ')')
            && text[^1] != '.'
            && text[at + 1] != '.';
    }
}
