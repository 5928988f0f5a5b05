using System.Diagnostics;
using System.Globalization;
using FormsHub.Jobs.Forms;

namespace FormsHub.Jobs.Reporting;

/// <summary>A column of a reporting view.</summary>
/// <param name="Name">As analysts see it: unique in the view ignoring case, at most 63 bytes.</param>
/// <param name="Type">As PostgreSQL calls it.</param>
/// <param name="Expression">What it shows, in the words of sql/reporting/create_view.sql; made of ids alone.</param>
/// <param name="FieldId">0 for a column that every form has.</param>
internal sealed record ViewColumn(string Name, string Type, string Expression, int FieldId = 0)
{
    private const string Text = "text";

    /// <summary>What a view shows of each submission before its fields.</summary>
    public static IReadOnlyList<ViewColumn> Leading { get; } =
    [
        new("number", "integer", "d.number"),
        new("submitted_at", "timestamp with time zone", "d.submitted_at"),
        new("submitter", Text, "s.submitter"),
        new("submitter_email", Text, "p.email"),
        new("submitter_reference", Text, "p.reference"),
        new("version", "integer", "d.version"),
        new("state", Text, "w.state"),
        new("review", Text, "w.review"),
        new("reason", Text, "s.reason"),
        new("other_values", "jsonb", "w.other_values"),
    ];

    /// <summary>What it shows besides when several roles fill the form.</summary>
    public static IReadOnlyList<ViewColumn> OfRoles { get; } = [new("role", Text, "s.role"), new("case_name", Text, "w.case_name")];

    /// <param name="field">Its column exists.</param>
    public static ViewColumn Of(FormField field, string name) => field.Column switch
    {
        ColumnKind.Text or ColumnKind.Choice => new(name, Text, Cell(field), field.Id),
        ColumnKind.Number => new(name, "numeric", Cell(field), field.Id),
        ColumnKind.Boolean => new(name, "boolean", Cell(field), field.Id),
        ColumnKind.Date => new(name, "date", Cell(field), field.Id),
        ColumnKind.Timestamp => new(name, "timestamp without time zone", Cell(field), field.Id),
        ColumnKind.Blob => new(name, Text, $"encode({Cell(field)}, 'hex')", field.Id),
        _ => throw new UnreachableException($"No column for {field.Column}."),
    };

    /// <summary>Whether it is the same column, whatever it is called now.</summary>
    public bool IsSameAs(string name, int fieldId) => FieldId == fieldId && (FieldId != 0 || Name == name);

    private static string Cell(FormField field) => string.Create(CultureInfo.InvariantCulture, $"d.f{field.Id}");
}
