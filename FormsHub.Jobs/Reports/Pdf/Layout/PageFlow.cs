namespace FormsHub.Jobs.Reports.Pdf.Layout;

/// <summary>Fills page after page from top to bottom. Blocks are placed twice in the same way: first without a canvas, to count the pages, then with one.</summary>
internal sealed class PageFlow(PageFrame frame, Typesetter typesetter, Canvas? canvas, PdfFile? file, PageNumbers numbers)
{
    private readonly int[] _bookmarks = new int[3];
    private int _inserted;

    /// <summary>Null while pages are only counted.</summary>
    public Canvas? Canvas => canvas;
    public Typesetter Typesetter => typesetter;

    /// <summary>The number of the page at hand, from 1; 0 before the first.</summary>
    public int Page { get; private set; }

    /// <summary>Where the next block goes, in points from the page's upper edge.</summary>
    public double Y { get; private set; }

    /// <summary>The page's left margin.</summary>
    public double Left { get; } = PageFrame.Margin;
    public double Width => frame.Width;

    /// <summary>What is left of the page.</summary>
    public double Room => frame.Bottom - Y;

    /// <summary>A block that cannot be higher than this fits on a page of its own.</summary>
    public double WholePage => frame.Bottom - PageFrame.TopOf(hasMasthead: false) - HeadHeight;

    /// <summary>At the head of further pages, opposite to the title.</summary>
    public string? HeadNote { get; set; }
    public PageNumbers Numbers => numbers;

    /// <summary>Drawn at the head of each further page, such as the head of a table; null for nothing.</summary>
    public Action? Head { get; set; }

    /// <summary>How much of each further page <see cref="Head"/> takes.</summary>
    public double HeadHeight { get; set; }
    public bool IsCounting => canvas is null;

    /// <summary>Nothing stands on the page yet but its head.</summary>
    public bool IsPageEmpty { get; private set; }

    /// <summary>Moves to a new page unless so much room is left, or the page is empty anyway.</summary>
    public void Require(double height)
    {
        if (height > Room && !IsPageEmpty)
        {
            BeginPage();
        }
    }

    /// <summary>Takes room for what the caller draws at the returned place.</summary>
    public double Take(double height)
    {
        var y = Y;
        Y += height;
        IsPageEmpty = false;
        return y;
    }

    /// <summary>Leaves room, but not at the head of a page.</summary>
    public void Skip(double height)
    {
        if (!IsPageEmpty)
        {
            Y += height;
        }
    }

    /// <param name="hasMasthead">It has no running head: a masthead follows.</param>
    public void BeginPage(bool hasMasthead = false)
    {
        EndPage();
        Page++;
        Y = PageFrame.TopOf(hasMasthead);
        if (canvas is not null)
        {
            frame.Draw(canvas, typesetter, hasMasthead, HeadNote, Page + _inserted, numbers.Count);
        }

        if (Head is { } head)
        {
            head();
        }

        IsPageEmpty = true;
    }

    /// <summary>Notes that a part begins here, so that others can lead to it.</summary>
    public void Begin(PdfPart part)
    {
        if (IsCounting)
        {
            numbers.Begin(part, Page, Page + _inserted);
        }
    }

    /// <summary>Counts pages that will be put in behind this one.</summary>
    public void Insert(int pages)
    {
        if (IsCounting)
        {
            numbers.Insert(Page, pages);
        }

        _inserted += pages;
    }

    /// <summary>Ends the last page.</summary>
    /// <returns>How many there are, without what will be put in.</returns>
    public int End()
    {
        EndPage();
        numbers.Count = Page + _inserted;
        return Page;
    }

    /// <summary>Names the place of the next block among the file's bookmarks.</summary>
    /// <param name="level">0 to 2; it goes below the last one of a lower level.</param>
    public void Bookmark(int level, string text)
    {
        if (file is not null)
        {
            _bookmarks[level] = file.AddBookmark(Array.FindLast(_bookmarks[..level], number => number > 0), text, Page, Math.Max(0, Y - 4));
            Array.Clear(_bookmarks, level + 1, _bookmarks.Length - level - 1);
        }
    }

    private void EndPage()
    {
        if (Page > 0)
        {
            file?.ShowPage();
            file?.Check();
        }
    }
}
