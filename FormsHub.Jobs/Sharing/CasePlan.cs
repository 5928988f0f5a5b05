namespace FormsHub.Jobs.Sharing;

/// <summary>A case that is there already.</summary>
internal sealed record KnownCase
{
    public required Guid Id { get; init; }
    public required string Reference { get; init; }

    /// <summary>Roles that somebody has or had and used.</summary>
    public required string[] Roles { get; init; }

    /// <summary>The furthest turn whose holder has opened the document; null before the first.</summary>
    public int? OpenedTurn { get; init; }
}

/// <summary>Finds the cases and turns of the people of a list. Pure: it is given what the database knows.</summary>
/// <param name="roles">The form's roles in filling order.</param>
/// <param name="cases">Those that the list names and that are there.</param>
internal sealed class CasePlan(IReadOnlyList<string> roles, IReadOnlyList<KnownCase> cases)
{
    private readonly string[] _order = [.. roles];
    private readonly Dictionary<string, KnownCase> _cases = cases.ToDictionary(one => one.Reference, StringComparer.Ordinal);

    private bool HasRoles => roles.Count > 1;

    /// <param name="people">The list.</param>
    /// <param name="known">Places of those who have a link already.</param>
    public IReadOnlyList<InviteeProblem> Problems(IReadOnlyList<Invitee> people, IReadOnlySet<int> known)
    {
        var problems = new List<InviteeProblem>();
        var taken = new HashSet<(string Case, string Role)>();
        for (var i = 0; i < people.Count; i++)
        {
            if (known.Contains(i))
            {
                problems.Add(new(i, "Has a link already.", IsKnown: true));
            }
            else if (ProblemOf(people[i], taken) is { } wrong)
            {
                problems.Add(new(i, wrong));
            }
            else if (ConflictOf(people[i]) is { } conflict)
            {
                problems.Add(new(i, conflict, IsConflict: true));
            }
        }

        return problems;
    }

    /// <returns>The case and turn of each person, null where there are no roles; and the cases that are new, in the order of the list.</returns>
    public (IReadOnlyList<(Guid CaseId, int Turn)?> Links, IReadOnlyList<(Guid Id, string? Reference)> NewCases) Place(IReadOnlyList<Invitee> people)
    {
        var links = new List<(Guid, int)?>(people.Count);
        var made = new List<(Guid Id, string? Reference)>();
        var byReference = _cases.ToDictionary(one => one.Key, one => one.Value.Id, StringComparer.Ordinal);
        var byLine = new Dictionary<int, Guid>();
        foreach (var person in people)
        {
            if (person.Role is null)
            {
                links.Add(null);
                continue;
            }

            if (!(person.Case is { } reference ? byReference.TryGetValue(reference, out var id) : byLine.TryGetValue(person.CaseOfLine ?? -1, out id)))
            {
                made.Add((id = Guid.NewGuid(), person.Case));
                if (person.Case is not null)
                {
                    byReference.Add(person.Case, id);
                }
                else if (person.CaseOfLine is { } line)
                {
                    byLine.Add(line, id);
                }
            }

            links.Add((id, TurnOf(person.Role)));
        }

        return (links, made);
    }

    private string? ProblemOf(Invitee person, HashSet<(string, string)> taken)
    {
        if (!HasRoles)
        {
            return person.Role is not null ? "The form has no roles." : person.Case is not null ? "The form has no roles, and so no cases." : null;
        }

        if (person.Role is not { } role)
        {
            return $"Say the role: {string.Join(" or ", roles)}.";
        }

        if (TurnOf(role) < 0)
        {
            return $"The form has no role “{role}”. It has {string.Join(" and ", roles)}.";
        }

        if (!person.SingleUse)
        {
            return "A role is filled once: its link is for one answer.";
        }

        var name = person.Case ?? (person.CaseOfLine is { } line ? $"\0{line}" : null);
        return name is not null && !taken.Add((name, role)) ? $"Somebody else of this list is {role} of the same case." : null;
    }

    private string? ConflictOf(Invitee person) =>
        person is not { Case: { } reference, Role: { } role } || !_cases.TryGetValue(reference, out var known) ? null
        : known.Roles.Contains(role) ? $"Somebody is {role} of case {known.Reference} already."
        : known.OpenedTurn > TurnOf(role) ? $"The document of case {known.Reference} has gone past the {role} already."
        : null;

    private int TurnOf(string role) => Array.IndexOf(_order, role);
}
