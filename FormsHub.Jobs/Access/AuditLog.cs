using System.Text.Json.Nodes;
using Dapper;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Access;

/// <summary>Who did what to what. Names of people who act, never secrets and never what respondents entered.</summary>
/// <param name="Actor">By name; null when nobody is known.</param>
/// <param name="Action">Such as <c>withdrew a personal link</c>.</param>
/// <param name="Subject">Such as <c>form 7</c>.</param>
/// <param name="Details">What else is worth knowing; null for nothing.</param>
internal sealed record AuditLog(string? Actor, string Action, string Subject, JsonObject? Details = null)
{
    private const int LongestActor = 200;

    public static string Form(int id) => FormattableString.Invariant($"form {id}");

    /// <summary>Part of the caller's transaction: what is not done is not said to be.</summary>
    public Task WriteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            Sql.Get("access/log"),
            new { actor = PostgresText.Cut(PostgresText.Clean(Actor ?? "unknown"), LongestActor), Action, Subject, details = Details?.ToJsonString() },
            transaction,
            cancellationToken: cancellationToken));
}
