using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Submissions;
using FormsHub.Web.Look;

namespace FormsHub.Web.Submissions;

/// <summary>What the address of a list asks, as far as it can be understood: the list itself and every page that was opened from it read it the same way.</summary>
internal sealed record ListRequest
{
    private const string ColumnName = ReportRequestParser.Column;
    private const string CursorName = "cursor";

    /// <summary>Parts of an address that are a page's own and no question about submissions.</summary>
    private static readonly string[] OwnNames = ["id", CursorName, "published", "handler", "done", "was", "figures", .. ColumnFilter.Names];

    public required SubmissionQuery Query { get; init; }

    /// <summary>The pairs that ask for <see cref="Query"/>.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Question { get; init; }

    /// <summary>The pairs that choose columns.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Columns { get; init; }

    /// <summary>What was left out because it makes no sense.</summary>
    public IReadOnlyList<QueryProblem> Problems { get; init; } = [];

    /// <summary>The first filter that makes no sense, as it was typed; null when all do.</summary>
    public TypedFilter? Mistyped { get; init; }

    /// <summary>Everything that leads back to the same list.</summary>
    public IEnumerable<KeyValuePair<string, string>> Pairs => Question.Concat(Columns);

    /// <summary>Everything that leads back to the same page of the list.</summary>
    public ListAddress PageOf(int formId, HttpRequest request) => new($"/forms/{formId}", [.. Pairs, .. PlaceOf(request)]);

    /// <param name="formId">The form asked about.</param>
    /// <param name="fields">Its fields in display order.</param>
    /// <param name="request">For the address's query.</param>
    /// <param name="typed">What was typed into a filter menu; null for none.</param>
    public static ListRequest Read(int formId, IReadOnlyList<FormField> fields, HttpRequest request, ColumnFilter? typed = null)
    {
        var all = PairsOf(request);
        var asked = all.Where(pair => pair.Key != ColumnName);
        var question = typed?.ApplyTo(asked) ?? asked.ToList();
        var problems = new List<QueryProblem>();
        TypedFilter? mistyped = null;
        var result = SubmissionQueryParser.Parse(formId, fields, question);
        if (!result.IsValid)
        {
            // What makes sense by itself is asked, the rest is said.
            foreach (var pair in question.ToList())
            {
                if (SubmissionQueryParser.Parse(formId, fields, [pair]).Problems is [var problem, ..])
                {
                    question.Remove(pair);
                    problems.Add(problem);
                    mistyped ??= typed?.Filters.FirstOrDefault(filter => filter.Pair.Equals(pair)) is { } filter
                        ? filter with { Problem = problem.Reason }
                        : TypedFilter.Of(pair, problem.Reason);
                }
            }

            result = SubmissionQueryParser.Parse(formId, fields, question);
        }

        return new()
        {
            Query = result.Query ?? SubmissionQuery.All(formId, fields),
            Question = result.IsValid ? question : [],
            Columns = [.. all.Where(pair => pair.Key == ColumnName)],
            Problems = [.. problems, .. result.Problems],
            Mistyped = mistyped,
        };
    }

    /// <summary>Which page of the list it is; nothing for the first one.</summary>
    public static IEnumerable<KeyValuePair<string, string>> PlaceOf(HttpRequest request) =>
        QueryPairs.Of(request).Where(pair => pair.Key == CursorName && pair.Value.Length > 0).Take(1);

    /// <summary>The pairs as they came, without a page's own and without empty ones: a form sends every box, filled or not.</summary>
    public static List<KeyValuePair<string, string>> PairsOf(HttpRequest request) =>
        [.. QueryPairs.Of(request).Where(pair => pair.Value.Length > 0 && !OwnNames.Contains(pair.Key))];
}

/// <summary>A filter as somebody typed it.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Operator">The operator's name.</param>
/// <param name="Value">What it compares with; empty for operators that need nothing.</param>
internal sealed record TypedFilter(string Field, string Operator, string Value)
{
    /// <summary>Why it makes no sense; null before it was looked at.</summary>
    public string? Problem { get; init; }

    /// <summary>The one word that programs and colleagues use too.</summary>
    public KeyValuePair<string, string> Pair =>
        KeyValuePair.Create(SubmissionQueryParser.FilterPrefix + Field, Operator is "empty" or "notempty" ? Operator : $"{Operator}:{Value}");

    /// <returns>Null for a pair that is no filter.</returns>
    public static TypedFilter? Of(KeyValuePair<string, string> pair, string problem)
    {
        if (!pair.Key.StartsWith(SubmissionQueryParser.FilterPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        var colon = pair.Value.IndexOf(':', StringComparison.Ordinal);
        var op = colon < 0 ? "" : pair.Value[..colon];
        var field = pair.Key[SubmissionQueryParser.FilterPrefix.Length..];
        return (FieldFilterParser.OperatorNames.Contains(op) ? new TypedFilter(field, op, pair.Value[(colon + 1)..]) : new TypedFilter(field, "eq", pair.Value)) with { Problem = problem };
    }
}
