using Dapper;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Reporting;

/// <summary>What pages say about the reporting views.</summary>
public sealed class ReportingViews(NpgsqlDataSource database)
{
    /// <summary>The forms, newest first, each with its own view.</summary>
    public Task<IReadOnlyList<FormViews>> ListAsync(int limit, CancellationToken cancellationToken) =>
        QueryAsync<FormViews>("reporting/list_overview", new { limit }, cancellationToken);

    /// <summary>The views of a form, its own first and then the newest version's; only those that are made.</summary>
    public async Task<IReadOnlyList<ReportingView>> OfFormAsync(int formId, CancellationToken cancellationToken)
    {
        var columns = await QueryAsync<ColumnRow>("reporting/list_columns", new { formId }, cancellationToken);
        return [.. columns.GroupBy(column => column.ViewId).Select(view => new ReportingView(
            view.First().View, view.First().Version, view.First().RefreshedAt,
            [.. view.Select(column => new ReportingColumn(column.Name, column.Type, column.Field))]))];
    }

    /// <returns>Null while nothing is known of the form's views.</returns>
    public async Task<ViewsState?> StateAsync(int formId, CancellationToken cancellationToken) =>
        (await QueryAsync<ViewsState>("reporting/find_state", new { formId }, cancellationToken)).SingleOrDefault();

    /// <summary>What analysts made on top of the form's views.</summary>
    public Task<IReadOnlyList<Dependant>> DependantsAsync(int formId, CancellationToken cancellationToken) =>
        QueryAsync<Dependant>("reporting/list_dependants", new { formId }, cancellationToken);

    private async Task<IReadOnlyList<T>> QueryAsync<T>(string statement, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<T>(new CommandDefinition(Sql.Get(statement), parameters, cancellationToken: cancellationToken))).AsList();
    }

    private sealed record ColumnRow
    {
        public required int ViewId { get; init; }
        public int? Version { get; init; }
        public required string View { get; init; }
        public DateTimeOffset? RefreshedAt { get; init; }
        public required string Name { get; init; }
        public required string Type { get; init; }
        public string? Field { get; init; }
    }
}

/// <summary>A view that analysts read.</summary>
/// <param name="Name">In the schema <c>reporting</c>.</param>
/// <param name="Version">Null for the form's own, over all its versions.</param>
/// <param name="RefreshedAt">When it was made or last changed.</param>
/// <param name="Columns">In order.</param>
public sealed record ReportingView(string Name, int? Version, DateTimeOffset? RefreshedAt, IReadOnlyList<ReportingColumn> Columns)
{
    /// <summary>As it stands in a query: <c>reporting."event-registration"</c>.</summary>
    public string QuotedName => $"reporting.{SqlIdentifier.Quote(Name)}";
}

/// <summary>A column of a view.</summary>
/// <param name="Name">As a query calls it, without quotes.</param>
/// <param name="Type">As PostgreSQL calls it.</param>
/// <param name="Field">The field's name for programs; null for a column that every form has.</param>
public sealed record ReportingColumn(string Name, string Type, string? Field);

/// <summary>A form and its own view.</summary>
public sealed record FormViews
{
    public required int FormId { get; init; }
    public required string Title { get; init; }

    /// <summary>Null while it is not made.</summary>
    public string? View { get; init; }

    /// <summary>How many versions have a view of their own.</summary>
    public int Versions { get; init; }
    public DateTimeOffset? RefreshedAt { get; init; }

    /// <summary>Something changed that it does not show yet.</summary>
    public bool IsDue { get; init; }
    public string? LastError { get; init; }
}

/// <summary>How far the views of a form have come.</summary>
public sealed record ViewsState
{
    public required int FormId { get; init; }

    /// <summary>Something changed that they do not show yet.</summary>
    public bool IsDue { get; init; }
    public int Attempts { get; init; }
    public DateTimeOffset NextAttemptAt { get; init; }

    /// <summary>What stood in the way last, for a person; null when nothing does.</summary>
    public string? LastError { get; init; }

    /// <summary>Null before they were first made.</summary>
    public DateTimeOffset? RefreshedAt { get; init; }
}

/// <summary>Something of an analyst's that reads a view.</summary>
public sealed record Dependant
{
    public required string View { get; init; }

    /// <summary>Schema and name.</summary>
    public required string Name { get; init; }
}
