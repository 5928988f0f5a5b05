using FormsHub.Jobs.Forms;
using Npgsql;

namespace FormsHub.Jobs.Submissions;

/// <summary>Turns records of a statement of <see cref="SubmissionSql"/> into rows, cell by cell without boxing.</summary>
internal sealed class RowReading(SubmissionQuery query, SubmissionSql sql)
{
    private const int SortOrdinal = 11;
    private const int FirstCell = SortOrdinal + 1;

    private readonly (int Index, ColumnKind Kind)[] _columns = [.. sql.Columns.Select(column => (column.Index, FieldKind.Of(column.Field)))];

    /// <summary>A column of pictures or signatures is among them.</summary>
    public bool HasBlobs => Array.Exists(_columns, column => column.Kind == ColumnKind.Blob);

    /// <param name="reader">Standing on a record.</param>
    /// <param name="values">An array to fill again, or null for a new one.</param>
    public SubmissionRow Read(NpgsqlDataReader reader, FieldValue[]? values)
    {
        if (values is null)
        {
            values = new FieldValue[query.Fields.Count];
        }
        else
        {
            Array.Clear(values);
        }

        for (var i = 0; i < _columns.Length; i++)
        {
            var (index, kind) = _columns[i];
            values[index] = Cell(reader, FirstCell + i, kind);
        }

        return new SubmissionRow
        {
            Id = reader.GetInt64(0),
            Number = reader.GetInt32(1),
            Version = reader.GetInt32(2),
            SubmittedAt = reader.GetDateTime(3),
            Submitter = reader.IsDBNull(4) ? null : reader.GetString(4),
            State = (SubmissionState)reader.GetInt16(5),
            Review = (ReviewState)reader.GetInt16(6),
            Late = reader.GetBoolean(7),
            HasDocument = reader.GetBoolean(8),
            Role = reader.IsDBNull(9) ? null : reader.GetString(9),
            Case = reader.IsDBNull(10) ? null : reader.GetString(10),
            Values = values,
        };
    }

    /// <summary>The place behind the record that was just read.</summary>
    public SubmissionPosition PositionOf(NpgsqlDataReader reader, SortPart part) =>
        new(part == SortPart.WithValue ? SortValue.Read(reader, SortOrdinal, query.Sort) : FieldValue.Empty, reader.GetInt64(0));

    private static FieldValue Cell(NpgsqlDataReader reader, int ordinal, ColumnKind kind)
    {
        if (reader.IsDBNull(ordinal))
        {
            return FieldValue.Empty;
        }

        switch (kind)
        {
            case ColumnKind.Number:
                return FieldValue.Of(reader.GetDecimal(ordinal));
            case ColumnKind.Boolean:
                return FieldValue.Of(reader.GetBoolean(ordinal));
            case ColumnKind.Date:
                return FieldValue.OfDate(reader.GetDateTime(ordinal));
            case ColumnKind.Timestamp:
                return FieldValue.OfTimestamp(reader.GetDateTime(ordinal));
            case ColumnKind.Blob:
                // Type and size follow for all blobs of the page at once.
                return FieldValue.Of(new BlobReference(reader.GetFieldValue<byte[]>(ordinal), "", 0));
            default:
                var text = reader.GetString(ordinal);
                return text.Length == 0 ? FieldValue.Empty : FieldValue.OfText(text);
        }
    }
}
