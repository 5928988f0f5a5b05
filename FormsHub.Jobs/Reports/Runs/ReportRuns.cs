using Dapper;
using FormsHub.Jobs.JobServer;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FormsHub.Jobs.Reports.Runs;

/// <summary>The reports in the background as people see them: asking for one, looking, stopping, removing.</summary>
public sealed class ReportRuns(NpgsqlDataSource database, IJobServer jobs, ReportFiles files, IOptions<ReportsOptions> options, TimeProvider clock)
{
    private const int LongestWords = 2000;

    /// <param name="request">Pinned: it is about what is stored now, whenever it is made.</param>
    /// <param name="format">What the file will be.</param>
    /// <param name="filter">What is asked for in words; empty for everything.</param>
    /// <param name="key">The same key of the same person again gives the run it made.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>The run's id; null when this person has as many waiting as allowed.</returns>
    public async Task<long?> RequestAsync(ReportRequest request, IReportFormat format, string filter, Guid key, CancellationToken cancellationToken)
    {
        var highestId = request.Query.HighestId ?? throw new ArgumentException("The request is not pinned.", nameof(request));
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var parameters = new
        {
            formId = request.Form.Id,
            requestKey = key,
            format = format.Name,
            pairs = RequestPairs.Write(request.Pairs),
            title = request.Form.Title,
            filter = PostgresText.Cut(PostgresText.Clean(filter), LongestWords),
            highestId,
            requestedBy = request.RequestedBy,
            now = clock.GetUtcNow(),
            most = options.Value.WaitingPerPerson,
        };
        await connection.ExecuteAsync(new(Sql.Get("reports/lock_requester"), new { parameters.requestedBy }, transaction, cancellationToken: cancellationToken));
        var id = await connection.QueryFirstOrDefaultAsync<long?>(new(Sql.Get("reports/request_run"), parameters, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        if (id is not null)
        {
            // If the process dies here, the sweep finds the row.
            jobs.Trigger<MakeReports>();
        }

        return id;
    }

    public async Task<ReportRun?> FindAsync(long id, CancellationToken cancellationToken) =>
        (await ListAsync(id, formId: null, state: null, before: null, limit: 1, cancellationToken)).SingleOrDefault();

    /// <param name="formId">Null for all forms.</param>
    /// <param name="state">Null for any.</param>
    /// <param name="before">The last id of the page before; null for the newest.</param>
    /// <param name="limit">Most to give.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>Newest first.</returns>
    public Task<IReadOnlyList<ReportRun>> ListAsync(int? formId, ReportRunState? state, long? before, int limit, CancellationToken cancellationToken) =>
        ListAsync(id: null, formId, state, before, limit, cancellationToken);

    /// <returns>How many there are in each state that occurs.</returns>
    public async Task<IReadOnlyDictionary<ReportRunState, int>> CountAsync(int? formId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<(string State, int Count)>(Command("reports/count_runs", new { formId }, cancellationToken)))
            .ToDictionary(row => Enum.Parse<ReportRunState>(row.State, ignoreCase: true), row => row.Count);
    }

    /// <returns>Whether it was waiting or being made until now.</returns>
    public Task<bool> CancelAsync(long id, string actor, CancellationToken cancellationToken) => ActAsync("reports/cancel_run", id, actor, cancellationToken);

    /// <summary>Forgets a run that is not being made, its file and the links to it.</summary>
    /// <returns>Whether there was such a run.</returns>
    public async Task<bool> RemoveAsync(long id, string actor, CancellationToken cancellationToken)
    {
        if (!await ActAsync("reports/remove_run", id, actor, cancellationToken))
        {
            return false;
        }

        // If the process dies here, the file belongs to nobody, and a sweep removes it.
        files.DeleteAllOf(id);
        return true;
    }

    private async Task<IReadOnlyList<ReportRun>> ListAsync(long? id, int? formId, ReportRunState? state, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var parameters = new { id, formId, state = state?.ToString().ToLowerInvariant(), before, limit, now = clock.GetUtcNow() };
        return [.. await connection.QueryAsync<ReportRun>(Command("reports/list_runs", parameters, cancellationToken))];
    }

    private async Task<bool> ActAsync(string statement, long id, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(Command(statement, new { id, actor, now = clock.GetUtcNow() }, cancellationToken)) > 0;
    }

    private static CommandDefinition Command(string name, object parameters, CancellationToken cancellationToken) =>
        new(Sql.Get(name), parameters, cancellationToken: cancellationToken);
}
