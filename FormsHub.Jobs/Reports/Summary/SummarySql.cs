using System.Globalization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Summary;

/// <summary>The parts of a summary as SELECTs over <c>m</c>, the submissions that match. All answer in the shape of <see cref="SummaryRow"/>.</summary>
/// <remarks>Names are made of field ids alone, and no part has a parameter: what people typed is only in the statement that makes <c>m</c>.</remarks>
internal static class SummarySql
{
    public const int MostLabels = 100;
    private const int MostTexts = 10;
    private const int LongestLabel = 200;
    private const int Bins = 12;
    private const int Day = 86_400;

    /// <summary>A bin of the lowest numbers there are begins where they do.</summary>
    private const string Lowest = "-79228162514264337593543950335";

    /// <summary>A statement may name about 1,600 figures at once; each field needs four at most.</summary>
    private const int FieldsAtOnce = 300;

    /// <summary>What says something about the submissions themselves.</summary>
    public static IReadOnlyList<string> OfSubmissions { get; } =
    [
        $"SELECT 0, {Number(SummaryPart.Matching)}, NULL::text, NULL::numeric, NULL::timestamp, count(*) FROM m",
        Times(0, "m.submitted_at AT TIME ZONE 'UTC'"),
    ];

    /// <summary>What <c>m</c> must have for these fields.</summary>
    public static string ColumnsOf(IEnumerable<FormField> fields) =>
        string.Concat(fields.Where(field => field.ColumnReady).Select(field => $", d.{field.ColumnName}"));

    /// <param name="fields">The query's fields.</param>
    /// <param name="ledgerFields">Ids of those that have entries in the exception ledger.</param>
    /// <param name="unlikeTexts">Ids of text fields whose answers nearly all differ: they are not counted one by one.</param>
    /// <returns>Each part with the fields whose columns it reads.</returns>
    public static IEnumerable<(string Part, IReadOnlyList<FormField> Fields)> Parts(IReadOnlyList<FormField> fields, IReadOnlySet<int> ledgerFields, IReadOnlySet<int> unlikeTexts)
    {
        foreach (var some in fields.Where(field => field.ColumnReady).Chunk(FieldsAtOnce))
        {
            yield return (Figures(some), some);
        }

        foreach (var field in fields)
        {
            foreach (var part in Parts(field, unlikeTexts.Contains(field.Id)))
            {
                yield return (part, [field]);
            }

            if (ledgerFields.Contains(field.Id))
            {
                yield return (Aside(field, SummaryPart.Aside, ""), [field]);
                yield return (Aside(field, SummaryPart.NotFitting, " AND v.problem IS NOT NULL"), [field]);
            }
        }
    }

    private static IEnumerable<string> Parts(FormField field, bool isUnlike)
    {
        if (!field.ColumnReady)
        {
            if (FieldKind.Of(field) == ColumnKind.Blob)
            {
                yield break;
            }

            yield return Labels(field, $"(SELECT left(coalesce(v.choice, v.text), {LongestLabel}) AS label FROM m JOIN field_values v ON v.submission_id = m.submission_id WHERE v.field_id = {field.Id})", MostTexts, repeated: true);
            yield break;
        }

        var column = $"m.{field.ColumnName}";
        switch (FieldKind.Of(field))
        {
            case ColumnKind.Choice:
                yield return Labels(field, $"(SELECT {column} AS label FROM m WHERE {column} IS NOT NULL)", MostLabels, repeated: false);
                break;
            case ColumnKind.Text when !isUnlike:
                yield return Labels(field, $"(SELECT left({column}, {LongestLabel}) AS label FROM m WHERE {column} IS NOT NULL)", MostTexts, repeated: true);
                break;
            case ColumnKind.Number:
                yield return $"SELECT {field.Id}, {Number(SummaryPart.Median)}, NULL::text, percentile_cont(0.5) WITHIN GROUP (ORDER BY {column}::float8)::numeric, NULL::timestamp, NULL::bigint FROM m WHERE {column} IS NOT NULL";
                yield return Histogram(field, column);
                break;
            case ColumnKind.Date or ColumnKind.Timestamp:
                yield return Times(field.Id, $"{column}::timestamp");
                break;
        }
    }

