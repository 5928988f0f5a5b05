using System.Globalization;
using System.Text;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports;
using FormsHub.Jobs.Storage;

namespace FormsHub.Jobs.Reporting;

/// <summary>Gives the fields of a view their column names: what people call them, made unique with what programs call them.</summary>
internal static class ViewColumnNames
{
    private const int MostNameBytes = 30;

    /// <summary>
    /// One line, at most 63 bytes, unique ignoring case (Power BI and Excel do not tell "Name" from "name"). Who comes first keeps the label,
    /// the next one gets its name with it: "Name", "Name (Text7)".
    /// </summary>
    /// <param name="fields">The eldest first, so that a new field takes no name away. Label and name of each.</param>
    public static IEnumerable<string> For(IEnumerable<(string Label, string Name)> fields)
    {
        var taken = ViewColumn.Leading.Concat(ViewColumn.OfRoles).Select(column => Fold(column.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var (label, name) in fields)
        {
            yield return Candidates(Clean(label), Clean(name)).First(candidate => taken.Add(Fold(candidate)));
        }
    }

    private static IEnumerable<string> Candidates(string label, string name)
    {
        var plain = label.Length > 0 ? label : name.Length > 0 ? name : "field";
        yield return SqlIdentifier.Cut(plain, SqlIdentifier.MostBytes);
        var suffix = name.Length > 0 && name != plain ? $" ({SqlIdentifier.Cut(name, MostNameBytes)})" : "";
        if (suffix.Length > 0)
        {
            yield return WithSuffix(plain, suffix);
        }

        for (var number = 2; ; number++)
        {
            yield return WithSuffix(plain, string.Create(CultureInfo.InvariantCulture, $"{suffix} {number}"));
        }
    }

    private static string WithSuffix(string text, string suffix) =>
        SqlIdentifier.Cut(text, SqlIdentifier.MostBytes - Encoding.UTF8.GetByteCount(suffix)) + suffix;

    private static string Clean(string text) => PostgresText.Clean(ColumnHeaders.Clean(text)).Trim();

    private static string Fold(string name) => name.ToUpperInvariant();
}
