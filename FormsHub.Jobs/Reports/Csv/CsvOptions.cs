using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Csv;

/// <summary>How a CSV file is made.</summary>
public sealed record CsvOptions
{
    /// <summary>What stands between two cells, an ASCII character; Excel in many countries expects a semicolon.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>Begin with the mark by which Excel knows UTF-8. Programs that stumble over it want false.</summary>
    public bool ByteOrderMark { get; init; } = true;

    /// <summary>Quote every cell, not only those that need it.</summary>
    public bool QuoteAll { get; init; }

    /// <summary>
    /// Put <c>'</c> before cells that a spreadsheet would run as a formula: those that start with <c>= + @</c>, tab or carriage return, and with
    /// <c>-</c> unless they are a number. False gives the texts as they came, for programs that read them.
    /// </summary>
    public bool GuardFormulas { get; init; } = true;

    /// <summary>The address or description of a picture or signature; null writes its type and size.</summary>
    public Func<BlobReference, string>? BlobText { get; init; }
}
