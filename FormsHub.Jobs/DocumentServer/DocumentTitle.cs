using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Storage;

namespace FormsHub.Jobs.DocumentServer;

/// <summary>What the editor shows as a document's title.</summary>
public static class DocumentTitle
{
    private const int Longest = 128;

    public static string Of(Form form) => Of(form.Title);

    /// <param name="title">Of the form.</param>
    public static string Of(string title) => PostgresText.Cut(title, Longest - ".pdf".Length) + ".pdf";
}
