using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using FormsHub.Jobs.Reports.Pdf;

namespace FormsHub.Jobs.Reports.Paper.Bundles;

/// <summary>The program qpdf, which looks at PDF files and puts their pages together. It reads what strangers sent: in a process of its own, with limits.</summary>
internal static class Qpdf
{
    private const int Whole = 0;
    private const int Mended = 3;
    private const int MostOutput = 64 * 1024;
    private const long LookKilobytes = 1024 * 1024;
    private const long MergeKilobytes = 4 * 1024 * 1024;
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestMerge = TimeSpan.FromMinutes(10);

    // A page that unpacks to gigabytes ends this one process.
    private const string Script = """ulimit -v "$1"; ulimit -t "$2"; shift 2; exec "$@" """;

    private static readonly Lazy<string?> Program = new(() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin").Split(':').Append("/usr/bin").Select(folder => Path.Combine(folder, "qpdf")).FirstOrDefault(File.Exists));

    public static bool IsThere => Program.Value is not null;

    /// <summary>Looks whether a document can be appended: reads all of it and decodes what is packed.</summary>
    public static async Task<DocumentLook> LookAsync(string folder, string file, CancellationToken cancellationToken)
    {
        var (code, output, errors) = await RunAsync(folder, ["--check", "--show-npages", file], LookKilobytes, LongestLook, cancellationToken);
        if (code is null)
        {
            return new(0, $"It could not be read within {LongestLook.TotalSeconds:N0} seconds.");
        }

        if (errors.Contains("invalid password", StringComparison.Ordinal) || (code is Whole or Mended && !output.Contains("File is not encrypted", StringComparison.Ordinal)))
        {
            return new(0, "It is encrypted.");
        }

        var last = output.TrimEnd().Split('\n')[^1];
        return code is Whole or Mended && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var pages) && pages > 0
            ? new(pages, null)
            : new(0, "It is damaged.");
    }

    /// <summary>Puts documents between the pages of the first file, which keeps its links, bookmarks and description. Fields of equal names get others, so that each keeps its value.</summary>
    /// <param name="folder">Where the files are and the result goes.</param>
    /// <param name="file">The first.</param>
    /// <param name="pages">How many it has.</param>
    /// <param name="documents">Each with the page of the first file that it follows, in order.</param>
    /// <param name="result">Is made.</param>
    /// <param name="cancellationToken">Ends the process.</param>
    public static async Task MergeAsync(string folder, string file, int pages, IEnumerable<(int AfterPage, string File)> documents, string result, CancellationToken cancellationToken)
    {
        List<string> arguments = [file, "--pages"];
        var next = 1;
        foreach (var (after, document) in documents)
        {
            AddOwn(after);
            arguments.AddRange([document, "1-z"]);
        }

        AddOwn(pages);
        arguments.AddRange(["--", result]);
        var (code, _, errors) = await RunAsync(folder, arguments, MergeKilobytes, LongestMerge, cancellationToken);
        if (code is not (Whole or Mended))
        {
            throw new PdfException(code is null ? "The documents could not be put together in time." : $"The documents could not be put together (qpdf {code}).", new InvalidOperationException(errors));
        }

        void AddOwn(int last)
        {
            if (next <= last)
            {
                arguments.AddRange([".", string.Create(CultureInfo.InvariantCulture, $"{next}-{last}")]);
                next = last + 1;
            }
        }
    }

    /// <returns>A null code when it took too long.</returns>
    private static async Task<(int? Code, string Output, string Errors)> RunAsync(
        string folder, IReadOnlyList<string> arguments, long kilobytes, TimeSpan longest, CancellationToken cancellationToken)
    {
        var program = Program.Value ?? throw new PdfException("The program qpdf is missing.");
        string[] limits = [kilobytes.ToString(CultureInfo.InvariantCulture), ((int)longest.TotalSeconds).ToString(CultureInfo.InvariantCulture)];
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", .. limits, program, .. arguments])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Start(start);
        process.StandardInput.Close();
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(longest);
        try
        {
            var output = ReadAsync(process.StandardOutput, late.Token);
            var errors = ReadAsync(process.StandardError, late.Token);
            await Task.WhenAll(output, errors);
            await process.WaitForExitAsync(late.Token);
            return (process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            return (null, "", "");
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new PdfException("The program qpdf cannot be started.", exception);
        }
    }

    /// <summary>Reads to the end, and keeps the end of it.</summary>
    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = "";
        var buffer = new char[8 * 1024];
        for (int read; (read = await reader.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            text += new string(buffer, 0, read);
            text = text.Length > MostOutput ? text[^MostOutput..] : text;
        }

        return text;
    }
}

/// <summary>What a look at a document found.</summary>
/// <param name="Pages">0 when it cannot be appended.</param>
/// <param name="Problem">Why it cannot, in a sentence; null when it can.</param>
internal readonly record struct DocumentLook(int Pages, string? Problem);
