using System.Globalization;
using FormsHub.Jobs.Storage;

namespace FormsHub.Jobs.Forms;

/// <summary>Statements about the table of one form: <c>{formId}</c> and <c>{fieldId}</c> in them are integer ids, the only names there are.</summary>
internal static class FormSql
{
    public static string Get(string name, int formId) => Fill(Sql.Get(name), "{formId}", formId);

    public static string Get(string name, int formId, int fieldId) => Fill(Get(name, formId), "{fieldId}", fieldId);

    private static string Fill(string text, string placeholder, int id) =>
        text.Replace(placeholder, id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
