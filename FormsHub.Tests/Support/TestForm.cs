using Dapper;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using Npgsql;
using NpgsqlTypes;

namespace FormsHub.Tests.Support;

/// <summary>A field of a <see cref="TestForm"/>.</summary>
/// <param name="Key">Also its label.</param>
/// <param name="Column">null for a field that was only observed.</param>
/// <param name="Type">null for one that suits the column.</param>
/// <param name="Ready">Its column exists.</param>
public sealed record TestField(string Key, ColumnKind? Column, FieldType? Type = null, bool Ready = true);

/// <summary>A submission as intake and normalization would have left it in the database.</summary>
public sealed record TestSubmission
{
    public long Id { get; init; }
    public int Number { get; init; }
    public int Version { get; init; } = 1;
    public DateTime SubmittedAt { get; init; } = new(2026, 11, 18, 12, 0, 0, DateTimeKind.Utc);
    public string? Submitter { get; init; }
    public SubmissionState State { get; init; } = SubmissionState.Normalized;
    public ReviewState Review { get; init; }
    public bool Trashed { get; init; }
    public bool Late { get; init; }

    /// <summary>Values in the form's table by field id.</summary>
    public IReadOnlyDictionary<int, FieldValue> Columns { get; init; } = new Dictionary<int, FieldValue>();

    /// <summary>Entries of the exception ledger; their order gives the ordinals.</summary>
    public IReadOnlyList<LedgerEntry> Ledger { get; init; } = [];

    public byte[]? FormData { get; init; }
    public byte[]? Document { get; init; }
    public string? Reason { get; init; }
    public string? DocumentKey { get; init; }

    /// <summary>Whether it has a row in the form's table; null for the usual: not while it is received, then always.</summary>
    public bool? Row { get; init; }

    public bool HasRow => Row ?? State != SubmissionState.Received;
}

/// <summary>A form with its typed table, made of rows alone: no file, no definition.</summary>
public sealed class TestForm
{
    private static int _counter;

    private readonly NpgsqlDataSource _database;
    private readonly Dictionary<int, int> _versionIds = [];
    private int _number;

    private TestForm(NpgsqlDataSource database, int id) => (_database, Id) = (database, id);

    public int Id { get; }
    public IReadOnlyList<FormField> Fields { get; private set; } = [];

    public FormField Field(string name) => Fields.Single(field => field.Name == name);

