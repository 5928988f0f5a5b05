using System.Buffers;

namespace FormsHub.Jobs.Reports.Excel;

/// <summary>What Excel's cells do to text, and how to keep the text whole.</summary>
internal static class ExcelText
{
    /// <summary>The end of a text that was too long for a cell.</summary>
    public const string CutMark = "… [cut: a cell holds 32,767 characters]";

    private const int EscapeLength = 7;
    private const int LongestTextFormat = 255;
    private const ulong TenToThe15 = 1_000_000_000_000_000;
    private static readonly SearchValues<char> StartsOfOtherTypes = SearchValues.Create("0123456789+-=@.,'$€£¥%(");
    private static readonly SearchValues<char> LineBreaksAndTabs = SearchValues.Create("\n\t");

    /// <summary>As much of the text as a cell can hold, less the mark; never half of a surrogate pair.</summary>
    public static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text, out bool isCut)
    {
        isCut = text.Length > ExcelLimits.CellCharacters;
        if (!isCut)
        {
            return text;
        }
        var length = ExcelLimits.CellCharacters - CutMark.Length;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    /// <summary>XML readers drop blanks at the ends unless told not to, and some drop line breaks.</summary>
    public static bool NeedsSpacePreserved(ReadOnlySpan<char> text) =>
        !text.IsEmpty && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) || text.ContainsAny(LineBreaksAndTabs));

    /// <summary>Typed into a cell, the text would become a number, date, formula or truth value: it needs the text format to survive an edit.</summary>
    /// <remarks>Texts over 255 characters are left alone: some versions of Excel show them as ##### in the text format.</remarks>
    public static bool NeedsTextFormat(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestTextFormat)
        {
            return false;
        }
        text = text.TrimStart();
        return !text.IsEmpty
            && (StartsOfOtherTypes.Contains(text[0])
                || (text.Length <= 6 && text.TrimEnd() is "TRUE" or "FALSE" or "true" or "false" or "True" or "False"));
    }

    /// <summary>A control character or non-character that XML cannot hold, or a carriage return, which XML readers turn into a line feed.</summary>
    public static bool NeedsEscape(char character) => character is < ' ' and not ('\t' or '\n') or '\ufffe' or '\uffff';

    /// <summary>Whether Excel would read the underscore at the start as the beginning of an escape, once the text is escaped.</summary>
    public static bool BeginsEscape(ReadOnlySpan<char> text) =>
        text.Length >= EscapeLength
        && text[1] == 'x'
        && char.IsAsciiHexDigit(text[2]) && char.IsAsciiHexDigit(text[3]) && char.IsAsciiHexDigit(text[4]) && char.IsAsciiHexDigit(text[5])
        // An escape that follows begins with an underscore too.
        && (text[6] == '_' || NeedsEscape(text[6]));

    /// <summary>A header that fits the name of a table's column also when escaped, with room for a number that makes it unique.</summary>
    public static string FitHeader(string header)
    {
        header = ColumnHeaders.Clean(header);
        for (var index = 0; index < header.Length; index++)
        {
            if (header[index] == '_' && BeginsEscape(header.AsSpan(index)))
            {
                return ColumnHeaders.Cut(header, ColumnHeaders.MostCharacters / EscapeLength);
            }
        }
        return header;
    }

    /// <summary>Whether a number has at most 15 significant digits: those left without zeros at either end.</summary>
    public static bool FitsADouble(decimal number)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        var digits = ((UInt128)(uint)bits[2] << 64) | ((UInt128)(uint)bits[1] << 32) | (uint)bits[0];
        while (digits >= TenToThe15)
        {
            (digits, var lastDigit) = UInt128.DivRem(digits, 10);
            if (lastDigit != 0)
            {
                return false;
            }
        }
        return true;
    }
}
