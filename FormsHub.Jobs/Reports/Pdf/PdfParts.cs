namespace FormsHub.Jobs.Reports.Pdf;

/// <summary>The beginning of a part on a page of its own. Equal only to itself: contents lead to it.</summary>
public sealed class PdfPartName;

/// <summary>Begins a part of the document on a new page.</summary>
/// <param name="Name">What others know it by.</param>
/// <param name="HeadNote">At the head of its further pages, opposite to the title.</param>
public sealed record PdfPart(PdfPartName Name, string? HeadNote) : PdfBlock
{
    /// <summary>Its first page has no running head: a <see cref="PdfMasthead"/> follows.</summary>
    public bool BeginsWithMasthead { get; init; } = true;
}

/// <summary>A list of parts with the numbers of their pages; a click leads there.</summary>
public sealed record PdfContents(IReadOnlyList<PdfContentsEntry> Entries) : PdfBlock;

/// <summary>A line of a list of contents.</summary>
/// <param name="Part">Where it leads.</param>
/// <param name="Text">What is there.</param>
/// <param name="Note">Said aside in the same line.</param>
public sealed record PdfContentsEntry(PdfPart Part, string Text, string? Note = null)
{
    /// <summary>The note is something to look at.</summary>
    public bool IsWarning { get; init; }
}

/// <summary>So many pages of another file will be put in here: the page numbers count them already. What follows begins on a new page.</summary>
public sealed record PdfInsertedPages(int Pages) : PdfBlock;
