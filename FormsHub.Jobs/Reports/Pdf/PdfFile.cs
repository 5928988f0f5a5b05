using System.Globalization;
using System.Runtime.InteropServices;
using FormsHub.Jobs.Reports.Pdf.Fonts;
using FormsHub.Jobs.Reports.Pdf.Native;

namespace FormsHub.Jobs.Reports.Pdf;

/// <summary>A PDF file while Cairo writes it. Disposed before its end it leaves no whole file.</summary>
internal sealed class PdfFile : IDisposable
{
    private const int LongestMetadata = 1_000;

    private readonly PdfOutput _output;
    private readonly GCHandle _handle;
    private readonly SurfaceHandle _surface;
    private readonly string _language;

    public unsafe PdfFile(PdfOutput output, double width, double height, string language)
    {
        (_output, _language) = (output, language);
        _handle = GCHandle.Alloc(output);
        _surface = Cairo.CreatePdf(&PdfOutput.Write, GCHandle.ToIntPtr(_handle), width, height);
        Cairo.RestrictPdf(_surface, Cairo.Pdf15);
        Context = Cairo.Create(_surface);
        Cairo.Check(Cairo.StatusOf(Context));
    }

    public ContextHandle Context { get; }

    public void Describe(PdfMetadata what, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            Cairo.SetMetadata(_surface, what, ShownText.Cut(ShownText.CleanLine(text), LongestMetadata));
        }
    }

    public void DescribeTime(PdfMetadata what, DateTimeOffset time) =>
        Cairo.SetMetadata(_surface, what, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    /// <summary>Adds a bookmark.</summary>
    /// <param name="parent">Of an earlier one; 0 for none.</param>
    /// <param name="page">From 1.</param>
    /// <param name="y">Points from the page's upper edge.</param>
    /// <returns>Its number.</returns>
    public int AddBookmark(int parent, string text, int page, double y) =>
        Cairo.AddOutline(_surface, parent, ShownText.Cut(ShownText.CleanLine(text), LongestMetadata), string.Create(CultureInfo.InvariantCulture, $"page={page} pos=[0 {y:F2}]"), 0);

    public void ShowPage() => Cairo.ShowPage(Context);

    /// <summary>Throws when anything went wrong so far.</summary>
    public void Check()
    {
        _output.ThrowIfFailed();
        Cairo.Check(Cairo.StatusOf(Context));
    }

    /// <summary>Writes what comes behind the last page.</summary>
    public void Finish()
    {
        var start = _output.BeginEnding();
        Cairo.Finish(_surface);
        _output.ThrowIfFailed();
        Cairo.Check(Cairo.StatusOf(_surface));
        _output.End(ending => PdfEnding.Complete(ending, start, _language));
    }

    public void Dispose()
    {
        // Destroying an unfinished surface ends the file: into nothing.
        _output.Close();
        Context.Dispose();
        _surface.Dispose();
        _handle.Free();
    }
}
