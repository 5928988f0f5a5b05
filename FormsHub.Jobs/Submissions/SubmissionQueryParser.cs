using System.Globalization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Storage;

namespace FormsHub.Jobs.Submissions;

/// <summary>Reads a <see cref="SubmissionQuery"/> from the pairs of a query string or a saved report: the same words everywhere.</summary>
public static class SubmissionQueryParser
{
    public const string SubmittedAt = "submittedAt";
    public const string Number = "number";

    /// <summary>What stands before a field's name in the name of its filter.</summary>
    public const string FilterPrefix = "f.";

    private const int MostFilters = 100;
    private const int MostSearchCharacters = 500;
    private const int MostRoles = 100;
    private const int LongestRole = 300;

    /// <param name="formId">The form asked about.</param>
    /// <param name="fields">Its fields in display order.</param>
    /// <param name="pairs">Decoded names and values. Names that belong to the caller (such as <c>limit</c>) must be taken out before: an unknown name is a problem.</param>
    public static SubmissionQueryResult Parse(int formId, IReadOnlyList<FormField> fields, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var reading = new Reading(fields, SubmissionQuery.All(formId, fields));
        foreach (var (name, value) in pairs)
        {
            reading.Take(name, value);
        }

        return reading.Finish();
    }

    private sealed class Reading(IReadOnlyList<FormField> fields, SubmissionQuery query)
    {
        private readonly Dictionary<string, FormField> _fields = ByName(fields);
        private readonly List<QueryProblem> _problems = [];
        private readonly List<int> _versions = [];
        private readonly List<SubmissionState> _states = [];
        private readonly List<ReviewState> _reviews = [];
        private readonly List<string> _roles = [];
        private readonly List<FieldFilter> _filters = [];
        private SubmissionQuery _query = query;

        public void Take(string name, string value)
        {
            var problem = PostgresText.CanHold(name) && PostgresText.CanHold(value)
                ? name switch
                {
                    "from" => TakeMoment(value, (moment, _) => _query with { From = moment }),
                    "to" => TakeMoment(value, (_, next) => _query with { Before = next }),
                    "version" => TakeList(value, _versions, TryReadVersion, "A version is a positive number."),
                    "state" => TakeList(value, _states, WireNames.TryRead, $"A state is one of {WireNames.List<SubmissionState>()}."),
                    "review" => TakeList(value, _reviews, WireNames.TryRead, $"A review is one of {WireNames.List<ReviewState>()}."),
                    "role" => TakeRole(value),
                    "trashed" => TakeTrashed(value),
                    "q" => TakeSearch(value),
                    "sort" => TakeSort(value),
                    _ when name.StartsWith(FilterPrefix, StringComparison.Ordinal) => TakeFilter(name[FilterPrefix.Length..], value),
                    _ => "There is no such parameter.",
                }
                : "It holds characters that no text can have.";
            if (problem is not null)
            {
                _problems.Add(new QueryProblem(name, problem));
            }
        }

        public SubmissionQueryResult Finish() => _problems.Count > 0
            ? SubmissionQueryResult.Refused(_problems)
            : SubmissionQueryResult.Of(_query with { Versions = _versions, States = _states, Reviews = _reviews, Roles = _roles, Filters = _filters });

        /// <summary>By name, and by the names they had before: what was written with one still means the same column.</summary>
        private static Dictionary<string, FormField> ByName(IReadOnlyList<FormField> fields)
        {
            var byName = fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
            foreach (var field in fields)
            {
                foreach (var name in field.FormerNames)
                {
                    byName.TryAdd(name, field);
                }
            }

            return byName;
        }

        private string? TakeMoment(string text, Func<DateTime, DateTime, SubmissionQuery> apply)
        {
            if (!Moments.TryReadInstant(text, out var moment, out var next))
            {
                return "A time is a day such as 2026-11-18 or a moment such as 2026-11-18T15:30:00Z.";
            }

            _query = apply(moment, next);
            return null;
        }

        private static string? TakeList<T>(string text, List<T> list, TryRead<T> read, string problem)
        {
            foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (!read(part, out var value))
                {
                    return problem;
                }

                list.Add(value);
            }

            return null;
        }

        private static bool TryReadVersion(string text, out int version) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out version) && version > 0;

        /// <summary>One role each time it is named: a role's name may hold a comma. Roles of earlier versions are roles too, so any name may be asked for.</summary>
        private string? TakeRole(string text)
        {
            if (FormRoles.Of(fields).Count < 2)
            {
                return "The form has no roles.";
            }

            if (text.Length is 0 or > LongestRole || _roles.Count == MostRoles)
            {
                return $"A role is a name of 1 to {LongestRole} characters; a query names at most {MostRoles}.";
            }

            _roles.Add(text);
            return null;
        }

        private string? TakeTrashed(string text)
        {
            if (!bool.TryParse(text, out var trashed))
            {
                return "It is true or false.";
            }

            _query = _query with { Trashed = trashed };
            return null;
        }

        private string? TakeSearch(string text)
        {
            if (text.Length > MostSearchCharacters)
            {
                return $"A search has at most {MostSearchCharacters} characters.";
            }

            _query = _query with { Search = [.. _query.Search, .. SearchWords.Of(text)] };
            return null;
        }

        private string? TakeSort(string text)
        {
            var name = text.StartsWith('-') && !_fields.ContainsKey(text) ? text[1..] : text;
            var descending = name.Length < text.Length;
            if (_fields.TryGetValue(name, out var field))
            {
                if (FieldKind.Of(field) == ColumnKind.Blob)
                {
                    return $"Pictures and signatures such as '{name}' have no order.";
                }

                _query = _query with { Sort = new SubmissionSort(SortKey.Field, field, descending) };
                return null;
            }

            SortKey? key = name switch { SubmittedAt => SortKey.SubmittedAt, Number => SortKey.Number, _ => null };
            if (key is null)
            {
                return $"The form has no field '{name}' to sort by.";
            }

            _query = _query with { Sort = new SubmissionSort(key.Value, null, descending) };
            return null;
        }

        private string? TakeFilter(string fieldName, string text)
        {
            if (!_fields.TryGetValue(fieldName, out var field))
            {
                return $"The form has no field '{fieldName}'.";
            }

            if (_filters.Count == MostFilters)
            {
                return $"A query has at most {MostFilters} filters.";
            }

            var filter = FieldFilterParser.Parse(field, text, out var problem);
            if (filter is not null)
            {
                _filters.Add(filter);
            }

            return problem;
        }
    }

    private delegate bool TryRead<T>(string text, out T value);
}
