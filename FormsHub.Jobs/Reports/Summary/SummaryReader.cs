using System.Data;
using Dapper;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;
using Npgsql;

namespace FormsHub.Jobs.Reports.Summary;

/// <summary>Counts what all submissions of a query say, in the database and over every row.</summary>
public sealed class SummaryReader(NpgsqlDataSource database)
{
    /// <summary>Below this many submissions counting all texts costs nothing worth a question.</summary>
    private const int FewSubmissions = 50_000;

    /// <summary>The time PostgreSQL takes to plan a statement grows with the square of its parts: beyond this, several statements are faster, though each looks for what matches.</summary>
    private const int FieldsOfAStatement = 50;

    public async Task<SubmissionSummary> ReadAsync(SubmissionQuery query, CancellationToken cancellationToken)
    {
        // Both connections see one state of the database, so all figures are about the same submissions.
        await using var first = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await first.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await first.ExecuteAsync(new CommandDefinition(Sql.Get("summary/turn_jit_off"), cancellationToken: cancellationToken));
        var facts = await SubmissionReader.LookAsync(first, query, cancellationToken);
        var sql = new SubmissionSql(query, facts);
        var total = await SubmissionReader.CountAsync(first, sql.CountAll(), cancellationToken);
        var unlike = total < FewSubmissions ? [] : await UnlikeTextsAsync(first, query, cancellationToken);
        IEnumerable<(string Part, IReadOnlyList<FormField> Fields)> Parts(IReadOnlyList<FormField> fields) => SummarySql.Parts(fields, facts.LedgerFields, unlike);
        var rows = query.IsNarrowed
            ? await ReadNarrowedAsync(first, sql, query, fields => Parts(fields).Select(part => part.Part), cancellationToken)
            : await ReadAllAsync(first, sql, [.. SummarySql.OfSubmissions.Select(part => (part, (IReadOnlyList<FormField>)[])), .. Parts(query.Fields)], cancellationToken);
        return SummaryAssembly.Of(query.Fields, total, rows, unlike);
    }

    /// <summary>What matches is gathered once for some fields, and every part of theirs reads that.</summary>
    private static async Task<List<SummaryRow>> ReadNarrowedAsync(
        NpgsqlConnection connection, SubmissionSql sql, SubmissionQuery query, Func<IReadOnlyList<FormField>, IEnumerable<string>> partsOf, CancellationToken cancellationToken)
    {
        var rows = new List<SummaryRow>();
        var parts = SummarySql.OfSubmissions.ToList();
        IEnumerable<FormField[]> chunks = query.Fields.Count == 0 ? [[]] : query.Fields.Chunk(FieldsOfAStatement);
        foreach (var some in chunks)
        {
            parts.AddRange(partsOf(some));
            if (parts.Count > 0)
            {
                var statement = sql.Matching("WITH m AS MATERIALIZED (", SummarySql.ColumnsOf(some)).Add(") ").Add(string.Join("\nUNION ALL\n", parts));
                rows.AddRange(await ReadAsync(connection, statement, cancellationToken));
                parts.Clear();
            }
        }

        return rows;
    }

    /// <summary>Each part by itself, so that it can use the index that fits it, two at a time.</summary>
    private async Task<List<SummaryRow>> ReadAllAsync(
        NpgsqlConnection first, SubmissionSql sql, IReadOnlyList<(string Part, IReadOnlyList<FormField> Fields)> parts, CancellationToken cancellationToken)
    {
        var snapshot = await first.QuerySingleAsync<string>(new CommandDefinition(Sql.Get("summary/export_snapshot"), cancellationToken: cancellationToken));
        await using var second = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await second.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await second.ExecuteAsync(new CommandDefinition(
            Sql.Get("summary/import_snapshot").Replace("{snapshot}", Checked(snapshot), StringComparison.Ordinal), cancellationToken: cancellationToken));
        await second.ExecuteAsync(new CommandDefinition(Sql.Get("summary/turn_jit_off"), cancellationToken: cancellationToken));
        var next = -1;
        async Task<List<SummaryRow>> DrainAsync(NpgsqlConnection connection)
        {
            var rows = new List<SummaryRow>();
            for (int index; (index = Interlocked.Increment(ref next)) < parts.Count;)
            {
                var (part, fields) = parts[index];
                rows.AddRange(await ReadAsync(connection, sql.Matching("WITH m AS NOT MATERIALIZED (", SummarySql.ColumnsOf(fields)).Add(") ").Add(part), cancellationToken));
            }

            return rows;
        }

        var halves = await Task.WhenAll(DrainAsync(first), DrainAsync(second));
        return [.. halves[0], .. halves[1]];
    }

    /// <summary>Text fields whose answers nearly all differ, as the planner's statistics say: counting them one by one would tell nothing and take longest.</summary>
    private static async Task<HashSet<int>> UnlikeTextsAsync(NpgsqlConnection connection, SubmissionQuery query, CancellationToken cancellationToken)
    {
        var columns = await connection.QueryAsync<string>(new CommandDefinition(
            Sql.Get("summary/list_unlike_columns"), new { tableName = $"f{query.FormId}" }, cancellationToken: cancellationToken));
        var names = columns.ToHashSet(StringComparer.Ordinal);
        return [.. query.Fields.Where(field => field.ColumnReady && FieldKind.Of(field) == ColumnKind.Text && names.Contains(field.ColumnName)).Select(field => field.Id)];
    }

    private static async Task<List<SummaryRow>> ReadAsync(NpgsqlConnection connection, SqlBuilder statement, CancellationToken cancellationToken)
    {
        var rows = new List<SummaryRow>();
        await using var command = statement.ToCommand(connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new SummaryRow(
                reader.GetInt32(0),
                (SummaryPart)reader.GetInt32(1),
                reader.IsDBNull(2) ? null : reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetDecimal(3),
                reader.IsDBNull(4) ? null : reader.GetDateTime(4),
                reader.IsDBNull(5) ? null : reader.GetInt64(5)));
        }

        return rows;
    }

    // PostgreSQL takes a snapshot's name as a literal only. It made this one itself: digits, letters and hyphens.
    private static string Checked(string snapshot) =>
        snapshot.All(character => char.IsAsciiLetterOrDigit(character) || character == '-') ? snapshot : throw new InvalidOperationException("This is no snapshot's name.");
}
