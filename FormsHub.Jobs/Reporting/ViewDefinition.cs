using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Storage;

namespace FormsHub.Jobs.Reporting;

/// <summary>A view as it should be.</summary>
/// <param name="Version">Null for the form's own, over all its versions.</param>
/// <param name="Name">In the schema <c>reporting</c>.</param>
/// <param name="Columns">In order.</param>
internal sealed record ViewDefinition(int? Version, string Name, IReadOnlyList<ViewColumn> Columns)
{
    private const string Template = "reporting/create_view";

    /// <summary>Changes when a newer program makes views in another way.</summary>
    public static string TemplateHash { get; } = Hash(Sql.Get(Template) + string.Join(',', ViewColumn.Leading.Concat(ViewColumn.OfRoles)));

    /// <summary>The form's own view: every field that has a column, the eldest first. New ones stand at the end, so that nothing that is read by place moves.</summary>
    public static ViewDefinition OfForm(string slug, IReadOnlyList<FormField> fields, bool hasRoles) =>
        Of(null, slug, fields.Where(field => field.ColumnReady).OrderBy(field => field.Id), field => (field.Label, field.Name), hasRoles);

    /// <summary>One version's view: exactly its fields, in its order and under its labels, which no later version changes.</summary>
    /// <param name="fields">With their definitions in this version, in its order.</param>
    public static ViewDefinition OfVersion(string slug, int version, IReadOnlyList<FormField> fields, bool hasRoles) => Of(
        version,
        string.Create(CultureInfo.InvariantCulture, $"{slug}_v{version}"),
        fields.Where(field => field is { ColumnReady: true, Definition: not null }),
        field => (field.Definition!.SuggestedLabel, field.KeyInVersion),
        hasRoles);

    /// <summary>The same view with the columns that are there already where they are, and the new ones behind them: PostgreSQL adds columns at the end only.</summary>
    /// <param name="noted">Names and fields of the columns there are.</param>
    /// <returns>Null when one of them is not wanted any more, and the view has to be made anew.</returns>
    public ViewDefinition? After(IReadOnlyList<(string Name, int FieldId)> noted)
    {
        var left = Columns.ToList();
        var kept = new List<ViewColumn>(Columns.Count);
        foreach (var (name, fieldId) in noted)
        {
            if (left.Find(column => column.IsSameAs(name, fieldId)) is not { } column)
            {
                return null;
            }

            left.Remove(column);
            kept.Add(column);
        }

        return this with { Columns = [.. kept, .. left] };
    }

    public string CreateStatement(int viewId, int formId) => FormSql.Get(Template, formId)
        .Replace("{viewId}", viewId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{condition}", Version is { } version ? string.Create(CultureInfo.InvariantCulture, $" AND d.version = {version}") : "", StringComparison.Ordinal)
        .Replace("{view}", SqlIdentifier.Quote(Name), StringComparison.Ordinal)
        // Last: labels are in it, and whatever they look like is no placeholder any more.
        .Replace("{columns}", string.Concat(Columns.Skip(1).Select(column => $", {column.Expression} AS {SqlIdentifier.Quote(column.Name)}")), StringComparison.Ordinal);

    /// <summary>Whether a view with columns of these types can become this one in place.</summary>
    public bool CanGrowFrom(IReadOnlyList<string> types) => types.Count <= Columns.Count && types.Index().All(type => Columns[type.Index].Type == type.Item);

    /// <summary>Whether PostgreSQL's view has just these columns: somebody may have changed it by hand.</summary>
    public bool IsSameAs(IReadOnlyList<string> names, IReadOnlyList<string> types) =>
        Columns.Select(column => (column.Name, column.Type)).SequenceEqual(names.Zip(types));

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static ViewDefinition Of(int? version, string name, IEnumerable<FormField> fields, Func<FormField, (string, string)> names, bool hasRoles)
    {
        var shown = fields.ToList();
        var columns = shown.Zip(ViewColumnNames.For(shown.Select(names)), ViewColumn.Of);
        return new(version, name, [.. ViewColumn.Leading, .. hasRoles ? ViewColumn.OfRoles : [], .. columns]);
    }
}
