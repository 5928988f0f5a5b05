using System.Text;
using FormsHub.Jobs.Submissions.Normalization;

namespace FormsHub.Jobs.Submissions;

/// <summary>The room of one row in a form's table: PostgreSQL keeps a row on one page of 8,160 bytes, long texts by a pointer only.</summary>
internal static class RowRoom
{
    /// <summary>What is left of the page after the row's header, the null bits of the widest table and the columns that are not fields.</summary>
    private const int Bytes = 7_000;

    /// <summary>A text is kept in the row up to about this length and moved out beyond it; its pointer takes less.</summary>
    private const int LongestText = 25;

    /// <summary>Numbers, times and pointers take no more with their padding.</summary>
    private const int OtherValue = 19;

    /// <summary>
    /// Marks the values that the row has no room for, from the first one on that does not fit, and texts behind the end of what is searched:
    /// filters look into the search text first, so a column must hold no text that is not in it.
    /// </summary>
    public static void Spill(NormalizedValue[] values)
    {
        var left = Bytes;
        var searched = 0;
        for (var i = 0; i < values.Length; i++)
        {
            searched += NormalizedRow.Searched(values[i])?.Length + 1 ?? 0;
            if (NormalizedRow.HasColumn(values[i]) && values[i].Value.Kind != ValueKind.Empty)
            {
                var text = values[i].Value.Text;
                left -= text is not null ? Math.Min(Encoding.UTF8.GetByteCount(text) + 1, LongestText) : OtherValue;
                values[i] = values[i] with { Spilled = left < 0 || (text is not null && searched > NormalizedRow.LongestSearch) };
            }
        }
    }
}
