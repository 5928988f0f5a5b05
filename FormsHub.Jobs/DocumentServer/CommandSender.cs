using System.Text.Json;
using Dapper;
using FormsHub.Jobs.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FormsHub.Jobs.DocumentServer;

/// <summary>
/// Claims commands, sends them and notes what came of it, each in a transaction of its own: none is open while the Document Server answers,
/// because it may post a callback first. If the process dies meanwhile, the claim runs out and the command is sent once more; sending twice does no harm.
/// </summary>
public sealed partial class CommandSender(
    NpgsqlDataSource database, CommandClient client, IOptions<JobsOptions> options, TimeProvider clock, ILogger<CommandSender> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>Beyond twice an answer's time: the old address is tried after the new one.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    /// <returns>The outcomes of those that were due; empty when none was.</returns>
    /// <param name="id">One command; null for any.</param>
    /// <param name="most">Sent at once.</param>
    public async Task<IReadOnlyList<CommandOutcome>> SendDueAsync(long? id, int most, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        IReadOnlyList<Claimed> claimed;
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        {
            claimed = (await connection.QueryAsync<Claimed>(
                new CommandDefinition(
                    Sql.Get("commands/claim"), new { id, now, until = now + (2 * client.Patience) + Grace, limit = most }, cancellationToken: cancellationToken))).AsList();
        }

        return await Task.WhenAll(claimed.Select(command => SendAsync(command, cancellationToken)));
    }

    private async Task<CommandOutcome> SendAsync(Claimed command, CancellationToken cancellationToken)
    {
        var reply = command.Command switch
        {
            "forcesave" => await client.ForcesaveAsync(command.DocumentKey, command.UserData, cancellationToken),
            "drop" => await client.DropAsync(command.DocumentKey, command.Users, cancellationToken),
            "meta" => await client.RenameAsync(command.DocumentKey, command.Title ?? "", cancellationToken),
            _ => new CommandReply { Outcome = CommandOutcome.UnknownCommand, Explanation = "This version of FormsHub does not know the command." },
        };
        await NoteAsync(command, reply, cancellationToken);
        return reply.Outcome;
    }

    private async Task NoteAsync(Claimed command, CommandReply reply, CancellationToken cancellationToken)
    {
        var answer = reply.Error;
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (reply.Outcome.IsSettled())
        {
            await ExecuteAsync("commands/mark_done", new { command.Id, command.Attempts, answer, now });
            return;
        }

        LogNotDone(command.Id, command.Command, command.DocumentKey, reply.Explanation);
        var stops = reply.Outcome.IsHopeless() || command.Attempts >= options.Value.MaxAttempts;
        try
        {
            await ExecuteAsync(
                "commands/mark_undone",
                new { command.Id, command.Attempts, answer, stops, error = reply.Explanation, nextAttemptAt = now + PauseAfter(command.Attempts) });
        }
        catch (PostgresException newer) when (newer.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Another of its kind was put into the ledger in this moment: that one is sent.
            await ExecuteAsync("commands/mark_replaced", new { command.Id, command.Attempts });
        }

        Task ExecuteAsync(string statement, object parameters) =>
            connection.ExecuteAsync(new CommandDefinition(Sql.Get(statement), parameters, cancellationToken: cancellationToken));
    }

    private static TimeSpan PauseAfter(int attempts) =>
        FirstPause * Math.Min(Math.Pow(2, Math.Clamp(attempts - 1, 0, 30)), LongestPause / FirstPause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Command {Id} ({Command}) for document {DocumentKey} was not done: {Reason}")]
    private partial void LogNotDone(long id, string command, string documentKey, string reason);

    private sealed record Claimed
    {
        public required long Id { get; init; }
        public required string DocumentKey { get; init; }
        public required string Command { get; init; }
        public string? Argument { get; init; }
        public required string UserData { get; init; }
        public required int Attempts { get; init; }

        public string? Title => Member("title") is { ValueKind: JsonValueKind.String } title ? title.GetString() : null;

        public IReadOnlyList<string>? Users => Member("users") is { ValueKind: JsonValueKind.Array } users ? [.. users.EnumerateArray().Select(user => user.GetString()!)] : null;

        private JsonElement Member(string name)
        {
            if (Argument is null)
            {
                return default;
            }

            using var argument = JsonDocument.Parse(Argument);
            return argument.RootElement.TryGetProperty(name, out var member) ? member.Clone() : default;
        }
    }
}
