using Dapper;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions.Normalization;
using Npgsql;

namespace FormsHub.Jobs.Submissions;

/// <summary>Gives fields that only form data knows a place in the form. They never get a column here: that is for publishing.</summary>
internal static class ObservedFields
{
    /// <summary>Another worker may take a name first; then the names are chosen again.</summary>
    private const int MostTries = 5;

    /// <returns>The same rows, every value with its field.</returns>
    public static async Task<IReadOnlyList<NormalizedRow>> SettleAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, int formId, IReadOnlyList<NormalizedRow> rows, CancellationToken cancellationToken)
    {
        ObservedField[] seen = [.. rows.SelectMany(row => row.Values).Select(value => value.Observed).OfType<ObservedField>().Distinct()];
        if (seen.Length == 0)
        {
            return rows;
        }

        for (var attempt = 1; attempt <= MostTries; attempt++)
        {
            var fields = await FormCatalog.ReadFieldsAsync(connection, transaction, "forms/list_fields", new { formId }, cancellationToken);
            var known = fields.ToDictionary(field => new ObservedField(field.Key, field.Type));
            ObservedField[] missing = [.. seen.Where(field => !known.ContainsKey(field))];
            if (missing.Length == 0)
            {
                return [.. rows.Select(row => row with { Values = Settled(row.Values, known) })];
            }

            var names = new FieldNames(fields);
            var inserted = new
            {
                formId,
                keys = missing.Select(field => field.Key).ToArray(),
                types = missing.Select(field => field.Type.Name).ToArray(),
                names = missing.Select(field => names.Take(field.Key, field.Type)).ToArray(),
                position = fields.Select(field => field.Position).DefaultIfEmpty().Max(),
            };
            await connection.ExecuteAsync(new CommandDefinition(
                Sql.Get("submissions/insert_observed_fields"), inserted, transaction, cancellationToken: cancellationToken));
        }

        throw new InvalidOperationException($"Form {formId} could not be given its observed fields.");
    }

    private static NormalizedValue[] Settled(IReadOnlyList<NormalizedValue> values, Dictionary<ObservedField, FormField> known) =>
        [.. values.Select(value => value.Observed is { } observed ? value with { Field = known[observed], Observed = null } : value)];
}
