using FormsHub.Jobs.Reports.Excel.Sheets;

namespace FormsHub.Jobs.Reports.Excel.Contents;

/// <summary>Ends pages of a sheet between its blocks, so that none is cut where it would fit on a page.</summary>
/// <param name="sheet">Grows block by block.</param>
/// <param name="percent">Of its size on paper.</param>
internal sealed class PageBreaks(FreeSheet sheet, int percent)
{
    // The lower one of A4 and Letter, landscape, without margins, and a little less: programs round heights.
    private const double PageHeight = 490;
    private const double RowHeight = 15;
    private int _kept = 1;
    private double _used;

    /// <summary>Keeps what was added since the last time on one page.</summary>
    public void Keep()
    {
        var page = PageHeight * 100 / percent;
        var height = sheet.Rows.Skip(_kept - 1).Sum(row => row.Height ?? RowHeight);
        if (_used > 0 && _used + height > page && height <= page)
        {
            sheet.RowBreaks.Add(_kept - 1);
            _used = 0;
        }

        _used = (_used + height) % page;
        _kept = sheet.Next;
    }
}