    /// <summary>The figures that one look at all rows gives, a row each.</summary>
    private static string Figures(IReadOnlyList<FormField> fields)
    {
        List<string> aggregates = [], rows = [];
        void Add(FormField field, SummaryPart part, string aggregate, string number = "NULL::numeric", string count = "NULL::bigint")
        {
            var name = $"a{aggregates.Count}";
            aggregates.Add($"{aggregate} AS {name}");
            rows.Add($"({field.Id}, {Number(part)}, NULL::text, {number.Replace("?", "s." + name, StringComparison.Ordinal)}, NULL::timestamp, {count.Replace("?", "s." + name, StringComparison.Ordinal)})");
        }

        foreach (var field in fields)
        {
            var column = $"m.{field.ColumnName}";
            Add(field, SummaryPart.Filled, $"count({column})", count: "?");
            switch (FieldKind.Of(field))
            {
                case ColumnKind.Boolean:
                    Add(field, SummaryPart.Yes, $"count(*) FILTER (WHERE {column})", count: "?");
                    break;
                case ColumnKind.Number:
                    Add(field, SummaryPart.Min, $"min({column})", number: "?");
                    // Ten decimals of a very large number would be more digits than a decimal has.
                    Add(field, SummaryPart.Mean, $"CASE WHEN abs(avg({column})) < 1e17 THEN round(avg({column}), 10) ELSE round(avg({column}), 0) END", number: "?");
                    Add(field, SummaryPart.Max, $"max({column})", number: "?");
                    break;
            }
        }

        return $"SELECT r.* FROM (SELECT {string.Join(", ", aggregates)} FROM m) s CROSS JOIN LATERAL (VALUES {string.Join(", ", rows)}) r (field_id, part, text, number, moment, count)";
    }

    /// <summary>Bins of a round width (1, 2 or 5 times a power of ten; whole where all numbers are), each with what lies in it.</summary>
    /// <remarks><c>OFFSET 0</c> has the width worked out once; PostgreSQL would else write its logarithm and power into each row's sum.</remarks>
    private static string Histogram(FormField field, string column) =>
        $"""
        SELECT {field.Id}, {Number(SummaryPart.Bin)}, s.step::text, greatest(trim_scale(floor({column} / s.step) * s.step), {Lowest}), NULL::timestamp, count(*)
        FROM m, (SELECT CASE WHEN z.high = z.low THEN 1
                             WHEN z.whole THEN greatest(1, z.power * CASE WHEN z.width <= z.power THEN 1 WHEN z.width <= 2 * z.power THEN 2 WHEN z.width <= 5 * z.power THEN 5 ELSE 10 END)
                             ELSE z.power * CASE WHEN z.width <= z.power THEN 1 WHEN z.width <= 2 * z.power THEN 2 WHEN z.width <= 5 * z.power THEN 5 ELSE 10 END END AS step
                 FROM (SELECT y.*, CASE WHEN y.width > 0 THEN power(10::numeric, floor(log(y.width))) END AS power
                       FROM (SELECT min({column}) AS low, max({column}) AS high, bool_and({column} = trunc({column})) AS whole, (max({column}) - min({column})) / {Bins} AS width FROM m) y) z OFFSET 0) s
        WHERE {column} IS NOT NULL
        GROUP BY s.step, floor({column} / s.step)
        """;

    private static string Times(int fieldId, string moment) =>
        $"""
        SELECT {fieldId}, {Number(SummaryPart.Point)}, s.unit, NULL::numeric, date_trunc(s.unit, {moment}), count(*)
        FROM m, (SELECT CASE WHEN z.span <= {62 * Day} THEN 'day' WHEN z.span <= {1830 * Day} THEN 'month'
                             WHEN z.span <= {21900 * Day} THEN 'year' WHEN z.span <= {219000L * Day} THEN 'decade' ELSE 'century' END AS unit
                 FROM (SELECT max(extract(epoch FROM {moment})) - min(extract(epoch FROM {moment})) AS span FROM m) z OFFSET 0) s
        WHERE {moment} IS NOT NULL
        GROUP BY s.unit, date_trunc(s.unit, {moment})
        UNION ALL
        SELECT {fieldId}, b.part, NULL::text, NULL::numeric, b.moment, NULL::bigint
        FROM (SELECT min({moment}) AS first, max({moment}) AS last FROM m) z
        CROSS JOIN LATERAL (VALUES ({Number(SummaryPart.First)}, z.first), ({Number(SummaryPart.Last)}, z.last)) b (part, moment)
        """;

    private static string Labels(FormField field, string labels, int most, bool repeated) =>
        $"""
        SELECT {field.Id}, {Number(SummaryPart.Label)}, l.label, NULL::numeric, NULL::timestamp, l.count
        FROM (SELECT t.label, count(*) AS count FROM {labels} t GROUP BY t.label {(repeated ? "HAVING count(*) > 1 " : "")}ORDER BY count(*) DESC, t.label COLLATE "C" LIMIT {most}) l
        """;

    private static string Aside(FormField field, SummaryPart part, string condition) =>
        $"""
        SELECT {field.Id}, {Number(part)}, NULL::text, NULL::numeric, NULL::timestamp, count(*)
        FROM m
        WHERE {(field.ColumnReady ? $"m.{field.ColumnName} IS NULL AND " : "")}EXISTS (SELECT FROM field_values v WHERE v.submission_id = m.submission_id AND v.field_id = {field.Id}{condition})
        """;

    private static string Number(SummaryPart part) => ((int)part).ToString(CultureInfo.InvariantCulture);
}
