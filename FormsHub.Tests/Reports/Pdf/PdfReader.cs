using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FormsHub.Tests.Reports.Pdf;

/// <summary>A PDF file as other programs see it: poppler's and qpdf.</summary>
internal static class PdfReader
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>The text of each page.</summary>
    public static string[] Pages(byte[] pdf, params string[] options)
    {
        var text = Encoding.UTF8.GetString(Run("pdftotext", pdf, [.. options, "-enc", "UTF-8", "{file}", "-"]));
        return text.Contains('\f') ? text.Split('\f')[..^1] : [text];
    }

    public static string Text(byte[] pdf, params string[] options) => string.Join('\n', Pages(pdf, options));

    /// <summary>What pdfinfo says, by name.</summary>
    public static Dictionary<string, string> Info(byte[] pdf) =>
        Encoding.UTF8.GetString(Run("pdfinfo", pdf, ["-isodates", "-enc", "UTF-8", "{file}"]))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':', 2))
            .ToDictionary(pair => pair[0], pair => pair[1].Trim());

    /// <summary>The addresses that clicks lead to.</summary>
    public static string[] Links(byte[] pdf) =>
        [.. Encoding.UTF8.GetString(Run("pdfinfo", pdf, ["-url", "{file}"])).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..].Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1])];

    /// <summary>Each font: its name without the tag of the subset, and whether it is embedded with a map back to Unicode.</summary>
    public static (string Name, bool IsWhole)[] Fonts(byte[] pdf) =>
        [.. Encoding.UTF8.GetString(Run("pdffonts", pdf, ["{file}"])).Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..]
            .Select(line => (line[7..].Split(' ')[0], line.Contains(" yes yes yes ", StringComparison.Ordinal)))];

    /// <summary>The objects of the file that hang below its catalog.</summary>
    public static JsonElement Catalog(byte[] pdf)
    {
        var objects = JsonDocument.Parse(Run("qpdf", pdf, ["--json=1", "{file}"])).RootElement.GetProperty("objects");
        return objects.GetProperty(objects.GetProperty("trailer").GetProperty("/Root").GetString()!);
    }

    /// <summary>All objects by their reference, such as <c>12 0 R</c>.</summary>
    public static JsonElement Objects(byte[] pdf) => JsonDocument.Parse(Run("qpdf", pdf, ["--json=1", "--json-key=objects", "{file}"])).RootElement.GetProperty("objects");

    /// <summary>The references of the pages in their order.</summary>
    public static string?[] PageObjects(byte[] pdf) =>
        [.. JsonDocument.Parse(Run("qpdf", pdf, ["--json=1", "--json-key=pages", "{file}"])).RootElement.GetProperty("pages").EnumerateArray().Select(page => page.GetProperty("object").GetString())];

    /// <summary>The bookmarks as qpdf sees them.</summary>
    public static JsonElement Outlines(byte[] pdf) => JsonDocument.Parse(Run("qpdf", pdf, ["--json=1", "--json-key=outlines", "{file}"])).RootElement.GetProperty("outlines");

    /// <summary>Fails unless qpdf finds nothing to complain about.</summary>
    public static void Check(byte[] pdf) => Assert.DoesNotContain("WARNING", Encoding.UTF8.GetString(Run("qpdf", pdf, ["--check", "{file}"])), StringComparison.Ordinal);

    /// <summary>A page as pixels.</summary>
    /// <param name="page">From 1.</param>
    public static PagePicture Render(byte[] pdf, int page = 1, int dotsPerInch = 72) => PagePicture.Parse(Run(
        "pdftoppm", pdf, ["-r", Number(dotsPerInch), "-f", Number(page), "-l", Number(page), "-singlefile", "{file}"]));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static byte[] Run(string program, byte[] pdf, string[] arguments)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, pdf);
            var start = new ProcessStartInfo($"/usr/bin/{program}", arguments.Select(argument => argument == "{file}" ? file : argument)) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            using var output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            Assert.True(process.WaitForExit(Longest), $"{program} did not end.");
            Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {errors.Result}");
            return output.ToArray();
        }
        finally
        {
            File.Delete(file);
        }
    }
}
