using System.Globalization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Submissions;
using FormsHub.Web.Look;

namespace FormsHub.Web.Submissions;

/// <summary>What can be done with one column of the list: sort, filter by its kind, move, hide. Each is a link or a form, so it works without a script.</summary>
internal sealed class ColumnMenu(IndexModel list, ListColumn column, int place)
{
    private const int MostOptions = 200;

    public ListColumn Column => column;

    /// <summary>Of the panel; the button in the header opens it.</summary>
    public string Id => $"column-{place}";

    public string Path => $"/forms/{list.Form.Id}";

    /// <summary>What its own filters are called in the address; none for a column that has none. A state shows the review as well.</summary>
    public IReadOnlyList<string> FilterNames => column.Column.Property switch
    {
        null => [SubmissionQueryParser.FilterPrefix + column.Field!.Name],
        SubmissionProperty.SubmittedAt => ["from", "to"],
        SubmissionProperty.State => ["review", "state"],
        SubmissionProperty.Review => ["review"],
        SubmissionProperty.Version => ["version"],
        SubmissionProperty.Role when Roles.Count > 1 => ["role"],
        _ => [],
    };

    /// <summary>Whether the column is filtered now.</summary>
    public bool IsFiltered => list.Address.Pairs.Any(pair => FilterNames.Contains(pair.Key));

    public ColumnFilterState State => ColumnFilterState.Of(list.Query.Filters.Where(filter => filter.Field.Id == column.Field?.Id));

    /// <summary>The address's parts that the column's filter leaves as they are.</summary>
    public IEnumerable<KeyValuePair<string, string>> Others => list.Address.Pairs.Where(pair => !FilterNames.Contains(pair.Key));

    public string Unfiltered => new ListAddress(Path, [.. Others]).ToString();

    /// <summary>Sorting by it, each way with its words; empty where there is no order.</summary>
    public IEnumerable<(string Words, string Href, bool IsOn, string Icon)> Sorts
    {
        get
        {
            if (column.SortName is not { } name)
            {
                yield break;
            }

            var (up, down) = column.Kind switch
            {
                ColumnKind.Number => ("Smallest first", "Largest first"),
                ColumnKind.Date or ColumnKind.Timestamp => ("Earliest first", "Latest first"),
                ColumnKind.Boolean => ("No first", "Yes first"),
                _ => ("A to Z", "Z to A"),
            };
            var sort = list.Query.Sort.ToString();
            yield return (up, list.Address.With("sort", name), sort == name, "sort-up");
            yield return (down, list.Address.With("sort", "-" + name), sort == "-" + name, "sort-down");
        }
    }

    /// <summary>Check boxes, group by group; none for a column that is not one of a few things. A field's boxes are put together, others have their own names in the address.</summary>
    public IReadOnlyList<ColumnOptions> Options => column.Column.Property switch
    {
        SubmissionProperty.State => [Reviews("Only reviewed as"), new("Only in this state", "state", [.. Enum.GetValues<SubmissionState>().Select(state => (WireNames.Of(state), StateWords.Of(state), list.Query.States.Contains(state)))])],
        SubmissionProperty.Review => [Reviews("Only")],
        SubmissionProperty.Version => [new("Only", "version", [.. Enumerable.Range(1, list.Form.VersionNumber).TakeLast(MostOptions).Reverse()
            .Select(version => (version.ToString(CultureInfo.InvariantCulture), $"Version {version}", list.Query.Versions.Contains(version)))])],
        SubmissionProperty.Role when FilterNames.Count > 0 => [new("Only", "role", [.. Roles.Select(role => (role, role, list.Address.Has("role", role)))])],
        null when column.Field!.Definition?.Options is { Count: > 0 and <= MostOptions } options && column.Kind.IsText() =>
            [new("Only", "filterAny", [.. options.Select(option => option.Label).Where(label => label.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Select(label => (label, label, State.Any.Contains(label)))])],
        _ => [],
    };

    /// <summary>Days back from now that are one press away.</summary>
    public IEnumerable<(string Words, string Href)> Periods
    {
        get
        {
            if (column.Kind is not (ColumnKind.Date or ColumnKind.Timestamp))
            {
                yield break;
            }

            foreach (var days in new[] { 7, 30 })
            {
                var from = list.Now.AddDays(-days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                var (name, value) = column.Field is null ? ("from", from) : (FilterNames[0], $"gte:{from}");
                yield return ($"The last {days} days", new ListAddress(Path, [.. Others]).Plus(name, value));
            }
        }
    }

    /// <summary>The column one place to the left or right; null at the end. The number stays first unless somebody put it elsewhere.</summary>
    public string? Moved(int by)
    {
        var names = list.Columns.Select(shown => shown.Name).ToList();
        var to = place + by;
        if (to < 0 || to >= names.Count)
        {
            return null;
        }

        (names[place], names[to]) = (names[to], names[place]);
        return list.Address.WithAll(ReportRequestParser.Column, names);
    }

    /// <summary>Null for the number, which leads to the submission, and for the last one beside it.</summary>
    public string? Hidden => column.IsNumber || list.Columns.Count <= 2
        ? null
        : list.Address.WithAll(ReportRequestParser.Column, list.Columns.Where(shown => shown != column).Select(shown => shown.Name));

    private ColumnOptions Reviews(string legend) =>
        new(legend, "review", [.. Enum.GetValues<ReviewState>().Select(review => (WireNames.Of(review), StateWords.Of(review), list.Query.Reviews.Contains(review)))]);

    private IReadOnlyList<string> Roles => FormRoles.Of(list.Fields);
}

/// <summary>Check boxes of a column's menu.</summary>
/// <param name="Legend">What ticking them means.</param>
/// <param name="Name">What each sends its value as.</param>
/// <param name="Boxes">Each with its words and whether it is ticked now.</param>
internal sealed record ColumnOptions(string Legend, string Name, IReadOnlyList<(string Value, string Words, bool IsOn)> Boxes);
