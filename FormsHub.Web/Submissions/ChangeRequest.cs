using System.Text.Json;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Web.Submissions;

/// <summary>Reads the body of a change: <c>{"review": "approved", "note": "…", "trashed": true}</c>, each member optional.</summary>
internal static class ChangeRequest
{
    private const int LongestNote = 10_000;

    public static SubmissionChange Read(JsonElement body, List<QueryProblem> problems)
    {
        var change = new SubmissionChange();
        if (body.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new QueryProblem("body", "Send an object with review, note or trashed."));
            return change;
        }

        try
        {
            foreach (var member in body.EnumerateObject())
            {
                var (read, problem) = Take(change, member);
                change = read;
                if (problem is not null)
                {
                    problems.Add(new QueryProblem(member.Name, problem));
                }
            }
        }
        catch (InvalidOperationException)
        {
            // The only text that JSON takes and .NET does not.
            problems.Add(new QueryProblem("body", "The text holds half a surrogate pair."));
        }

        return change;
    }

    private static (SubmissionChange Change, string? Problem) Take(SubmissionChange change, JsonProperty member) => member.Name switch
    {
        "review" => member.Value.ValueKind == JsonValueKind.String && WireNames.TryRead(member.Value.GetString()!, out ReviewState review)
            ? (change with { Review = review }, null)
            : (change, $"A review is one of {WireNames.List<ReviewState>()}."),
        "note" => member.Value.ValueKind switch
        {
            JsonValueKind.Null => (change with { Note = "" }, null),
            JsonValueKind.String when member.Value.GetString()!.Length <= LongestNote => (change with { Note = member.Value.GetString() }, null),
            _ => (change, $"A note is a text of at most {LongestNote} characters, or null."),
        },
        "trashed" => member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? (change with { Trashed = member.Value.GetBoolean() }, null)
            : (change, "It is true or false."),
        _ => (change, "A submission has review, note and trashed to change, nothing of this name."),
    };
}
