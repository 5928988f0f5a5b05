using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Sessions;

/// <summary>Reads a <see cref="SessionQuery"/> from the pairs of a query string: the page and the API understand the same words.</summary>
public static class SessionQueryParser
{
    /// <param name="pairs">Without what is the caller's own; empty values ask for nothing.</param>
    /// <returns>The query, without what was not understood, and what that was.</returns>
    public static (SessionQuery Query, IReadOnlyList<QueryProblem> Problems) Parse(int formId, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var query = new SessionQuery(formId, null, null, null, null);
        var problems = new List<QueryProblem>();
        foreach (var (name, value) in pairs.Where(pair => !string.IsNullOrWhiteSpace(pair.Value)))
        {
            switch (name)
            {
                case "progress" when SessionProgressRule.ByName.TryGetValue(value, out var progress):
                    query = query with { Progress = progress };
                    break;
                case "progress":
                    problems.Add(new(name, $"It is one of {string.Join(", ", SessionProgressRule.ByName.Keys)}."));
                    break;
                case "q" when value.Trim() is { Length: <= SessionQuery.LongestSearch } text:
                    query = query with { Search = text };
                    break;
                case "q":
                    problems.Add(new(name, $"A search has at most {SessionQuery.LongestSearch} characters."));
                    break;
                case "from" when Moments.TryReadInstant(value, out var first, out _):
                    query = query with { From = first };
                    break;
                case "to" when Moments.TryReadInstant(value, out _, out var next):
                    query = query with { To = next };
                    break;
                case "from" or "to":
                    problems.Add(new(name, "A day is written like 2026-11-18, a moment like 2026-11-18T15:30:00Z."));
                    break;
                default:
                    problems.Add(new(name, "There is no such parameter."));
                    break;
            }
        }

        return (query, problems);
    }
}
