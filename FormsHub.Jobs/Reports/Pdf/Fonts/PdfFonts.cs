using FormsHub.Jobs.Reports.Pdf.Layout;

namespace FormsHub.Jobs.Reports.Pdf.Fonts;

/// <summary>Whether the machine has what PDF files are made with: the libraries, and letters for the scripts that forms are written in.</summary>
public static class PdfFonts
{
    private static readonly (string Script, string Sample, string Package)[] Scripts =
    [
        ("Latin", "Aaßłéı", "fonts-noto-core"),
        ("Cyrillic", "Жяї", "fonts-noto-core"),
        ("Greek", "Ωάς", "fonts-noto-core"),
        ("Arabic", "عربي", "fonts-noto-core"),
        ("Hebrew", "עברית", "fonts-noto-core"),
        ("Devanagari", "हिन्दी", "fonts-noto-core"),
        ("Thai", "ภาษาไทย", "fonts-noto-core"),
        ("Chinese", "汉字漢字", "fonts-noto-cjk"),
        ("Japanese", "かなカナ", "fonts-noto-cjk"),
        ("Korean", "한국어", "fonts-noto-cjk"),
    ];

    // Fonts that are installed later are found by a process that is started later.
    private static readonly Lazy<IReadOnlyList<string>> Problems = new(Look);

    /// <summary>Sentences for an administrator; empty when nothing is missing. Looked for once a process, which may take a second.</summary>
    public static IReadOnlyList<string> FindProblems() => Problems.Value;

    /// <summary>The same, without waiting: empty as long as nobody has looked.</summary>
    public static IReadOnlyList<string> Found => Problems.IsValueCreated ? Problems.Value : [];

    private static IReadOnlyList<string> Look()
    {
        try
        {
            using var turn = Turn.Begin();
            using var fonts = new FontMap();
            using var typesetter = new Typesetter(fonts, "en");
            return [.. Scripts
                .Where(script => typesetter.Set(script.Sample, TextStyle.Body, 500).UnknownCharacters > 0)
                .GroupBy(script => script.Package, script => script.Script)
                .Select(package => $"No font has letters for {string.Join(", ", package)}: PDF files show boxes there. Install the Debian package {package.Key} and start FormsHub again.")];
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or PdfException)
        {
            return [e is PdfException ? e.Message : PangoPdfRenderer.LibrariesAreMissing];
        }
    }
}
