namespace FormsHub.Jobs.Reports.Pdf;

/// <summary>A document on its way into a PDF file: what is said about it, and what stands on its pages from top to bottom.</summary>
public sealed record PdfDocument
{
    /// <summary>In the file's metadata, in the window's title of a reader, and at the head of the pages.</summary>
    public required string Title { get; init; }
    public string? Author { get; init; }
    public string? Subject { get; init; }

    /// <summary>BCP 47 tag of the language most of it is in, such as <c>en</c>: how it is spoken, and which way its pages run. Null: not known, and they run as the title does.</summary>
    public string? Language { get; init; }
    public PaperSize Paper { get; init; } = PaperSize.A4;
    public bool Landscape { get; init; }

    /// <summary>The first page has no running head: it begins with a <see cref="PdfMasthead"/>.</summary>
    public bool BeginsWithMasthead { get; init; }

    /// <summary>At the head of the pages opposite to the title, such as a filter in words.</summary>
    public string? HeadNote { get; init; }

    /// <summary>At the foot of the pages opposite to the page number, such as the time zone.</summary>
    public string? FootNote { get; init; }
    public required IReadOnlyList<PdfBlock> Blocks { get; init; }
}

/// <summary>The size of the pages.</summary>
public enum PaperSize
{
    /// <summary>210 by 297 millimetres.</summary>
    A4,

    /// <summary>8.5 by 11 inches.</summary>
    Letter,
}
