using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Web.Submissions;

/// <summary>A column of the list: a field, or something of the submission itself.</summary>
/// <param name="Column">The same column as in files.</param>
/// <param name="Name">As an address and a file's request ask for it.</param>
/// <param name="Heading">Unique among all columns of the form.</param>
/// <param name="Place">Of a field: where a row has its value.</param>
internal sealed record ListColumn(SubmissionColumn Column, string Name, string Heading, int Place)
{
    private const int FieldsUnasked = 5;

    /// <summary>Chosen for a list that says nothing about columns.</summary>
    private static readonly SubmissionProperty[] Unasked = [SubmissionProperty.Number, SubmissionProperty.SubmittedAt, SubmissionProperty.Submitter, SubmissionProperty.Role, SubmissionProperty.Case, SubmissionProperty.State];

    public FormField? Field => Column.Field;

    public ColumnKind Kind => Column.Kind;

    public bool IsNumber => Column.Property == SubmissionProperty.Number;

    /// <summary>What the list is sorted by for this column; null where it cannot be.</summary>
    public string? SortName => Column.Property switch
    {
        null => Field!.Type.IsImage || Kind == ColumnKind.Blob ? null : Name,
        SubmissionProperty.Number => SubmissionQueryParser.Number,
        SubmissionProperty.SubmittedAt => SubmissionQueryParser.SubmittedAt,
        _ => null,
    };

    /// <summary>Every column of the form, the submission's own first.</summary>
    /// <param name="fields">All fields, in the order of a row's values.</param>
    /// <param name="hasRoles">Its rows have roles, whether or not the newest version still has.</param>
    public static IReadOnlyList<ListColumn> All(IReadOnlyList<FormField> fields, bool hasRoles)
    {
        var own = SubmissionColumn.Own(fields).ToList();
        if (hasRoles)
        {
            own = [.. own.Union([SubmissionProperty.Role, SubmissionProperty.Case])];
        }

        var headings = ColumnHeaders.MakeUnique(own.Select(HeadingOf), fields.Select(field => (field.Label, field.Name)));
        return
        [
            .. own.Select((property, index) => Own(property, headings[index], fields)),
            .. fields.Select((field, index) => new ListColumn(new(null, field), field.Name, headings[own.Count + index], index)),
        ];
    }

    /// <summary>Those that an address chooses, in its order; the number leads to the submission and is always there.</summary>
    public static IReadOnlyList<ListColumn> Choose(IReadOnlyList<ListColumn> all, IReadOnlyList<FormField> fields, IEnumerable<string> names)
    {
        var chosen = new List<ListColumn>();
        foreach (var name in names)
        {
            if (SubmissionColumn.Find(fields, name) is { } found
                && all.FirstOrDefault(column => column.Column.Property == found.Property && column.Field?.Id == found.Field?.Id) is { } column && !chosen.Contains(column))
            {
                chosen.Add(column);
            }
        }

        if (chosen.Count == 0)
        {
            return
            [
                .. all.Where(column => column.Column.Property is { } property && Unasked.Contains(property)),
                .. all.Where(column => column.Field is { } field && !field.Type.IsImage).OrderBy(column => column.Field!.Definition is null).Take(FieldsUnasked),
            ];
        }

        return chosen.Any(column => column.IsNumber) ? chosen : [all.First(column => column.IsNumber), .. chosen];
    }

    private static ListColumn Own(SubmissionProperty property, string heading, IReadOnlyList<FormField> fields)
    {
        var column = new SubmissionColumn(property, null);
        var isTaken = SubmissionColumn.Find(fields, column.Name) is { Field: not null };
        return new(column, isTaken ? $"@{column.Name}" : column.Name, heading, -1);
    }

    private static string HeadingOf(SubmissionProperty property) => property switch
    {
        SubmissionProperty.Number => "No.",
        SubmissionProperty.SubmittedAt => "Submitted",
        _ => new SubmissionColumn(property, null).Label,
    };
}
