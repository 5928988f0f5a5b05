using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Formats;

/// <summary>Reads a <see cref="ReportRequest"/> from the pairs of a query string or of a saved report: the list's query, and words of its own.</summary>
public static class ReportRequestParser
{
    /// <summary>Names one column; given once for each, in their order. None means all.</summary>
    public const string Column = "column";

    private const int MostColumns = 20_000;

    /// <summary>Words of the list's pages, which mean nothing to a file of everything that matches.</summary>
    private static readonly string[] PageWords = ["limit", "cursor"];

    /// <param name="form">The form asked about.</param>
    /// <param name="fields">Its fields in display order.</param>
    /// <param name="format">What the file will be.</param>
    /// <param name="pairs">Decoded names and values in their order.</param>
    /// <param name="requestedBy">Who asks.</param>
    /// <param name="now">When.</param>
    public static ReportRequestResult Parse(
        Form form, IReadOnlyList<FormField> fields, IReportFormat format, IEnumerable<KeyValuePair<string, string>> pairs, string requestedBy, DateTimeOffset now)
    {
        var options = format.Usual;
        var columns = new List<SubmissionColumn>();
        var query = new List<KeyValuePair<string, string>>();
        var problems = new List<QueryProblem>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var kept = pairs.Where(pair => !PageWords.Contains(pair.Key)).ToList();
        foreach (var (name, value) in kept)
        {
            if (name == Column)
            {
                Add(TakeColumn(fields, columns, value));
            }
            else if (!format.Options.Contains(name))
            {
                query.Add(new(name, value));
            }
            else if (value.Length > 0)
            {
                Add(taken.Add(name) ? ReportOptionsReading.Take(ref options, name, value) : "It is given more than once.");
            }

            void Add(string? problem)
            {
                if (problem is not null)
                {
                    problems.Add(new(name, problem));
                }
            }
        }

        var result = SubmissionQueryParser.Parse(form.Id, fields, query);
        problems.AddRange(result.Problems);
        if (problems.Count > 0)
        {
            return new(null, problems);
        }

        var chosen = columns.Count > 0 ? columns : SubmissionColumn.All(fields);
        return new(
            new()
            {
                Form = form,
                Query = result.Query! with { Fields = [.. chosen.Where(column => column.Field is not null).Select(column => column.Field!)] },
                Columns = chosen,
                Options = options,
                AllFields = fields,
                Pairs = kept,
                RequestedBy = requestedBy,
                RequestedAt = now,
            },
            []);
    }

    private static string? TakeColumn(IReadOnlyList<FormField> fields, List<SubmissionColumn> columns, string name)
    {
        if (SubmissionColumn.Find(fields, name) is not { } column)
        {
            return $"The form has no column '{name}'.";
        }

        if (columns.Count == MostColumns)
        {
            return $"A report has at most {MostColumns} columns.";
        }

        if (columns.Any(other => other.Property == column.Property && other.Field?.Id == column.Field?.Id))
        {
            return $"The column '{name}' is named more than once.";
        }

        columns.Add(column);
        return null;
    }
}
