using System.Globalization;
using System.Text;
using FormsHub.Jobs.Forms;
using Npgsql;
using NpgsqlTypes;

namespace FormsHub.Jobs.Submissions;

/// <summary>Writes submissions of one form into its typed table. Names come from integer ids alone, every value is a parameter.</summary>
internal static class TypedRows
{
    private const int FixedParameters = 6;

    /// <param name="connection">Inside the transaction that holds the submissions and the table.</param>
    /// <param name="formId">The form of all rows.</param>
    /// <param name="rows">One a submission.</param>
    /// <param name="fields">The form's fields; those whose column exists are written.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static async Task WriteAsync(
        NpgsqlConnection connection, int formId, IReadOnlyList<NormalizedRow> rows, IReadOnlyList<FormField> fields, CancellationToken cancellationToken)
    {
        FormField[] columns = [.. fields.Where(field => field is { ColumnReady: true, Column: not null }).DistinctBy(field => field.Id)];
        var values = columns.Select(field => TypedColumn.Of(field.Column!.Value, rows.Count)).ToArray();
        Fill(rows, columns, values);

        await using var command = new NpgsqlCommand(Statement(formId, columns, values), connection);
        Add(rows.Select(row => row.Submission.Id), NpgsqlDbType.Bigint);
        Add(rows.Select(row => row.Submission.Number), NpgsqlDbType.Integer);
        Add(rows.Select(row => row.Submission.Version), NpgsqlDbType.Integer);
        Add(rows.Select(row => row.Submission.SubmittedAt), NpgsqlDbType.TimestampTz);
        Add(rows.Select(row => row.Submission.Trashed), NpgsqlDbType.Boolean);
        Add(rows.Select(row => row.SearchText()), NpgsqlDbType.Text);
        foreach (var column in values)
        {
            command.Parameters.Add(column.ToParameter());
        }

        await command.ExecuteNonQueryAsync(cancellationToken);

        void Add<T>(IEnumerable<T> items, NpgsqlDbType type) =>
            command.Parameters.Add(new NpgsqlParameter { Value = items.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type });
    }

    private static void Fill(IReadOnlyList<NormalizedRow> rows, FormField[] columns, TypedColumn[] values)
    {
        var indexes = new Dictionary<int, int>(columns.Length);
        for (var i = 0; i < columns.Length; i++)
        {
            indexes.Add(columns[i].Id, i);
        }

        for (var row = 0; row < rows.Count; row++)
        {
            foreach (var value in rows[row].Values)
            {
                if (NormalizedRow.HasColumn(value))
                {
                    values[indexes[value.Field!.Id]].Set(row, value.Value);
                }
            }
        }
    }

    private static string Statement(int formId, FormField[] columns, TypedColumn[] values)
    {
        var names = new StringBuilder();
        var parameters = new StringBuilder();
        var updates = new StringBuilder();
        for (var i = 0; i < columns.Length; i++)
        {
            var name = columns[i].ColumnName;
            names.Append(", ").Append(name);
            parameters.Append(CultureInfo.InvariantCulture, $", ${FixedParameters + i + 1}::{values[i].SqlType}[]");
            updates.Append(CultureInfo.InvariantCulture, $", {name} = excluded.{name}");
        }

        return FormSql.Get("data/insert_rows", formId)
            .Replace("{columns}", names.ToString(), StringComparison.Ordinal)
            .Replace("{parameters}", parameters.ToString(), StringComparison.Ordinal)
            .Replace("{updates}", updates.ToString(), StringComparison.Ordinal);
    }
}
