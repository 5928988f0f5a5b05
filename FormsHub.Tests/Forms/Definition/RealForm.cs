namespace FormsHub.Tests.Forms.Definition;

/// <summary>The real form that ONLYOFFICE made and the list of what is in it; both lie beside the checkout and are not part of it.</summary>
internal static class RealForm
{
    private static readonly string? Folder = Find();

    /// <summary>Without the shared material the tests on it have nothing to compare and pass.</summary>
    public static bool IsHere => Folder is not null;

    public static byte[] Pdf => File.ReadAllBytes(Path.Combine(Folder!, "sample-form.pdf"));

    public static string Expected => File.ReadAllText(Path.Combine(Folder!, "sample-form.expected.json"));

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var forms = Path.Combine(folder.FullName, "shared", "onlyoffice", "forms");
            if (File.Exists(Path.Combine(forms, "sample-form.pdf")))
            {
                return forms;
            }
        }

        return null;
    }
}
