using System.Globalization;
using System.Text;
using System.Text.Json;
using Dapper;
using FormsHub.Jobs;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FormsHub.Tests.Submissions;

/// <summary>A published form with submissions that wait for normalization, on a real PostgreSQL.</summary>
internal sealed class NormalizationForm
{
    private readonly PostgresDatabase _database;
    private readonly Dictionary<string, int> _fieldIds = new(StringComparer.Ordinal);
    private int _versionId;
    private int _number;

    // The application does this where it registers its storage.
    static NormalizationForm() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    private NormalizationForm(PostgresDatabase database) => _database = database;

    public int Id { get; private set; }

    public MemoryBlobStore Blobs { get; } = new();

    public TestClock Clock { get; } = new();

    public JobsOptions Options { get; } = new() { NormalizeBatch = 10, MaxAttempts = 3 };

    /// <summary>Publishes a form; each field has its column.</summary>
    public static async Task<NormalizationForm> PublishAsync(PostgresDatabase database, params FieldDefinition[] fields)
    {
        var form = new NormalizationForm(database);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var file = form.Blobs.Add(Guid.NewGuid().ToByteArray(), "application/pdf");
        await connection.ExecuteAsync(Sql.Get("forms/insert_blob"), file, transaction);
        var name = Guid.NewGuid().ToString("n");
        form.Id = (await connection.QuerySingleAsync<int?>(Sql.Get("forms/insert_form"), new { slug = name, title = name, linkToken = name }, transaction))!.Value;
        await TypedTable.CreateAsync(connection, transaction, form.Id, CancellationToken.None);
        form._versionId = await connection.QuerySingleAsync<int>(
            Sql.Get("forms/insert_version"),
            new
            {
                formId = form.Id, number = 1, fileSha256 = file.Sha256, fileName = "form.pdf", packageSha256 = file.Sha256,
                warnings = "[]", roles = "[]", columnsPending = false,
            },
            transaction);
        foreach (var (definition, position) in fields.Select((field, i) => (field, i)))
        {
            var columnKind = ColumnKindRule.For(definition).ToString().ToLowerInvariant();
            var fieldId = await connection.QuerySingleAsync<int>(
                Sql.Get("forms/insert_field"),
                new
                {
                    formId = form.Id, key = definition.Key, type = definition.Type.Name, name = definition.Key, label = definition.SuggestedLabel,
                    columnKind, columnReady = false, position,
                },
                transaction);
            form._fieldIds[definition.Key] = fieldId;
            var json = JsonSerializer.Serialize(definition, FormJson.Default.FieldDefinition);
            await connection.ExecuteAsync(
                Sql.Get("forms/insert_version_field"),
                new { versionId = form._versionId, fieldId, position, required = false, definition = json },
                transaction);
        }

        await TypedTable.AddColumnsAsync(connection, transaction, form.Id, CancellationToken.None);
        await transaction.CommitAsync();
        return form;
    }

    public static FieldDefinition Field(string key, string type) => new() { Key = key, Type = new FieldType(type), SuggestedLabel = key };

    public string Column(string key) => string.Create(CultureInfo.InvariantCulture, $"f{_fieldIds[key]}");

    public int FieldId(string key) => _fieldIds[key];

    /// <param name="formData">Null: the submission came without form data.</param>
    /// <returns>The submission's id.</returns>
    public async Task<long> SubmitAsync(string? formData)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        byte[]? sha256 = null;
        if (formData is not null)
        {
            var blob = Blobs.Add(Encoding.UTF8.GetBytes(formData), "application/json");
            sha256 = blob.Sha256;
            await connection.ExecuteAsync(Sql.Get("forms/insert_blob"), blob);
        }

        var eventId = await connection.QuerySingleAsync<long>(
            "INSERT INTO callback_events (document_key, outcome, received_at, duration_ms) VALUES ('k', 'stored', now(), 1) RETURNING id");
        return await connection.QuerySingleAsync<long>(
            """
            INSERT INTO submissions (form_id, form_version_id, document_key, event_id, number, submitted_at, save_path, form_data_sha256)
            VALUES (@formId, @versionId, 'k', @eventId, @number, now(), @path, @sha256) RETURNING id
            """,
            new { formId = Id, versionId = _versionId, eventId, number = Interlocked.Increment(ref _number), path = Guid.NewGuid().ToString(), sha256 });
    }

    public NormalizeSubmissions Job() => Job(_database.DataSource);

    /// <param name="onLog">Called with whatever the job logs, there and then.</param>
    public NormalizeSubmissions Job(Action<string> onLog) => Job(_database.DataSource, new HeardLogger(onLog));

    public NormalizeSubmissions Job(NpgsqlDataSource database, ILogger<NormalizeSubmissions>? logger = null) => new(
        database,
        new NormalizationBatch(Blobs, Microsoft.Extensions.Options.Options.Create(new LimitsOptions()), Clock),
        Microsoft.Extensions.Options.Options.Create(Options),
        Clock,
        logger ?? NullLogger<NormalizeSubmissions>.Instance);

    public Task NormalizeAsync() => Job().RunAsync(CancellationToken.None);

    /// <summary>One value of the form's typed table, as PostgreSQL writes it; null when it is null.</summary>
    public Task<string?> CellAsync(long submissionId, string column) =>
        _database.ScalarAsync<string>(string.Create(CultureInfo.InvariantCulture, $"SELECT {column}::text FROM data.f{Id} WHERE submission_id = {submissionId}"));

    public Task<string?> SubmissionAsync(long id, string expression) =>
        _database.ScalarAsync<string>(string.Create(CultureInfo.InvariantCulture, $"SELECT ({expression})::text FROM submissions WHERE id = {id}"));

    /// <summary>The exception ledger of a submission, an entry a line: name, ordinal, text, problem.</summary>
    public async Task<IReadOnlyList<string>> LedgerAsync(long id)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>(
            """
            SELECT concat_ws('|', f.name, v.ordinal, v.text, v.choice, v.number, v.boolean, v.date, encode(substr(v.blob, 1, 4), 'hex'), v.problem)
            FROM field_values v JOIN form_fields f ON f.id = v.field_id WHERE v.submission_id = @id ORDER BY f.id, v.ordinal
            """,
            new { id })];
    }

    private sealed class HeardLogger(Action<string> heard) : ILogger<NormalizeSubmissions>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            heard(formatter(state, exception));
    }
}
