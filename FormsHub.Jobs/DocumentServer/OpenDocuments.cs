using System.Text.Json;
using Dapper;
using FormsHub.Jobs.Intake;
using FormsHub.Jobs.JobServer;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.DocumentServer;

/// <summary>The documents that are open in the editor: who is in them, save them now, end the editing.</summary>
public sealed class OpenDocuments(NpgsqlDataSource database, CommandClient client, CommandSender sender, IJobServer jobs, TimeProvider clock)
{
    private const int LongestList = 50;

    /// <summary>Somebody waits for the answer, and callbacks have told it before.</summary>
    private static readonly TimeSpan InfoPatience = TimeSpan.FromSeconds(3);

    /// <summary>Who is in a document now; as callbacks last said when the Document Server does not answer in three seconds.</summary>
    /// <returns>null for a key that was never given out.</returns>
    public async Task<PeopleInside?> UsersAsync(string documentKey, CancellationToken cancellationToken)
    {
        if (await QueryAsync<Known>("commands/find_document", new { documentKey }, cancellationToken) is not [var known])
        {
            return null;
        }

        // Before it answers, the Document Server posts a callback with the same news: nothing may be held here.
        var reply = await client.InfoAsync(documentKey, null, InfoPatience, cancellationToken);
        return reply.Outcome switch
        {
            CommandOutcome.Done => known.Inside(reply.Users ?? [], clock.GetUtcNow(), null),
            CommandOutcome.UnknownKey => known.Inside([], clock.GetUtcNow(), null),
            _ => known.Inside(known.Users, known.UsersAt, reply.Explanation),
        };
    }

    /// <summary>Asks for a save of what is entered so far. The save itself comes as a callback with the command's user data.</summary>
    /// <returns>The command as it stands after one attempt; null for a key that was never given out.</returns>
    public Task<DocumentCommand?> SaveNowAsync(string documentKey, CancellationToken cancellationToken) =>
        AskAsync(documentKey, "forcesave", null, cancellationToken);

    /// <summary>Turns people in a document into viewers.</summary>
    /// <param name="users">Their ids; null for everybody.</param>
    /// <returns>The command as it stands after one attempt; null for a key that was never given out.</returns>
    public Task<DocumentCommand?> DropAsync(string documentKey, IReadOnlyList<string>? users, CancellationToken cancellationToken) =>
        AskAsync(documentKey, "drop", users is null ? null : JsonSerializer.Serialize(new { users }), cancellationToken);

    /// <summary>The newest commands about a document.</summary>
    public Task<IReadOnlyList<DocumentCommand>> CommandsAsync(string documentKey, CancellationToken cancellationToken) =>
        QueryAsync<DocumentCommand>("commands/list_of_document", new { documentKey, id = (long?)null, limit = LongestList }, cancellationToken);

    /// <summary>Commands of all documents that stopped or wait, those that stopped first.</summary>
    public Task<IReadOnlyList<DocumentCommand>> UnsettledAsync(int limit, CancellationToken cancellationToken) =>
        QueryAsync<DocumentCommand>("commands/list_open", new { limit }, cancellationToken);

    /// <summary>Gives stopped commands their attempts back.</summary>
    /// <param name="id">Null: all that have stopped.</param>
    /// <returns>How many run again.</returns>
    public async Task<int> RunAgainAsync(long? id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var count = await connection.ExecuteAsync(new CommandDefinition(Sql.Get("commands/run_again"), new { id }, cancellationToken: cancellationToken));
        jobs.Trigger<SendCommands>();
        return count;
    }

    // In the ledger before it is tried: if the process dies on the way, or the Document Server is away, the job sends it.
    private async Task<DocumentCommand?> AskAsync(string documentKey, string name, string? argument, CancellationToken cancellationToken)
    {
        if (await QueryAsync<long>("commands/enqueue", new { documentKey, command = name, argument }, cancellationToken) is not [var id])
        {
            return null;
        }

        await sender.SendDueAsync(id, 1, cancellationToken);
        var asked = await QueryAsync<DocumentCommand>("commands/list_of_document", new { documentKey, id, limit = 1 }, cancellationToken);
        if (asked is [{ IsSettled: false }])
        {
            jobs.Trigger<SendCommands>();
        }

        return asked is [var command] ? command : null;
    }

    private async Task<IReadOnlyList<T>> QueryAsync<T>(string statement, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<T>(new CommandDefinition(Sql.Get(statement), parameters, cancellationToken: cancellationToken))).AsList();
    }

    private sealed record Known
    {
        public required string Key { get; init; }
        public string[] Users { get; init; } = [];
        public DateTimeOffset? UsersAt { get; init; }
        public string? RespondentId { get; init; }
        public string? Respondent { get; init; }

        public PeopleInside Inside(IEnumerable<string> users, DateTimeOffset? at, string? doubt) =>
            new(Key, [.. users.Distinct(StringComparer.Ordinal).Select(id => new PersonInside(id, id == RespondentId ? Respondent : null))], at, doubt);
    }
}

/// <summary>Who is in a document.</summary>
/// <param name="At">When that was so; null when nobody ever said anything about the document.</param>
/// <param name="Doubt">Why the Document Server could not be asked, and callbacks answer in its place; null when it was asked.</param>
public sealed record PeopleInside(string DocumentKey, IReadOnlyList<PersonInside> Users, DateTimeOffset? At, string? Doubt);

/// <summary>Somebody in a document.</summary>
/// <param name="Name">null when FormsHub does not know it.</param>
public sealed record PersonInside(string Id, string? Name);

/// <summary>A command about a document, on its way or settled.</summary>
public sealed record DocumentCommand
{
    public required long Id { get; init; }
    public required string DocumentKey { get; init; }
    public required int FormId { get; init; }
    public required string FormTitle { get; init; }

    /// <summary>forcesave, drop or meta.</summary>
    public required string Command { get; init; }

    /// <summary>meta: the new title.</summary>
    public string? Title { get; init; }

    /// <summary>Comes back in the callback of the save.</summary>
    public required string UserData { get; init; }

    /// <summary>waiting, sending, done, replaced or failed.</summary>
    public required string State { get; init; }
    public int Attempts { get; init; }

    /// <summary>The Document Server's number; null before it gave one.</summary>
    public int? Answer { get; init; }
    public string? LastError { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>null: at once.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>The callback that brought the save, or that it failed; null while there is none.</summary>
    public long? EventId { get; init; }

    /// <summary>What that callback came to.</summary>
    public string? EventOutcome { get; init; }

    private static string SavingFailed => IntakeResult.NameOf(IntakeOutcome.SavingFailed);

    public bool IsSettled => State is "done" or "replaced";

    /// <summary>How it stands, in a sentence.</summary>
    public string Explanation => this switch
    {
        { State: "done", Command: "forcesave", Answer: (int)CommandOutcome.Done, EventId: null } => "The Document Server saves; the document is on its way.",
        { State: "done", Command: "forcesave", Answer: (int)CommandOutcome.Done, EventOutcome: { } outcome } when outcome == SavingFailed => "The Document Server could not save the document.",
        { State: "done", Command: "forcesave", Answer: (int)CommandOutcome.Done } => "Saved.",
        { State: "done", Answer: { } answer } => ((CommandOutcome)answer).Explain(),
        { State: "replaced" } => "A newer one took its place.",
        { LastError: { } error } => error,
        _ => "It waits to be sent.",
    };
}
