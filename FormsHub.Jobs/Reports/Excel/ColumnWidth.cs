using FormsHub.Jobs.Forms;

namespace FormsHub.Jobs.Reports.Excel;

/// <summary>How wide a column starts: enough for what its kind usually holds and for its header.</summary>
internal static class ColumnWidth
{
    private const double FilterButton = 4;
    private const double Widest = 48;

    /// <summary>In characters of the standard font, as Excel counts widths.</summary>
    public static double Of(ColumnKind kind, string header)
    {
        double content = kind switch
        {
            ColumnKind.Boolean => 9,
            ColumnKind.Number => 12,
            ColumnKind.Date => 12,
            ColumnKind.Timestamp => 20,
            ColumnKind.Choice => 20,
            ColumnKind.Blob => 22,
            _ => 28,
        };
        return Math.Max(content, Math.Min(header.Length + FilterButton, Widest));
    }
}
