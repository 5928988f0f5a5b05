using FormsHub.Jobs.Forms;
using NpgsqlTypes;

namespace FormsHub.Jobs.Submissions;

/// <summary>Builds the statements of a <see cref="SubmissionQuery"/>. Names in them are made of ids alone; what people typed is only ever a parameter.</summary>
internal sealed class SubmissionSql(SubmissionQuery query, ReadingFacts facts)
{
    /// <summary>Columns every row starts with, in the order <see cref="RowReading"/> reads them.</summary>
    private const string Head = "p.submission_id, p.number, p.version, p.submitted_at, s.submitter, s.state, s.review, s.late, s.document_sha256 IS NOT NULL, s.role, s.case_name";

    /// <summary>
    /// The other half of each row, looked up one by one: the form's rows keep their order and are few by now,
    /// while a plain join may read all submissions of all forms for them.
    /// </summary>
    private const string JoinSubmission =
        " CROSS JOIN LATERAL (SELECT t.submitter, t.state, t.review, t.late, t.document_sha256, t.role, "
        + "(SELECT coalesce(c.reference, 'Case ' || c.number) FROM cases c WHERE c.id = t.case_id) AS case_name FROM submissions t WHERE t.id = p.submission_id LIMIT 1) s";

    private readonly SortSql _sort = new(query.Sort, facts);

    /// <summary>Fields whose cells are columns of the form's table, with their places among the query's fields.</summary>
    public IReadOnlyList<(int Index, FormField Field)> Columns { get; } =
        [.. query.Fields.Select((field, index) => (index, field)).Where(column => column.field.ColumnReady)];

    /// <summary>How many there are before anything narrows them down.</summary>
    public SqlBuilder CountAll()
    {
        var sql = new SqlBuilder().Add("SELECT count(*) FROM ").Add(Source());
        return sql.Add($" WHERE {Asked(sql)}");
    }

    public SqlBuilder CountMatching()
    {
        var sql = new SqlBuilder().Add("SELECT count(*) FROM ").Add(Source());
        return Where(sql);
    }

    /// <summary>What is left to read behind a position: the parts of the order, each with the position to start after.</summary>
    public IEnumerable<(SortPart Part, SubmissionPosition? After)> Parts(SubmissionPosition? position)
    {
        if (position is { Value.Kind: ValueKind.Empty })
        {
            return [(SortPart.WithoutValue, position)];
        }

        return _sort.MayBeMissing ? [(SortPart.WithValue, position), (SortPart.WithoutValue, null)] : [(SortPart.WithValue, position)];
    }

    /// <summary>Rows of one part in order.</summary>
    /// <param name="part">Of a sort by field: submissions with a value, or those without, which follow them.</param>
    /// <param name="after">The last row seen in this part; null from its start.</param>
    /// <param name="limit">Most rows to give.</param>
    /// <param name="highestId">Leave out what came later than this.</param>
    public SqlBuilder Rows(SortPart part, SubmissionPosition? after, int limit, long? highestId = null)
    {
        var sql = new SqlBuilder().Add($"SELECT {Head}, p.sort_value{CellsOf("p")} FROM (SELECT d.submission_id, d.number, d.version, d.submitted_at, {_sort.Value(part)} AS sort_value{CellsOf("d")} FROM ").Add(Source());
        Where(sql);
        foreach (var condition in _sort.Conditions(sql, part, after))
        {
            sql.Add(" AND ").Add(condition);
        }

        if (highestId is { } highest)
        {
            sql.Add($" AND d.submission_id <= {sql.Parameter(highest, NpgsqlDbType.Bigint)}");
        }

        return sql.Add($" ORDER BY {_sort.Order(part)} LIMIT {sql.Parameter(limit, NpgsqlDbType.Integer)}")
            .Add($") p{JoinSubmission} ORDER BY {_sort.OuterOrder(part)}");
    }

    /// <summary>There may be submissions without a value to sort by.</summary>
    public bool HasRowsWithoutValue => _sort.MayBeMissing;

    /// <summary>Id and number of the first row of one part behind a position.</summary>
    public SqlBuilder First(SortPart part, SubmissionPosition? after)
    {
        var sql = Where(new SqlBuilder().Add("SELECT d.submission_id, d.number FROM ").Add(Source()));
        foreach (var condition in _sort.Conditions(sql, part, after))
        {
            sql.Add(" AND ").Add(condition);
        }

        return sql.Add($" ORDER BY {_sort.Order(part)} LIMIT 1");
    }

    /// <summary>Sort value and id of one submission of the form, whatever the conditions.</summary>
    public SqlBuilder Position(long id)
    {
        var sql = new SqlBuilder();
        return sql.Add($"SELECT {_sort.Value(SortPart.WithValue)}, d.submission_id FROM ").Add(Source()).Add($" WHERE d.submission_id = {sql.Parameter(id, NpgsqlDbType.Bigint)}");
    }

    /// <summary>How many rows there are, how many up to a position, and whether the row of the position is among them.</summary>
    public SqlBuilder Place(SubmissionPosition position)
    {
        var sql = new SqlBuilder();
        sql.Add($"SELECT count(*), count(*) FILTER (WHERE {_sort.UpTo(sql, position)}), coalesce(bool_or(d.submission_id = {sql.Parameter(position.Id, NpgsqlDbType.Bigint)}), false) FROM ").Add(Source());
        return Where(sql);
    }

