namespace FormsHub.Jobs.Forms;

/// <summary>Who fills a form.</summary>
public static class FormRoles
{
    /// <summary>The roles that its fields are for, each once, in the fields' order. With more than one the form goes from role to role.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<FormField> fields) =>
        [.. fields.Select(field => field.Definition?.Role).OfType<string>().Where(role => role.Length > 0).Distinct(StringComparer.Ordinal)];
}
