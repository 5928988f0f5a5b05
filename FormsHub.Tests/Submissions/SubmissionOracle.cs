using System.Globalization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Support;
using SortKey = FormsHub.Jobs.Submissions.SortKey;

namespace FormsHub.Tests.Submissions;

/// <summary>Answers a query over submissions in memory, written from the rules and without SQL: what the database must answer too.</summary>
internal static class SubmissionOracle
{
    public static List<TestSubmission> Answer(SubmissionQuery query, IEnumerable<TestSubmission> all)
    {
        var list = all.Where(submission => submission.Trashed == query.Trashed && Matches(query, submission)).ToList();
        list.Sort((left, right) => Compare(query.Sort, left, right));
        return list;
    }

    /// <summary>The cell a list shows: the column's value, else the first thing the ledger has to show.</summary>
    public static FieldValue Cell(FormField field, TestSubmission submission)
    {
        var column = Column(field, submission);
        return column.Kind != ValueKind.Empty
            ? column
            : submission.Ledger.Where(entry => entry.FieldId == field.Id).Select(entry => entry.Value).FirstOrDefault(value => value.Kind != ValueKind.Empty);
    }

    private static FieldValue Column(FormField field, TestSubmission submission) =>
        field.ColumnReady && submission.HasRow && submission.Columns.TryGetValue(field.Id, out var value) ? value : FieldValue.Empty;

    private static bool Matches(SubmissionQuery query, TestSubmission submission) =>
        (query.From is null || submission.SubmittedAt >= query.From)
        && (query.Before is null || submission.SubmittedAt < query.Before)
        && (query.Versions.Count == 0 || query.Versions.Contains(submission.Version))
        && (query.States.Count == 0 || query.States.Contains(submission.State))
        && (query.Reviews.Count == 0 || query.Reviews.Contains(submission.Review))
        && query.Search.All(word => Texts(submission).Any(text => Has(text, word)))
        && query.Filters.All(filter => Holds(filter, submission));

    private static IEnumerable<string> Texts(TestSubmission submission) =>
        submission.HasRow ? submission.Columns.Values.Concat(submission.Ledger.Select(entry => entry.Value)).Select(value => value.Text).OfType<string>() : [];

    private static bool Holds(FieldFilter filter, TestSubmission submission) => filter.Operator switch
    {
        FilterOperator.NotEqual => !Holds(filter with { Operator = FilterOperator.Equal }, submission),
        FilterOperator.Empty => !Holds(filter with { Operator = FilterOperator.NotEmpty }, submission),
        FilterOperator.NotEmpty => Column(filter.Field, submission).Kind != ValueKind.Empty
            || Entries(filter.Field, submission).Any(entry => (entry with { Problem = null }).Value.Kind != ValueKind.Empty),
        FilterOperator.Contains => Entries(filter.Field, submission).Select(entry => entry.Choice ?? entry.Text)
            .Append(Displayed(Column(filter.Field, submission))).Any(text => text is not null && Has(text, filter.Operands[0].Text!)),
        _ => Entries(filter.Field, submission).Select(entry => Comparable(filter.Field, entry))
            .Append(Column(filter.Field, submission)).Where(value => value.Kind != ValueKind.Empty)
            .Any(value => filter.Operands.Any(operand => Holds(filter.Operator, value, operand))),
    };

    private static IEnumerable<LedgerEntry> Entries(FormField field, TestSubmission submission) => submission.Ledger.Where(entry => entry.FieldId == field.Id);

    private static FieldValue Comparable(FormField field, LedgerEntry entry) => FieldKind.Of(field) switch
    {
        ColumnKind.Number => entry.Number is { } number ? FieldValue.Of(number) : default,
        ColumnKind.Boolean => entry.Boolean is { } boolean ? FieldValue.Of(boolean) : default,
        ColumnKind.Date => entry.Date is { } date ? FieldValue.OfDate(date) : default,
        ColumnKind.Timestamp => (entry.Timestamp ?? entry.Date) is { } moment ? FieldValue.OfTimestamp(moment) : default,
        ColumnKind.Blob => default,
        _ => FieldValue.OfText(entry.Choice ?? entry.Text),
    };

    private static bool Holds(FilterOperator op, FieldValue value, FieldValue operand)
    {
        var wholeDay = operand.Kind == ValueKind.Date && value.Kind == ValueKind.Timestamp;
        var sign = value.Kind switch
        {
            ValueKind.Number => value.Number.CompareTo(operand.Number),
            ValueKind.Boolean => value.Boolean.CompareTo(operand.Boolean),
            ValueKind.Text => op is FilterOperator.Equal or FilterOperator.In
                ? string.CompareOrdinal(Lower(value.Text!), Lower(operand.Text!))
                : Alphabetical(Lower(value.Text!), Lower(operand.Text!)),
            _ when wholeDay => value.Moment.Date.CompareTo(operand.Moment),
            _ => value.Moment.CompareTo(operand.Moment),
        };
        return op switch
        {
            FilterOperator.Equal or FilterOperator.In => sign == 0,
            FilterOperator.Greater => sign > 0,
            FilterOperator.GreaterOrEqual => sign >= 0,
            FilterOperator.Less => sign < 0,
            _ => sign <= 0,
        };
    }

    private static int Compare(SubmissionSort sort, TestSubmission left, TestSubmission right)
    {
        var (a, b) = (Key(sort, left), Key(sort, right));
        if (a is null != b is null)
        {
            return a is null ? 1 : -1;
        }

        var sign = a is null ? 0 : a is string text ? Alphabetical(text, (string)b!) : Comparer<object>.Default.Compare(a, b);
        sign = sign != 0 ? sign : left.Id.CompareTo(right.Id);
        return sort.Descending ? -sign : sign;
    }

    private static object? Key(SubmissionSort sort, TestSubmission submission)
    {
        if (sort.Field is not { } field)
        {
            return sort.Key == SortKey.Number ? submission.Number : submission.SubmittedAt;
        }

        var value = field.ColumnReady ? Column(field, submission) : Entries(field, submission).Select(entry => Comparable(field, entry)).FirstOrDefault();
        return value.Kind switch
        {
            ValueKind.Empty => null,
            ValueKind.Number => value.Number,
            ValueKind.Boolean => value.Boolean,
            ValueKind.Text => value.Text![..Math.Min(value.Text!.Length, 200)],
            _ => value.Moment,
        };
    }

    private static string? Displayed(FieldValue value) => value.Kind switch
    {
        ValueKind.Number => value.Number.ToString("0.############################", CultureInfo.InvariantCulture),
        ValueKind.Date => value.Moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ValueKind.Timestamp => value.Moment.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        _ => value.Text,
    };

    private static int Alphabetical(string left, string right)
    {
        var sign = CultureInfo.InvariantCulture.CompareInfo.Compare(left, right, CompareOptions.None);
        return sign != 0 ? sign : string.CompareOrdinal(left, right);
    }

    private static bool Has(string text, string part) => Lower(text).Contains(Lower(part), StringComparison.Ordinal);

    private static string Lower(string text) => text.ToLowerInvariant();
}
