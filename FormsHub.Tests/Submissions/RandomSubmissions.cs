using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Submissions;

/// <summary>Makes submissions and queries by chance, from few enough values that they meet.</summary>
/// <param name="random">Decides.</param>
/// <param name="form">What is filled.</param>
/// <param name="values">Other values than those few; null for them.</param>
internal sealed class RandomSubmissions(Random random, TestForm form, Func<ColumnKind, FieldValue>? values = null)
{
    private static readonly string[] Words =
        ["apple", "Apple", "Ärger", "ärger", "Straße", "50%", "a_b", "a\\b", "it's", "х", "Иван", "Zoë", "--", "\"quoted\"", "naïve text", "2026-11-18", "7", "true", "日本", "😀"];

    public TestSubmission Submission()
    {
        var state = (SubmissionState)random.Next(4);
        bool? row = state is SubmissionState.Received or SubmissionState.Failed && random.Next(4) == 0 ? state == SubmissionState.Received : null;
        var isRowless = !(row ?? state != SubmissionState.Received);
        return new TestSubmission
        {
            Row = row,
            SubmittedAt = new DateTime(2026, 11, 1 + random.Next(4), random.Next(3), 0, 0, DateTimeKind.Utc),
            Version = 1 + random.Next(3),
            State = state,
            Review = (ReviewState)random.Next(4),
            Trashed = random.Next(8) == 0,
            Submitter = random.Next(3) == 0 ? null : Pick(Words),
            Late = random.Next(5) == 0,
            Columns = isRowless
                ? new Dictionary<int, FieldValue>()
                : form.Fields.Where(field => field.ColumnReady && random.Next(4) > 0).ToDictionary(field => field.Id, field => Value(FieldKind.Of(field))),
            Ledger = isRowless ? [] : [.. form.Fields.Where(field => random.Next(field.ColumnReady ? 8 : 2) == 0).Select(Entry)],
        };
    }

    public SubmissionQuery Query()
    {
        var pairs = new List<KeyValuePair<string, string>>();
        void Add(string name, string value) => pairs.Add(new(name, value));
        if (random.Next(4) == 0)
        {
            Add("from", Pick("2026-11-02", "2026-11-02T01:00:00Z", "2026-11-02T03:00:00+02:00"));
        }

        if (random.Next(4) == 0)
        {
            Add("to", Pick("2026-11-03", "2026-11-03T01:00:00Z"));
        }

        if (random.Next(5) == 0)
        {
            Add("version", Pick("1", "1,3", "9"));
        }

        if (random.Next(5) == 0)
        {
            Add("state", Pick("received", "normalized,failed", "needsAttention"));
        }

        if (random.Next(5) == 0)
        {
            Add("review", Pick("new", "onHold,approved"));
        }

        if (random.Next(6) == 0)
        {
            Add("q", Pick(Words));
        }

        if (random.Next(8) == 0)
        {
            Add("trashed", "true");
        }

        if (random.Next(2) == 0)
        {
            var sortable = form.Fields.Where(field => FieldKind.Of(field) != ColumnKind.Blob).Select(field => field.Name).Append("submittedAt").Append("number").ToArray();
            Add("sort", (random.Next(2) == 0 ? "-" : "") + Pick(sortable));
        }

        for (var filters = random.Next(3); filters > 0; filters--)
        {
            var field = Pick([.. form.Fields]);
            Add($"f.{field.Name}", Filter(FieldKind.Of(field)));
        }

        var result = SubmissionQueryParser.Parse(form.Id, form.Fields, pairs);
        Assert.True(result.IsValid, string.Join('\n', result.Problems));
        return result.Query;
    }

    private string Filter(ColumnKind kind)
    {
        string[] operators = kind switch
        {
            ColumnKind.Blob => ["empty", "notempty"],
            ColumnKind.Boolean => ["eq", "ne", "in", "empty", "notempty"],
            _ => [.. FieldFilterParser.OperatorNames],
        };
        var op = Pick(operators);
        return op switch
        {
            "empty" or "notempty" => $"{op}:",
            "contains" => $"contains:{Pick("7", "1", "ä", "2026-11", "%", "_", "\\", "APP", "Straße", "ive te", "QUOTED\"", "иван", "a_b", "2026-11-1")}",
            "in" => $"in:{Operand(kind, quoted: true)},{Operand(kind, quoted: true)}",
            _ => $"{op}:{Operand(kind, quoted: false)}",
        };
    }

    private string Operand(ColumnKind kind, bool quoted) => kind switch
    {
        ColumnKind.Number => Pick("7", "-1.5", "1e3", "0"),
        ColumnKind.Boolean => Pick("true", "false"),
        ColumnKind.Date => Pick("2026-11-18", "2026-11-19", "2025-01-01"),
        ColumnKind.Timestamp => Pick("2026-11-18", "2026-11-18T07:00:00", "2026-11-18T08:00", "2025-01-01"),
        _ => quoted ? $"\"{Pick(Words).Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : Pick(Words),
    };

    private FieldValue Value(ColumnKind kind) => values?.Invoke(kind) ?? kind switch
    {
        ColumnKind.Number => FieldValue.Of(PickOf(7m, -1.5m, 1000m, 0m, 71.25m)),
        ColumnKind.Boolean => FieldValue.Of(random.Next(2) == 0),
        ColumnKind.Date => FieldValue.OfDate(new DateTime(2026, 11, 17 + random.Next(3))),
        ColumnKind.Timestamp => FieldValue.OfTimestamp(new DateTime(2026, 11, 17 + random.Next(3), 7 + random.Next(2), 0, 0)),
        ColumnKind.Blob => FieldValue.Of(Blob()),
        _ => FieldValue.OfText(Pick(Words)),
    };

    private LedgerEntry Entry(FormField field)
    {
        var misfit = random.Next(2) == 0;
        var value = misfit ? FieldValue.Empty : Value(FieldKind.Of(field));
        return new LedgerEntry
        {
            SubmissionId = 0,
            FieldId = field.Id,
            Text = value.Text ?? Pick(Words),
            Number = value.Kind == ValueKind.Number ? value.Number : null,
            Boolean = value.Kind == ValueKind.Boolean ? value.Boolean : null,
            Date = value.Kind == ValueKind.Date ? value.Moment : null,
            Timestamp = value.Kind == ValueKind.Timestamp ? value.Moment : null,
            Choice = field.Type.IsChoice ? value.Text : null,
            Blob = value.Blob?.Sha256,
            Problem = misfit ? "It does not fit." : null,
        };
    }

    private BlobReference Blob()
    {
        var sha256 = new byte[32];
        Array.Fill(sha256, (byte)(1 + random.Next(3)));
        return new BlobReference(sha256, "image/png", sha256[0]);
    }

    private string Pick(params string[] values) => values[random.Next(values.Length)];

    private FormField Pick(FormField[] values) => values[random.Next(values.Length)];

    private T PickOf<T>(params T[] values) => values[random.Next(values.Length)];
}
