namespace FormsHub.Tests.PracticeEditor;

/// <summary>Recorded callbacks that stand beside the repository and are read in place; where they are absent the tests that need them have nothing to compare with.</summary>
internal static class SharedMaterial
{
    private static readonly string? Folder = Find();

    /// <summary>Files of a folder such as <c>onlyoffice/captured</c>; none when the material is not on this machine.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern) =>
        Folder is not null && Directory.Exists(Path.Combine(Folder, folder))
            ? [.. Directory.GetFiles(Path.Combine(Folder, folder), pattern).Order(StringComparer.Ordinal)]
            : [];

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "onlyoffice");
            if (Directory.Exists(candidate))
            {
                return Path.Combine(folder.FullName, "shared");
            }
        }

        return null;
    }
}