    public static async Task<TestForm> CreateAsync(NpgsqlDataSource database, params TestField[] fields)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        var form = new TestForm(database, await InsertFormAsync(database));
        await form.AddFieldsAsync(fields);
        await using var connection = await database.OpenConnectionAsync();
        await form.VersionIdAsync(connection, 1);
        return form;
    }

    public async Task AddFieldsAsync(params TestField[] fields)
    {
        var names = new FieldNames(Fields);
        await using var connection = await _database.OpenConnectionAsync();
        var columns = new List<string>();
        foreach (var field in fields)
        {
            var id = await InsertFieldAsync(connection, field, names);
            if (field is { Column: { } kind, Ready: true })
            {
                columns.Add($"ADD COLUMN f{id} {SubmissionSql.TypeOf(kind)}");
            }
        }

        if (columns.Count > 0)
        {
            await connection.ExecuteAsync($"ALTER TABLE {TypedTable.TableName(Id)} {string.Join(", ", columns)}");
        }

        Fields = await new FormCatalog(_database).FieldsAsync(Id, CancellationToken.None);
    }

    /// <summary>Stores a submission and returns it with its id and number.</summary>
    public async Task<TestSubmission> AddAsync(TestSubmission submission)
    {
        await using var connection = await _database.OpenConnectionAsync();
        var versionId = await VersionIdAsync(connection, submission.Version);
        submission = submission with { Number = submission.Number == 0 ? ++_number : submission.Number, DocumentKey = submission.DocumentKey ?? $"key-{Id}-{_number}" };
        await InsertBlobsAsync(connection, submission);
        var id = await connection.QuerySingleAsync<long>(
            """
            WITH event AS (
                INSERT INTO callback_events (document_key, form_id, status, forcesave_type, outcome, received_at, duration_ms)
                VALUES (@DocumentKey, @formId, 6, 3, 'submission', @SubmittedAt, 5) RETURNING id)
            INSERT INTO submissions (form_id, form_version_id, document_key, event_id, number, submitted_at, submitter, state, review, trashed, late, save_path,
                document_sha256, form_data_sha256, reason)
            SELECT @formId, @versionId, @DocumentKey, event.id, @Number, @SubmittedAt, @Submitter, @State, @Review, @Trashed, @Late, '/' || @Number, @Document, @FormData, @Reason
            FROM event RETURNING id
            """,
            new
            {
                formId = Id, versionId, submission.DocumentKey, submission.Number, submission.SubmittedAt, submission.Submitter, State = (short)submission.State,
                Review = (short)submission.Review, submission.Trashed, submission.Late, submission.Document, submission.FormData, submission.Reason,
            });
        submission = submission with { Id = id, Ledger = [.. submission.Ledger.Select(entry => entry with { SubmissionId = id })] };
        if (submission.HasRow)
        {
            await InsertRowAsync(connection, submission);
        }

        foreach (var (entry, ordinal) in submission.Ledger.Select((entry, index) => (entry, index)))
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO field_values (submission_id, field_id, ordinal, text, number, boolean, date, timestamp, choice, blob, problem)
                VALUES (@SubmissionId, @FieldId, @ordinal, @Text, @Number, @Boolean, @Date::date, @Timestamp::timestamp, @Choice, @Blob, @Problem)
                """,
                new { entry.SubmissionId, entry.FieldId, ordinal = (short)ordinal, entry.Text, entry.Number, entry.Boolean, entry.Date, entry.Timestamp, entry.Choice, entry.Blob, entry.Problem });
        }

        return submission;
    }

    /// <summary>Stores so many submissions with nothing in them, at once.</summary>
    public async Task AddManyAsync(int count)
    {
        await using var connection = await _database.OpenConnectionAsync();
        var versionId = await VersionIdAsync(connection, 1);
        await connection.ExecuteAsync(
            $"""
            WITH event AS (
                INSERT INTO callback_events (document_key, form_id, status, forcesave_type, outcome, received_at, duration_ms)
                SELECT 'many-' || n, @formId, 6, 3, 'submission', timestamptz '2026-01-01 00:00Z' + n * interval '1 minute', 5 FROM generate_series(1, @count) n
                RETURNING id, document_key, received_at, substr(document_key, 6)::int AS n),
            submission AS (
                INSERT INTO submissions (form_id, form_version_id, document_key, event_id, number, submitted_at, state, review, save_path)
                SELECT @formId, @versionId, document_key, id, n + @first, received_at, @normalized, 0, '/' || n FROM event RETURNING id, number, submitted_at)
            INSERT INTO {TypedTable.TableName(Id)} (submission_id, number, version, submitted_at)
            SELECT id, number, 1, submitted_at FROM submission
            """,
            new { formId = Id, versionId, count, first = _number, normalized = (short)SubmissionState.Normalized });
        _number += count;
    }

    private static async Task<int> InsertFormAsync(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        var name = $"form-{Interlocked.Increment(ref _counter)}";
        var id = await connection.QuerySingleAsync<int>("INSERT INTO forms (slug, title, link_token) VALUES (@name, @name, @name) RETURNING id", new { name });
        await using var transaction = await connection.BeginTransactionAsync();
        await TypedTable.CreateAsync(connection, transaction, id, CancellationToken.None);
        await transaction.CommitAsync();
        return id;
    }

    private Task<int> InsertFieldAsync(NpgsqlConnection connection, TestField field, FieldNames names)
    {
        var type = field.Type ?? field.Column switch
        {
            ColumnKind.Boolean => FieldType.CheckBox,
            ColumnKind.Date or ColumnKind.Timestamp => FieldType.DateTime,
            ColumnKind.Choice => FieldType.DropDownList,
            ColumnKind.Blob => FieldType.Picture,
            _ => FieldType.Text,
        };
        return connection.QuerySingleAsync<int>(
            """
            INSERT INTO form_fields (form_id, key, type, name, label, column_kind, column_ready, position)
            VALUES (@formId, @Key, @type, @name, @Key, @kind, @ready, (SELECT count(*) FROM form_fields WHERE form_id = @formId)) RETURNING id
            """,
            new { formId = Id, field.Key, type = type.Name, name = names.Take(field.Key, type), kind = field.Column?.ToString().ToLowerInvariant(), ready = field.Column is not null && field.Ready });
    }

    private async Task<int> VersionIdAsync(NpgsqlConnection connection, int number)
    {
        if (!_versionIds.TryGetValue(number, out var id))
        {
            id = await connection.QuerySingleAsync<int>(
                """
                WITH file AS (INSERT INTO blobs (sha256, size, media_type) VALUES (sha256(@name::bytea), 1, 'application/pdf') ON CONFLICT DO NOTHING)
                INSERT INTO form_versions (form_id, number, file_sha256, file_name, package_sha256)
                VALUES (@formId, @number, sha256(@name::bytea), 'form.pdf', sha256(@name::bytea)) RETURNING id
                """,
                new { formId = Id, number, name = $"form {Id} version {number}" });
            await connection.ExecuteAsync(
                "INSERT INTO form_version_fields (form_version_id, field_id, position, required, definition) SELECT @id, id, position, false, jsonb_build_object('key', key, 'type', type, 'suggestedLabel', label) FROM form_fields WHERE form_id = @formId AND column_kind IS NOT NULL",
                new { id, formId = Id });
            _versionIds.Add(number, id);
        }

        return id;
    }

    private static async Task InsertBlobsAsync(NpgsqlConnection connection, TestSubmission submission)
    {
        var images = submission.Columns.Values.Concat(submission.Ledger.Select(entry => entry.Value)).Where(value => value.Kind == ValueKind.Blob).Select(value => value.Blob!.Sha256);
        foreach (var sha256 in images.Append(submission.FormData).Append(submission.Document).OfType<byte[]>())
        {
            await connection.ExecuteAsync("INSERT INTO blobs (sha256, size, media_type) VALUES (@sha256, @size, 'image/png') ON CONFLICT DO NOTHING", new { sha256, size = (long)sha256[0] });
        }
    }

    private async Task InsertRowAsync(NpgsqlConnection connection, TestSubmission submission)
    {
        var fields = Fields.Where(field => submission.Columns.ContainsKey(field.Id)).ToList();
        await using var command = new NpgsqlCommand { Connection = connection };
        var search = string.Join('\n', submission.Columns.Values.Concat(submission.Ledger.Select(entry => entry.Value)).Select(value => value.Text).OfType<string>());
        object[] values = [submission.Id, submission.Number, submission.Version, submission.SubmittedAt, submission.Trashed, search, .. fields.Select(field => Plain(submission.Columns[field.Id]))];
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        command.CommandText =
            $"INSERT INTO {TypedTable.TableName(Id)} (submission_id, number, version, submitted_at, trashed, search{string.Concat(fields.Select(field => $", {field.ColumnName}"))}) VALUES ({string.Join(", ", values.Select((_, index) => $"${index + 1}"))})";
        await command.ExecuteNonQueryAsync();
    }

    private static object Plain(FieldValue value) => value.Kind switch
    {
        ValueKind.Number => value.Number,
        ValueKind.Boolean => value.Boolean,
        ValueKind.Date => DateOnly.FromDateTime(value.Moment),
        ValueKind.Timestamp => DateTime.SpecifyKind(value.Moment, DateTimeKind.Unspecified),
        ValueKind.Blob => value.Blob!.Sha256,
        ValueKind.Text => value.Text!,
        _ => DBNull.Value,
    };
}
