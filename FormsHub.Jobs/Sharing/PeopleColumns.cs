namespace FormsHub.Jobs.Sharing;

/// <summary>What a column of a list says.</summary>
internal enum ColumnMeaning
{
    LeftOut,
    Name,
    FirstName,
    LastName,
    Email,
    Reference,
    Role,
    Case,

    /// <summary>Who has a role, name or e-mail or both; so with the next two, which say one of them.</summary>
    Holder,
    HolderName,
    HolderEmail,
}

/// <summary>Reads people out of records: by a header, or by what the cells look like.</summary>
internal sealed class PeopleColumns
{
    private readonly IReadOnlyList<string> _roles;
    private readonly IReadOnlyList<(ColumnMeaning Meaning, string? Role)> _columns;

    private PeopleColumns(IReadOnlyList<string> roles, IReadOnlyList<(ColumnMeaning, string?)> columns) => (_roles, _columns) = (roles, columns);

    /// <summary>The first record says what the columns are.</summary>
    public bool IsHeader => _columns.Count > 0;

    /// <summary>Headings that say nothing FormsHub keeps.</summary>
    public IReadOnlyList<string> LeftOut { get; private init; } = [];

    private bool HasHolders => _columns.Any(column => column.Meaning >= ColumnMeaning.Holder);

    /// <param name="first">A header, or the first person.</param>
    /// <param name="roles">The form's roles in filling order.</param>
    public static PeopleColumns Of(DelimitedRecord first, IReadOnlyList<string> roles)
    {
        roles = roles.Count > 1 ? roles : [];
        var columns = first.Cells.Select(cell => HeadingWords.MeaningOf(cell, roles)).ToList();
        var headings = first.Cells.Count(cell => cell.Length > 0);
        var known = columns.Count(column => column.Meaning != ColumnMeaning.LeftOut);
        if (known == 0 || known * 2 < headings || first.Cells.Any(cell => cell.Contains('@', StringComparison.Ordinal)))
        {
            return new(roles, []);
        }

        // Beside columns of who has which role, other names and addresses belong to nobody; without roles nobody has one.
        var hasHolders = columns.Any(column => column.Meaning >= ColumnMeaning.Holder);
        columns = [.. columns.Select(column => IsKept(column.Meaning, hasHolders, roles.Count > 0) ? column : (ColumnMeaning.LeftOut, null))];
        return new(roles, columns)
        {
            LeftOut = [.. first.Cells.Where((cell, i) => cell.Length > 0 && columns[i].Meaning == ColumnMeaning.LeftOut)],
        };
    }

    /// <returns>The people of the record, or why it is wrong.</returns>
    public (IReadOnlyList<Invitee> People, string? Problem) Read(DelimitedRecord record)
    {
        if (record.HasOpenQuote)
        {
            return ([], "A quotation mark is not closed.");
        }

        if (IsHeader && record.Cells.Skip(_columns.Count).Any(cell => cell.Length > 0))
        {
            return ([], "Has more columns than the header.");
        }

        var (people, problem) = !IsHeader ? Guess(record) : HasHolders ? ([.. Holders(record)], null) : ([One(record)], null);
        problem ??= people.Count == 0 ? "Names nobody." : people.Select(PersonText.ProblemOf).FirstOrDefault(one => one is not null);
        return problem is null ? ([.. people.Select(person => person with { Line = record.Line })], null) : ([], problem);
    }

    private static bool IsKept(ColumnMeaning meaning, bool hasHolders, bool hasRoles) => meaning switch
    {
        ColumnMeaning.Case => hasRoles,
        ColumnMeaning.Role => hasRoles && !hasHolders,
        ColumnMeaning.Reference or >= ColumnMeaning.Holder => true,
        _ => !hasHolders,
    };

    private Invitee One(DelimitedRecord record)
    {
        var (name, nameEmail) = PersonText.Split(Text(record, ColumnMeaning.Name) ?? $"{Text(record, ColumnMeaning.FirstName)} {Text(record, ColumnMeaning.LastName)}");
        var (emailName, email) = PersonText.Split(Text(record, ColumnMeaning.Email) ?? "");
        email ??= emailName;
        var reference = Text(record, ColumnMeaning.Reference);
        var role = Text(record, ColumnMeaning.Role);
        var inCase = Text(record, ColumnMeaning.Case) ?? reference;
        return new(name ?? (email == emailName ? null : emailName), email ?? nameEmail, reference, KnownRole(role), role is null ? null : inCase);
    }

    private IEnumerable<Invitee> Holders(DelimitedRecord record)
    {
        var reference = Text(record, ColumnMeaning.Reference);
        var inCase = Text(record, ColumnMeaning.Case) ?? reference;
        foreach (var role in _roles)
        {
            var (name, email) = PersonText.Split(Text(record, ColumnMeaning.Holder, role) ?? "");
            name = Text(record, ColumnMeaning.HolderName, role) ?? name;
            email = Text(record, ColumnMeaning.HolderEmail, role) ?? email;
            if (name is not null || email is not null)
            {
                yield return new(name, email, reference, role, inCase) { CaseOfLine = inCase is null ? record.Line : null };
            }
        }
    }

    /// <summary>Without a header an address is an e-mail, a role's name a role, and of the rest the first a name and the second a reference.</summary>
    private (IReadOnlyList<Invitee> People, string? Problem) Guess(DelimitedRecord record)
    {
        var cells = record.Cells.Select(PersonText.Kept).OfType<string>().ToList();
        if (cells.Count > 1 && cells.TrueForAll(cell => PersonText.Split(cell).Email is not null))
        {
            return _roles.Count > 0 ? ([], "Put each person on a line of their own, with their role.") : ([.. cells.Select(cell => Of(PersonText.Split(cell), null))], null);
        }

        string? name = null, email = null, role = null;
        var others = new List<string>();
        foreach (var cell in cells)
        {
            var split = PersonText.Split(cell);
            if (split.Email is not null && email is null)
            {
                (name, email) = (split.Name ?? name, split.Email);
            }
            else if (role is null && _roles.FirstOrDefault(known => known.Equals(cell, StringComparison.OrdinalIgnoreCase)) is { } known)
            {
                role = known;
            }
            else
            {
                others.Add(cell);
            }
        }

        if (name is null && others.Count > 0)
        {
            name = others[0];
            others.RemoveAt(0);
        }

        return others.Count > 1
            ? ([], "Has more than name, e-mail and reference. Put a line above that says what the columns are.")
            : ([new(name, email, others.FirstOrDefault(), role, role is null ? null : others.FirstOrDefault())], null);
    }

    private static Invitee Of((string? Name, string? Email) person, string? reference) => new(person.Name, person.Email, reference);

    /// <summary>As the form writes it; a role that it does not have stays as it is and is found wrong later.</summary>
    private string? KnownRole(string? role) => _roles.FirstOrDefault(known => known.Equals(role, StringComparison.OrdinalIgnoreCase)) ?? role;

    private string? Text(DelimitedRecord record, ColumnMeaning meaning, string? role = null)
    {
        for (var i = 0; i < Math.Min(_columns.Count, record.Cells.Count); i++)
        {
            if (_columns[i] == (meaning, role) && PersonText.Kept(record.Cells[i]) is { } text)
            {
                return text;
            }
        }

        return null;
    }
}
