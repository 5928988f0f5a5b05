using FormsHub.Jobs.Reports.Charts;

namespace FormsHub.Jobs.Reports.Pdf;

/// <summary>Something that takes the whole width of the page. Texts may hold anything: what no page can show is replaced.</summary>
public abstract record PdfBlock;

/// <summary>The designed top of a document that people get.</summary>
/// <param name="Kind">What it is, such as <c>Receipt</c>.</param>
/// <param name="Title">What it is about.</param>
/// <param name="From">Who it comes from; null when that is not said.</param>
public sealed record PdfMasthead(string Kind, string Title, string? From) : PdfBlock
{
    /// <summary>What the bookmark says; null for the title.</summary>
    public string? Bookmark { get; init; }
}

/// <summary>A heading, which is also a bookmark.</summary>
/// <param name="Level">1 or 2.</param>
public sealed record PdfHeading(string Text, int Level = 1) : PdfBlock
{
    /// <summary>False where a reader would drown in bookmarks.</summary>
    public bool IsBookmark { get; init; } = true;
}

/// <summary>Running text.</summary>
/// <param name="Muted">Said aside.</param>
public sealed record PdfParagraph(string Text, bool Muted = false) : PdfBlock
{
    /// <summary>Where a click leads: an http, https or mailto address; anything else is no link.</summary>
    public string? Link { get; init; }

    /// <summary>Something to look at.</summary>
    public bool IsWarning { get; init; }
}

/// <summary>Two to four facts side by side.</summary>
public sealed record PdfFacts(IReadOnlyList<PdfFact> Facts) : PdfBlock;

/// <param name="Label">What it is.</param>
/// <param name="Value">Its value; cut when it does not fit into three lines.</param>
/// <param name="Note">In smaller letters below.</param>
public sealed record PdfFact(string Label, string Value, string? Note = null);

/// <summary>Labels and what belongs to them, one below the other.</summary>
public sealed record PdfKeyValues(IReadOnlyList<PdfKeyValue> Entries) : PdfBlock;

/// <summary>One label with a text, a picture, or nothing.</summary>
public sealed record PdfKeyValue(string Label)
{
    public string? Text { get; init; }
    public PdfPicture? Picture { get; init; }

    /// <summary>In smaller letters below the value.</summary>
    public string? Note { get; init; }
}

/// <summary>A picture: PNG and JPEG are drawn, of everything else its kind and hash are told.</summary>
/// <param name="Open">Opens its bytes; null when they are gone. Called more than once.</param>
/// <param name="MediaType">By magic bytes, such as <c>image/png</c>.</param>
/// <param name="Description">Told where the picture cannot be shown.</param>
public sealed record PdfPicture(Func<Stream?> Open, string MediaType, string Description) : PdfBlock
{
    /// <summary>Beside a label it is drawn no higher than that, in points.</summary>
    public double MostHeight { get; init; } = 170;
}

/// <summary>A chart.</summary>
public sealed record PdfChart(Chart Chart) : PdfBlock;

/// <summary>Charts side by side, two or three as the page is wide.</summary>
public sealed record PdfCharts(IReadOnlyList<Chart> Charts) : PdfBlock;

/// <summary>A framed note with a square of dark and light modules, such as a QR code, beside its lines.</summary>
/// <param name="Code">true is dark; rows first. A light border is part of it.</param>
public sealed record PdfPanel(bool[,] Code, IReadOnlyList<PdfPanelLine> Lines) : PdfBlock
{
    /// <summary>Where a click on the code leads; see <see cref="PdfParagraph.Link"/>.</summary>
    public string? Link { get; init; }
}

/// <summary>A line in a panel.</summary>
/// <param name="Label">In small letters above; null for none.</param>
/// <param name="IsCode">Set in letters of one width, to be compared or typed.</param>
public sealed record PdfPanelLine(string? Label, string Text, bool IsCode = false, bool Muted = false)
{
    /// <inheritdoc cref="PdfParagraph.Link"/>
    public string? Link { get; init; }
}

/// <summary>Empty space.</summary>
/// <param name="Points">1/72 inch each.</param>
public sealed record PdfSpace(double Points) : PdfBlock;
