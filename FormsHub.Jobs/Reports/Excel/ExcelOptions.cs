using System.IO.Compression;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Excel;

/// <summary>How an Excel file is made.</summary>
public sealed record ExcelOptions
{
    /// <summary>Fastest suits a direct download; Optimal takes three times the CPU for 60 % of the size and suits files that are kept.</summary>
    public CompressionLevel Compression { get; init; } = CompressionLevel.Fastest;

    /// <summary>The http(s) address of a picture or signature; null writes its type and size instead.</summary>
    public Func<BlobReference, string>? BlobLink { get; init; }

    /// <summary>Shows pictures in their cells, as long as there are not too many or too large ones; null for links or words alone.</summary>
    internal Pictures.Thumbnails? Thumbnails { get; init; }

    /// <summary>Sheets behind the table's own, asked for when that is written. What is read for them holds up neither the first byte nor the rows.</summary>
    internal Func<ExcelSummary, CancellationToken, Task<IReadOnlyList<Sheets.FreeSheet>>>? FurtherSheets { get; init; }

    /// <summary>Rows of a sheet, header included, before the next sheet begins. Smaller only in tests.</summary>
    internal int RowsPerSheet { get; init; } = ExcelLimits.Rows;
}

/// <summary>What became of a table in an Excel file.</summary>
/// <param name="Rows">Data rows over all sheets.</param>
/// <param name="Sheets">More than one when the rows did not fit on one sheet.</param>
/// <param name="CutTexts">Cells whose text was longer than Excel can hold; each ends with a visible mark.</param>
public sealed record ExcelSummary(long Rows, int Sheets, long CutTexts);

/// <summary>What Excel can hold (Microsoft's "Excel specifications and limits").</summary>
internal static class ExcelLimits
{
    public const int Rows = 1_048_576;
    public const int Columns = 16_384;
    public const int CellCharacters = 32_767;
    public const int SheetNameCharacters = 31;
    public const int HyperlinksPerSheet = 65_530;
    public const int HyperlinkCharacters = 2_079;

    /// <summary>A double keeps so many digits; further ones would come out as zeros.</summary>
    public const int SignificantDigits = 15;

    /// <summary>Excel believes in 29 February 1900: serial numbers of earlier days mean another day elsewhere, and there are none before 1900.</summary>
    public static readonly DateTime FirstSafeDate = new(1900, 3, 1);
}

/// <summary>A report is wider than an Excel sheet; thrown before anything is written.</summary>
public sealed class TooManyColumnsException(int columns) : Exception(
    string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"The report has {columns:N0} columns; an Excel sheet holds {ExcelLimits.Columns:N0}. Choose fewer columns, or download CSV or JSON Lines."));
