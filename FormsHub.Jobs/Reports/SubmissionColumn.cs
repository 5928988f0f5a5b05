using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports;

/// <summary>What a report can say about a submission beside its fields.</summary>
public enum SubmissionProperty
{
    Number,
    SubmittedAt,
    Submitter,
    Version,
    State,
    Review,
    Role,
    Case,
}

/// <summary>A column of a report of submissions: a field, or something of the submission itself.</summary>
/// <param name="Property">What of the submission; null for a field.</param>
/// <param name="Field">The field; null for something of the submission itself.</param>
public sealed record SubmissionColumn(SubmissionProperty? Property, FormField? Field)
{
    private static readonly (SubmissionProperty Property, string Label, string Name, ColumnKind Kind)[] Properties =
    [
        (SubmissionProperty.Number, "Number", "number", ColumnKind.Number),
        (SubmissionProperty.SubmittedAt, "Submitted (UTC)", "submittedAt", ColumnKind.Timestamp),
        (SubmissionProperty.Submitter, "Submitter", "submitter", ColumnKind.Text),
        (SubmissionProperty.Version, "Version", "version", ColumnKind.Number),
        (SubmissionProperty.State, "State", "state", ColumnKind.Choice),
        (SubmissionProperty.Review, "Review", "review", ColumnKind.Choice),
        (SubmissionProperty.Role, "Role", "role", ColumnKind.Choice),
        (SubmissionProperty.Case, "Case", "case", ColumnKind.Text),
    ];

    /// <summary>As people know it: not unique, possibly empty.</summary>
    public string Label => Field?.Label ?? Of(Property!.Value).Label;

    /// <summary>As programs know it, and as an address asks for it.</summary>
    public string Name => Field?.Name ?? Of(Property!.Value).Name;

    public ColumnKind Kind => Field is null ? Of(Property!.Value).Kind : FieldKind.Of(Field);

    /// <summary>Every column a form's report has unless fewer are chosen: the submission's own, then one for each field.</summary>
    public static IReadOnlyList<SubmissionColumn> All(IReadOnlyList<FormField> fields) =>
        [.. Own(fields).Select(property => new SubmissionColumn(property, null)), .. fields.Select(field => new SubmissionColumn(null, field))];

    /// <summary>The submission's own columns; role and case only where a form goes from role to role.</summary>
    public static IEnumerable<SubmissionProperty> Own(IReadOnlyList<FormField> fields)
    {
        var hasRoles = FormRoles.Of(fields).Count > 1;
        return Properties.Select(property => property.Property).Where(property => hasRoles || property is not (SubmissionProperty.Role or SubmissionProperty.Case));
    }

    /// <summary>A column by its name. A field that is called like something of the submission comes first, which then is meant with <c>@</c> before its name.</summary>
    /// <returns>null when the form has no such column.</returns>
    public static SubmissionColumn? Find(IReadOnlyList<FormField> fields, string name)
    {
        var field = fields.FirstOrDefault(field => field.Name == name) ?? fields.FirstOrDefault(field => field.FormerNames.Contains(name, StringComparer.Ordinal));
        if (field is not null)
        {
            return new(null, field);
        }

        var own = name.StartsWith('@') ? name[1..] : name;
        foreach (var property in Properties.Where(property => property.Name == own))
        {
            return new(property.Property, null);
        }

        return null;
    }

    private static (SubmissionProperty Property, string Label, string Name, ColumnKind Kind) Of(SubmissionProperty property) => Properties[(int)property];
}