    /// <summary>Ids, times and named columns of all that match, in no order, after a beginning that makes something of them.</summary>
    /// <param name="columns">Such as <c>, d.f17</c>.</param>
    public SqlBuilder Matching(string beginning, string columns) =>
        Where(new SqlBuilder().Add($"{beginning}SELECT d.submission_id, d.submitted_at{columns} FROM ").Add(Source()));

    /// <summary>The ids of all rows in order.</summary>
    public SqlBuilder Ids() => Where(new SqlBuilder().Add("SELECT d.submission_id FROM ").Add(Source())).Add($" ORDER BY {_sort.OrderOfAll}");

    /// <summary>The rows of these ids, in the order of the ids.</summary>
    public SqlBuilder RowsOf(long[] ids)
    {
        var sql = new SqlBuilder();
        return sql
            .Add($"SELECT {Head}, NULL{CellsOf("p")} FROM (SELECT a.id, a.place FROM unnest({sql.Parameter(ids, NpgsqlDbType.Array | NpgsqlDbType.Bigint)}) ")
            .Add("WITH ORDINALITY a(id, place) ORDER BY a.place OFFSET 0) u CROSS JOIN LATERAL (")
            .Add($"SELECT d.submission_id, d.number, d.version, d.submitted_at{CellsOf("d")} FROM ").Add(Source())
            .Add($" WHERE d.submission_id = u.id LIMIT 1) p{JoinSubmission} ORDER BY u.place");
    }

    /// <summary>What holds for every row, whether or not the query narrows anything down.</summary>
    private string Asked(SqlBuilder sql)
    {
        var trash = query.Trashed ? "d.trashed" : "NOT d.trashed";
        return query.HighestId is { } highest ? $"{trash} AND d.submission_id <= {sql.Parameter(highest, NpgsqlDbType.Bigint)}" : trash;
    }

    private string CellsOf(string alias) => string.Concat(Columns.Select(column => $", {alias}.{column.Field.ColumnName}"));

    /// <summary>The form's table, and the submissions that have no row in it while there are any: everything received is in the list.</summary>
    private string Source()
    {
        if (!facts.Rowless)
        {
            return $"data.f{query.FormId} d";
        }

        var nothing = string.Concat(Columns.Select(column => $", NULL::{TypeOf(column.Field.Column)}"));
        return $"""
            (SELECT x.submission_id, x.number, x.version, x.submitted_at, x.trashed, x.search{CellsOf("x")} FROM data.f{query.FormId} x
             UNION ALL
             SELECT w.id, w.number, n.number, w.submitted_at, w.trashed, NULL::text{nothing} FROM submissions w JOIN form_versions n ON n.id = w.form_version_id
             WHERE w.form_id = {query.FormId} AND w.state IN (0, 3) AND NOT EXISTS (SELECT FROM data.f{query.FormId} y WHERE y.submission_id = w.id)) d
            """;
    }

    private SqlBuilder Where(SqlBuilder sql)
    {
        if (query.States.Count > 0 || query.Reviews.Count > 0 || query.Roles.Count > 0)
        {
            sql.Add(" JOIN submissions t ON t.id = d.submission_id");
        }

        sql.Add($" WHERE {Asked(sql)}");
        foreach (var condition in Conditions(sql))
        {
            sql.Add(" AND ").Add(condition);
        }

        return sql;
    }

    private IEnumerable<string> Conditions(SqlBuilder sql)
    {
        if (query.From is { } from)
        {
            yield return $"d.submitted_at >= {sql.Parameter(from, NpgsqlDbType.TimestampTz)}";
        }

        if (query.Before is { } before)
        {
            yield return $"d.submitted_at < {sql.Parameter(before, NpgsqlDbType.TimestampTz)}";
        }

        if (query.Versions.Count > 0)
        {
            yield return $"d.version = ANY ({sql.Parameter(query.Versions.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer)})";
        }

        if (query.States.Count > 0)
        {
            yield return $"t.state = ANY ({sql.Parameter(query.States.Select(state => (short)state).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Smallint)})";
        }

        if (query.Reviews.Count > 0)
        {
            yield return $"t.review = ANY ({sql.Parameter(query.Reviews.Select(review => (short)review).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Smallint)})";
        }

        if (query.Roles.Count > 0)
        {
            yield return $"t.role = ANY ({sql.Parameter(query.Roles.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)})";
        }

        foreach (var word in query.Search)
        {
            // Normalization writes every text into this column, those of the exception ledger too.
            yield return $"d.search ILIKE {sql.Parameter(FilterSql.LikePattern(word), NpgsqlDbType.Text)}";
        }

        foreach (var filter in query.Filters)
        {
            yield return FilterSql.Condition(sql, filter, facts);
        }
    }

    internal static string TypeOf(ColumnKind? kind) => kind switch
    {
        ColumnKind.Number => "numeric",
        ColumnKind.Boolean => "boolean",
        ColumnKind.Date => "date",
        ColumnKind.Timestamp => "timestamp",
        ColumnKind.Blob => "bytea",
        _ => "text",
    };
}
