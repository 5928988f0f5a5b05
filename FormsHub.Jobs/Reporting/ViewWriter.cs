using System.Globalization;
using Dapper;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Reporting;

/// <summary>
/// Makes one form's views as they should be, as part of the caller's transaction: what is so already is left alone, columns are renamed and added where
/// they are, and only what cannot be changed in place is made anew. Views that analysts made on top stand through all but the last.
/// </summary>
internal sealed class ViewWriter(NpgsqlConnection connection, NpgsqlTransaction transaction, int formId, bool hasReader, DateTimeOffset now)
{
    public async Task WriteAsync(IReadOnlyList<ViewDefinition> wanted, CancellationToken cancellationToken)
    {
        var there = (await connection.QueryAsync<NotedView>(Command("reporting/list_views", new { formId }))).ToList();
        foreach (var gone in there.Where(view => !wanted.Any(definition => definition.Version == view.Version)))
        {
            await ExecuteAsync("reporting/drop_view", ("{view}", gone.Name));
            await connection.ExecuteAsync(Command("reporting/forget_view", new { gone.Id }));
        }

        foreach (var definition in wanted)
        {
            await WriteAsync(definition, there.Find(view => view.Version == definition.Version));
        }

        async Task WriteAsync(ViewDefinition definition, NotedView? view)
        {
            var viewId = await connection.QuerySingleAsync<int>(Command("reporting/note_view", new { formId, definition.Version, definition.Name }));
            if (view is { Exists: true } && view.Name != definition.Name)
            {
                await ExecuteAsync("reporting/rename_view", ("{from}", view.Name), ("{to}", definition.Name));
            }

            var ordered = view is { Exists: true } ? definition.After(view.Noted) : null;
            var statement = (ordered ?? definition).CreateStatement(viewId, formId);
            var fingerprint = ViewDefinition.Hash(statement);
            var isMade = view is { Exists: true } && view.Fingerprint == fingerprint && ordered!.IsSameAs(view.Names, view.Types);
            if (!isMade)
            {
                await MakeAsync(ordered ?? definition, view, ordered is not null, statement);
                await NoteAsync(viewId, ordered ?? definition, fingerprint);
            }

            if (hasReader && !(isMade && view!.IsGranted))
            {
                await ExecuteAsync("reporting/grant_view", ("{view}", definition.Name));
            }
        }

        CommandDefinition Command(string statement, object parameters) => new(Sql.Get(statement), parameters, transaction, cancellationToken: cancellationToken);

        Task ExecuteAsync(string statement, params (string Placeholder, string Name)[] names) => RunAsync(
            names.Aggregate(Sql.Get(statement), (text, name) => text.Replace(name.Placeholder, SqlIdentifier.Quote(name.Name), StringComparison.Ordinal)));

        Task RunAsync(string text) => connection.ExecuteAsync(new CommandDefinition(text, transaction: transaction, cancellationToken: cancellationToken));

        async Task MakeAsync(ViewDefinition definition, NotedView? view, bool inOrder, string statement)
        {
            if (view is { Exists: true })
            {
                if (inOrder && definition.CanGrowFrom(view.Types))
                {
                    await RenameAsync(definition, view);
                }
                else
                {
                    await ExecuteAsync("reporting/drop_view", ("{view}", definition.Name));
                }
            }

            await RunAsync(statement);
        }

        // By way of names that nobody has: labels may have been exchanged.
        async Task RenameAsync(ViewDefinition definition, NotedView view)
        {
            var changed = Enumerable.Range(0, view.Names.Length).Where(place => view.Names[place] != definition.Columns[place].Name).ToList();
            foreach (var place in changed)
            {
                await ExecuteAsync("reporting/rename_column", ("{view}", definition.Name), ("{from}", view.Names[place]), ("{to}", Aside(place)));
            }

            foreach (var place in changed)
            {
                await ExecuteAsync("reporting/rename_column", ("{view}", definition.Name), ("{from}", Aside(place)), ("{to}", definition.Columns[place].Name));
            }
        }

        async Task NoteAsync(int viewId, ViewDefinition definition, string fingerprint)
        {
            await connection.ExecuteAsync(Command("reporting/forget_columns", new { viewId }));
            await connection.ExecuteAsync(Command("reporting/note_columns", new
            {
                viewId,
                names = definition.Columns.Select(column => column.Name).ToArray(),
                types = definition.Columns.Select(column => column.Type).ToArray(),
                fields = definition.Columns.Select(column => column.FieldId).ToArray(),
            }));
            await connection.ExecuteAsync(Command("reporting/note_made", new { id = viewId, fingerprint, now }));
        }
    }

    /// <summary>No label is like this: they have no control characters.</summary>
    private static string Aside(int place) => string.Create(CultureInfo.InvariantCulture, $"\u0001{place}");
}
