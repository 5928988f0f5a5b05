using FormsHub.Jobs.Storage;

namespace FormsHub.Jobs.Sharing;

/// <summary>A line of a list that names nobody who could get a link.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Text">As it was written, cut short.</param>
/// <param name="Reason">For a person.</param>
public sealed record WrongLine(int Line, string Text, string Reason);

/// <summary>A list of people as somebody pasted or uploaded it: who is in it, and which lines are wrong and why. Pure.</summary>
public sealed record PeopleList
{
    /// <summary>A file that is not even looked at.</summary>
    public static readonly PeopleList TooLarge = new() { People = [], WrongLines = [], Refusal = "The file is larger than 8 MB, and so no list of people. Save the list as CSV and choose that." };

    private const int LongestShown = 120;

    /// <summary>In the list's order; <see cref="Invitee.Line"/> leads back to it.</summary>
    public required IReadOnlyList<Invitee> People { get; init; }
    public required IReadOnlyList<WrongLine> WrongLines { get; init; }

    /// <summary>The first line says what the columns are.</summary>
    public bool HasHeader { get; init; }

    /// <summary>Columns of the header that say nothing FormsHub keeps.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>Why nothing of the list is taken; null when it is.</summary>
    public string? Refusal { get; init; }

    /// <param name="text">The whole list.</param>
    /// <param name="roles">The form's roles in filling order; with less than two, roles and cases are not looked for.</param>
    public static PeopleList Read(string text, IReadOnlyList<string> roles)
    {
        var people = new List<Invitee>();
        var wrong = new List<WrongLine>();
        var seen = new HashSet<Invitee>();
        PeopleColumns? columns = null;
        foreach (var record in DelimitedText.Read(text))
        {
            if (columns is null)
            {
                columns = PeopleColumns.Of(record, roles);
                if (columns.IsHeader)
                {
                    continue;
                }
            }

            var (found, reason) = columns.Read(record);
            reason ??= found.Select(person => seen.Add(person with { Line = 0, CaseOfLine = null }) || person.Role is not null ? null : "Is in the list twice.")
                .FirstOrDefault(problem => problem is not null);
            if (reason is null)
            {
                people.AddRange(found);
            }
            else
            {
                wrong.Add(new(record.Line, PostgresText.Cut(record.Text.Trim(), LongestShown), reason));
            }

            if (people.Count + wrong.Count > InvitationMaking.MostPeople)
            {
                return new() { People = [], WrongLines = [], Refusal = "The list has more than 10,000 people. Split it, and invite one part after the other." };
            }
        }

        return new() { People = people, WrongLines = wrong, HasHeader = columns?.IsHeader ?? false, LeftOut = columns?.LeftOut ?? [] };
    }
}
