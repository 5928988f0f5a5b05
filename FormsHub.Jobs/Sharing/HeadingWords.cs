namespace FormsHub.Jobs.Sharing;

/// <summary>What headings of lists mean, however they are written.</summary>
internal static class HeadingWords
{
    private static readonly Dictionary<string, ColumnMeaning> Known = new(StringComparer.Ordinal)
    {
        ["name"] = ColumnMeaning.Name, ["fullname"] = ColumnMeaning.Name, ["person"] = ColumnMeaning.Name, ["displayname"] = ColumnMeaning.Name,
        ["firstname"] = ColumnMeaning.FirstName, ["givenname"] = ColumnMeaning.FirstName,
        ["lastname"] = ColumnMeaning.LastName, ["surname"] = ColumnMeaning.LastName, ["familyname"] = ColumnMeaning.LastName,
        ["email"] = ColumnMeaning.Email, ["mail"] = ColumnMeaning.Email, ["emailaddress"] = ColumnMeaning.Email, ["mailaddress"] = ColumnMeaning.Email,
        ["reference"] = ColumnMeaning.Reference, ["ref"] = ColumnMeaning.Reference, ["id"] = ColumnMeaning.Reference, ["number"] = ColumnMeaning.Reference,
        ["role"] = ColumnMeaning.Role,
        ["case"] = ColumnMeaning.Case, ["casereference"] = ColumnMeaning.Case, ["casenumber"] = ColumnMeaning.Case,
    };

    /// <param name="heading">As it stands in the list.</param>
    /// <param name="roles">The form's roles: <c>Clerk</c>, <c>Clerk name</c> and <c>Clerk e-mail</c> are headings too.</param>
    public static (ColumnMeaning Meaning, string? Role) MeaningOf(string heading, IReadOnlyList<string> roles)
    {
        var word = Plain(heading);
        foreach (var role in roles)
        {
            var holder = Plain(role);
            if (holder.Length > 0 && word.StartsWith(holder, StringComparison.Ordinal))
            {
                switch (word[holder.Length..])
                {
                    case "":
                        return (ColumnMeaning.Holder, role);
                    case "name":
                        return (ColumnMeaning.HolderName, role);
                    case "email" or "mail":
                        return (ColumnMeaning.HolderEmail, role);
                }
            }
        }

        return Known.TryGetValue(word, out var meaning) ? (meaning, null) : (ColumnMeaning.LeftOut, null);
    }

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
