using System.Globalization;
using FormsHub.Jobs.Storage;

namespace FormsHub.Jobs.Submissions;

/// <summary>Statements about the table of one form: <c>{formId}</c> in them is the form's integer id.</summary>
internal static class FormSql
{
    public static string Get(string name, int formId) =>
        Sql.Get(name).Replace("{formId}", formId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
