using Dapper;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FormsHub.Jobs.Reporting;

/// <summary>
/// Brings the views of a form up to date in one transaction, which also notes how far they have come: wherever the process dies, the old views stand
/// and stay due. Nobody is kept waiting: a view that somebody reads is left for a later attempt, and publishing never waits for views at all.
/// </summary>
public sealed partial class ViewRefreshing(NpgsqlDataSource database, TimeProvider clock, ILogger<ViewRefreshing> logger)
{
    private const int LongestError = 1000;

    private const string BeingRead = "Somebody is reading one of the views. They are changed as soon as nobody does.";
    private const string StoodUpon = "A view that somebody made on top of one of these cannot follow the change. Drop it, or let it read other columns.";

    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>The forms whose views are due.</summary>
    public async Task<IReadOnlyList<int>> DueAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Sql.Get("reporting/mark_missing"), cancellationToken: cancellationToken));
        return (await connection.QueryAsync<int>(new CommandDefinition(
            Sql.Get("reporting/list_due"), new { now = clock.GetUtcNow(), template = ViewDefinition.TemplateHash }, cancellationToken: cancellationToken))).AsList();
    }

    /// <param name="patience">How long to try while somebody reads the views; one attempt at least.</param>
    /// <returns>Why the views are not up to date, for a person; null when they are, or another node sees to it.</returns>
    public async Task<string?> RefreshAsync(int formId, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            try
            {
                await WriteAsync(formId, cancellationToken);
                return null;
            }
            catch (PostgresException exception) when (IsPassing(exception) && clock.GetElapsedTime(started) + RetryPause <= patience)
            {
                await Task.Delay(RetryPause, clock, cancellationToken);
            }
            catch (PostgresException exception) when (!exception.IsTransient || IsPassing(exception))
            {
                var problem = IsPassing(exception) ? BeingRead
                    : exception.SqlState == PostgresErrorCodes.DependentObjectsStillExist ? StoodUpon
                    : PostgresText.Cut(PostgresText.Clean($"PostgreSQL refuses: {exception.MessageText}"), LongestError);
                await NoteAsync(formId, problem, cancellationToken);
                LogNotRefreshed(formId, exception.SqlState);
                return problem;
            }
        }
    }

    /// <summary>Makes the views of a form due at once, whatever stood in the way.</summary>
    public async Task TryAgainAsync(int formId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Get("reporting/try_again"), new { formId, now = clock.GetUtcNow() }, cancellationToken: cancellationToken));
    }

    private async Task WriteAsync(int formId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(Command("data/set_lock_timeout", null));
        if (!await connection.ExecuteScalarAsync<bool>(Command("reporting/try_lock_form", new { formId })))
        {
            return;
        }

        // The count before the fields: what is changed after this line counts up again and is seen to by the next run.
        if (await connection.QuerySingleOrDefaultAsync<ShownForm>(Command("reporting/find_form", new { formId })) is not { } form)
        {
            return;
        }

        var wanted = form.Slug is { } slug ? await WantedAsync(connection, transaction, formId, slug, cancellationToken) : [];
        var now = clock.GetUtcNow();
        await new ViewWriter(connection, transaction, formId, form.HasReader, now).WriteAsync(wanted, cancellationToken);

        // The form's row last: whoever publishes waits for it until the commit, which follows at once.
        await connection.ExecuteAsync(form.IsThere
            ? Command("reporting/note_shown", new { formId, form.Changes, template = ViewDefinition.TemplateHash, now })
            : Command("reporting/forget_form", new { formId }));
        await transaction.CommitAsync(cancellationToken);

        CommandDefinition Command(string statement, object? parameters) => new(Sql.Get(statement), parameters, transaction, cancellationToken: cancellationToken);
    }

    private static async Task<IReadOnlyList<ViewDefinition>> WantedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, int formId, string slug, CancellationToken cancellationToken)
    {
        var versions = (await connection.QueryAsync<ShownVersion>(new CommandDefinition(
            Sql.Get("reporting/list_versions"), new { formId }, transaction, cancellationToken: cancellationToken))).AsList();
        var fields = await FormCatalog.ReadFieldsAsync(connection, transaction, "forms/list_fields", new { formId }, cancellationToken);
        var wanted = new List<ViewDefinition> { ViewDefinition.OfForm(slug, fields, versions.Exists(version => version.HasRoles)) };
        foreach (var version in versions)
        {
            var itsFields = await FormCatalog.ReadFieldsAsync(connection, transaction, "forms/list_fields_of_version", new { versionId = version.Id }, cancellationToken);
            wanted.Add(ViewDefinition.OfVersion(slug, version.Number, itsFields, version.HasRoles));
        }

        return wanted;
    }

    private async Task NoteAsync(int formId, string error, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var attempts = (await connection.QuerySingleOrDefaultAsync<ViewsState>(new CommandDefinition(
            Sql.Get("reporting/find_state"), new { formId }, cancellationToken: cancellationToken)))?.Attempts ?? 0;
        var pause = FirstPause * Math.Min(Math.Pow(2, Math.Clamp(attempts, 0, 30)), LongestPause / FirstPause);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Get("reporting/note_problem"), new { formId, error, pause, now = clock.GetUtcNow() }, cancellationToken: cancellationToken));
    }

    private static bool IsPassing(PostgresException exception) => exception.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The reporting views of form {FormId} are not up to date (SQL state {SqlState}); they are tried again.")]
    private partial void LogNotRefreshed(int formId, string sqlState);

    private sealed record ShownForm
    {
        public required long Changes { get; init; }
        public string? Slug { get; init; }
        public bool IsThere { get; init; }
        public bool HasReader { get; init; }
    }

    private sealed record ShownVersion
    {
        public required int Id { get; init; }
        public required int Number { get; init; }
        public bool HasRoles { get; init; }
    }
}
