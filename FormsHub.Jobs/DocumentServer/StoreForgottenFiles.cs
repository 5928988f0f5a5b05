using Dapper;
using FormsHub.Jobs.Intake;
using FormsHub.Jobs.JobServer;
using FormsHub.Jobs.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FormsHub.Jobs.DocumentServer;

/// <summary>
/// Fetches the documents that the Document Server could not hand over and has it forget them. Only ours: others may use the same server.
/// Store, commit, look again, delete: wherever the process dies, the file is in one place at least, and a second run finds it stored already.
/// </summary>
public sealed partial class StoreForgottenFiles(
    NpgsqlDataSource database, CommandClient client, RecoveredDocuments documents, TimeProvider clock, ILogger<StoreForgottenFiles> logger) : IJob
{
    private const string StillOpen = "Somebody has the document open; the Document Server saves it when they leave.";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan PauseWhileOpen = TimeSpan.FromMinutes(2);

    /// <summary>A claim that a dead node left behind is free again after this. Two nodes at one file would do the same work twice, no harm.</summary>
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(3);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!await LookAsync(cancellationToken))
        {
            return;
        }

        while (await ClaimAsync(cancellationToken) is { } file)
        {
            var result = await RunOneAsync(file, cancellationToken);
            if (result.Reason is null)
            {
                await ExecuteAsync("forgotten/mark_settled", new { file.DocumentKey, now = clock.GetUtcNow() }, cancellationToken);
                continue;
            }

            await GiveBackAsync(file, result.Reason, cancellationToken);
            if (result.IsAway)
            {
                // The others would wait as long for nothing; they stay due.
                return;
            }
        }
    }

    /// <returns>Whether the list could be read.</returns>
    private async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var reply = await client.ForgottenListAsync(cancellationToken);
        if (reply is { Outcome: CommandOutcome.Done, Keys: { } listed })
        {
            string[] keys = [.. listed.Where(PostgresText.CanHold).Distinct(StringComparer.Ordinal)];
            await ExecuteAsync("forgotten/note_list", new { keys, now }, cancellationToken);
            return true;
        }

        var error = reply.Outcome == CommandOutcome.Done ? "What came was no list." : reply.Explanation;
        LogNoList(error);
        await ExecuteAsync("forgotten/note_no_list", new { now, error }, cancellationToken);
        return false;
    }

    private async Task<Result> RunOneAsync(Claimed file, CancellationToken cancellationToken)
    {
        var key = file.DocumentKey;
        if (file.IsOpen && await IsOpenAsync(key, cancellationToken))
        {
            return new(StillOpen);
        }

        var askedAt = clock.GetUtcNow();
        var reply = await client.ForgottenAsync(key, cancellationToken);
        if (reply is not { Outcome: CommandOutcome.Done, Url: { } url })
        {
            return reply.Outcome == CommandOutcome.Done ? new("There was no link to the file.") : Result.Of(reply);
        }

        var fetched = await documents.FetchAsync(key, url, cancellationToken);
        if (fetched.Failure is { } failure)
        {
            return new(failure.Message ?? failure.Name);
        }

        var outcome = await documents.KeepAsync(key, fetched, url, askedAt, cancellationToken);
        LogStored(key, outcome);

        // From here on it is safe here. But it may have been opened, changed and forgotten anew since it was fetched: what is deleted is
        // what is stored, so it is fetched once more. If it differs, this attempt ends, and the next one stores it as it is now.
        var again = await documents.FetchAsync(key, url, cancellationToken);
        if (again.Failure is not null || !again.Blob!.Sha256.AsSpan().SequenceEqual(fetched.Blob!.Sha256))
        {
            return new(again.Failure?.Message ?? "It changed while it was being stored.");
        }

        return Result.Of(await client.DeleteForgottenAsync(key, cancellationToken));
    }

    /// <summary>Callbacks said that somebody is inside, which may be old news. Whoever is inside has opened the forgotten file: the Document Server saves it when they leave.</summary>
    private async Task<bool> IsOpenAsync(string key, CancellationToken cancellationToken) =>
        await client.InfoAsync(key, null, client.Patience, cancellationToken) is { Outcome: CommandOutcome.Done, Users.Count: > 0 };

    private async Task GiveBackAsync(Claimed file, string reason, CancellationToken cancellationToken)
    {
        var isOpen = reason == StillOpen;
        var pause = isOpen
            ? PauseWhileOpen
            : FirstPause * Math.Min(Math.Pow(2, Math.Clamp(file.Attempts - 1, 0, 30)), LongestPause / FirstPause);
        LogKept(file.DocumentKey, file.Attempts, reason);
        await ExecuteAsync("forgotten/mark_retry", new { file.DocumentKey, nextAttemptAt = clock.GetUtcNow() + pause, error = reason, isOpen }, cancellationToken);
    }

    private async Task<Claimed?> ClaimAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<Claimed>(
            new CommandDefinition(Sql.Get("forgotten/claim_one"), new { now, until = now + Claim }, cancellationToken: cancellationToken));
    }

    private async Task ExecuteAsync(string statement, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Sql.Get(statement), parameters, cancellationToken: cancellationToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The list of forgotten files could not be read: {Reason}")]
    private partial void LogNoList(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The forgotten file of document {DocumentKey} is stored: {Outcome}.")]
    private partial void LogStored(string documentKey, IntakeOutcome outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The forgotten file of document {DocumentKey} stays with the Document Server after attempt {Attempt}: {Reason}")]
    private partial void LogKept(string documentKey, int attempt, string reason);

    /// <summary>What came of one file.</summary>
    /// <param name="Reason">Why it is still where it was; null when the Document Server does not keep it any more.</param>
    /// <param name="IsAway">The Document Server gave no answer.</param>
    private sealed record Result(string? Reason, bool IsAway = false)
    {
        /// <summary>An unknown key is what is wanted: the file was opened and saved meanwhile, or an earlier attempt deleted it.</summary>
        public static Result Of(CommandReply reply) =>
            reply.Outcome is CommandOutcome.Done or CommandOutcome.UnknownKey ? new(Reason: null) : new(reply.Explanation, reply.Outcome == CommandOutcome.NoAnswer);
    }

    private sealed record Claimed
    {
        public required string DocumentKey { get; init; }
        public required int Attempts { get; init; }
        public bool IsOpen { get; init; }
    }
}
