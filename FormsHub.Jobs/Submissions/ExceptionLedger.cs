using Dapper;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions.Normalization;
using Npgsql;
using NpgsqlTypes;

namespace FormsHub.Jobs.Submissions;

/// <summary>Writes what the typed tables cannot say into <c>field_values</c>.</summary>
internal static class ExceptionLedger
{
    /// <summary>Replaces the entries of these submissions, as part of the caller's transaction.</summary>
    /// <param name="rows">All fields known: observed ones have been given their row already.</param>
    public static async Task ReplaceAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<NormalizedRow> rows, CancellationToken cancellationToken)
    {
        var submissionIds = rows.Select(row => row.Submission.Id).ToArray();
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Get("submissions/delete_field_values"), new { submissionIds }, transaction, cancellationToken: cancellationToken));

        Entry[] entries = [.. rows.SelectMany(EntriesOf)];
        if (entries.Length == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(Sql.Get("submissions/insert_field_values"), connection, transaction);
        Add("submissionIds", NpgsqlDbType.Bigint, entry => entry.SubmissionId);
        Add("fieldIds", NpgsqlDbType.Integer, entry => entry.Value.Field!.Id);
        Add("ordinals", NpgsqlDbType.Smallint, entry => (short)entry.Value.Ordinal);
        Add("texts", NpgsqlDbType.Text, entry => entry.Value.Text);
        Add("numbers", NpgsqlDbType.Numeric, entry => entry.Typed.Kind == ValueKind.Number ? entry.Typed.Number : (decimal?)null);
        Add("booleans", NpgsqlDbType.Boolean, entry => entry.Typed.Kind == ValueKind.Boolean ? entry.Typed.Boolean : (bool?)null);
        Add("dates", NpgsqlDbType.Date, entry => entry.Typed.Kind == ValueKind.Date ? entry.Typed.Moment : (DateTime?)null);
        Add("timestamps", NpgsqlDbType.Timestamp, entry => entry.Typed.Kind == ValueKind.Timestamp ? entry.Typed.Moment : (DateTime?)null);
        Add("choices", NpgsqlDbType.Text, entry => entry.Displayed);
        Add("blobs", NpgsqlDbType.Bytea, entry => entry.Typed.Blob?.Sha256);
        Add("problems", NpgsqlDbType.Text, entry => entry.Value.Problem);
        await command.ExecuteNonQueryAsync(cancellationToken);

        void Add<T>(string name, NpgsqlDbType type, Func<Entry, T> read) =>
            command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | type) { Value = Array.ConvertAll(entries, entry => read(entry)) });
    }

    private static IEnumerable<Entry> EntriesOf(NormalizedRow row) =>
        row.Values.Where(static value => NormalizedRow.IsException(value)).Select(value => new Entry(row.Submission.Id, value));

    private readonly record struct Entry(long SubmissionId, NormalizedValue Value)
    {
        public FieldValue Typed => Value.Value;

        /// <summary>What is displayed where that is not what the editor sent: the label of an option, a time of day.</summary>
        public string? Displayed => Typed.Text is { } text && (Value.Field!.Type.IsChoice || text != Value.Text) ? text : null;
    }
}
