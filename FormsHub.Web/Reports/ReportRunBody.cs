using System.Text.Json;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Submissions;
using Microsoft.AspNetCore.WebUtilities;

namespace FormsHub.Web.Reports;

/// <summary>
/// Reads the body of a request for a report: <c>{"format": "xlsx", "columns": ["city"], "query": "state=normalized&amp;f.age=gte:18", "options": {"labels": "keys"}}</c>.
/// A query may also be an object, its values texts or lists of texts. All but the format is optional.
/// </summary>
internal sealed record ReportRunBody(string Format, IReadOnlyList<KeyValuePair<string, string>> Pairs)
{
    /// <returns>Null when <paramref name="problems"/> says why not.</returns>
    public static ReportRunBody? Read(JsonElement body, List<QueryProblem> problems)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new("body", "Send an object with format, columns, query and options."));
            return null;
        }

        var format = "";
        var pairs = new List<KeyValuePair<string, string>>();
        try
        {
            foreach (var member in body.EnumerateObject())
            {
                var problem = member.Name switch
                {
                    "format" => (format = Text(member.Value) ?? "").Length > 0 ? null : "A format is a text such as xlsx.",
                    "columns" => TakeAll(ReportRequestParser.Column, member.Value, pairs, "Columns are a list of names."),
                    "query" when member.Value.ValueKind == JsonValueKind.String => TakeQuery(member.Value.GetString()!, pairs),
                    "query" => TakeObject(member.Value, pairs, "A query is a text such as state=normalized&f.age=gte:18, or an object of texts and lists of texts."),
                    "options" => TakeObject(member.Value, pairs, "Options are an object of texts."),
                    _ => "A report has format, columns, query and options, nothing of this name.",
                };
                if (problem is not null)
                {
                    problems.Add(new(member.Name, problem));
                }
            }
        }
        catch (InvalidOperationException)
        {
            // The only text that JSON takes and .NET does not.
            problems.Add(new("body", "The text holds half a surrogate pair."));
        }

        if (format.Length == 0 && problems.Count == 0)
        {
            problems.Add(new("format", "Say which format, such as xlsx."));
        }

        return problems.Count == 0 ? new(format, pairs) : null;
    }

    private static string? TakeQuery(string query, List<KeyValuePair<string, string>> pairs)
    {
        foreach (var pair in new QueryStringEnumerable(query.StartsWith('?') ? query : $"?{query}"))
        {
            pairs.Add(new(pair.DecodeName().ToString(), pair.DecodeValue().ToString()));
        }

        return null;
    }

    private static string? TakeObject(JsonElement value, List<KeyValuePair<string, string>> pairs, string problem)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            return problem;
        }

        foreach (var member in value.EnumerateObject())
        {
            if (TakeAll(member.Name, member.Value, pairs, problem) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    private static string? TakeAll(string name, JsonElement value, List<KeyValuePair<string, string>> pairs, string problem)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var isList = value.ValueKind == JsonValueKind.Array;
        if (!isList && name == ReportRequestParser.Column)
        {
            return problem;
        }

        foreach (var one in isList ? value.EnumerateArray().ToArray() : [value])
        {
            if (Text(one) is not { } text)
            {
                return problem;
            }

            pairs.Add(new(name, text));
        }

        return null;
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };
}
