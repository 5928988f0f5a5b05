using FormsHub.Jobs.Forms;
using Npgsql;

namespace FormsHub.Jobs.Submissions;

/// <summary>The value a row was sorted by, as a cursor keeps it.</summary>
internal static class SortValue
{
    public static ValueKind KindOf(SubmissionSort sort) => sort.Key switch
    {
        SortKey.SubmittedAt => ValueKind.Timestamp,
        SortKey.Number => ValueKind.Number,
        _ => FieldKind.Of(sort.Field!) switch
        {
            ColumnKind.Number => ValueKind.Number,
            ColumnKind.Boolean => ValueKind.Boolean,
            ColumnKind.Date => ValueKind.Date,
            ColumnKind.Timestamp => ValueKind.Timestamp,
            _ => ValueKind.Text,
        },
    };

    public static FieldValue Read(NpgsqlDataReader reader, int ordinal, SubmissionSort sort) => KindOf(sort) switch
    {
        ValueKind.Timestamp => FieldValue.OfTimestamp(reader.GetDateTime(ordinal)),
        ValueKind.Number when sort.Key == SortKey.Number => FieldValue.Of(reader.GetInt32(ordinal)),
        ValueKind.Number => FieldValue.Of(reader.GetDecimal(ordinal)),
        ValueKind.Boolean => FieldValue.Of(reader.GetBoolean(ordinal)),
        ValueKind.Date => FieldValue.OfDate(reader.GetDateTime(ordinal)),
        _ => FieldValue.OfText(reader.GetString(ordinal)),
    };
}
