using Dapper;
using FormsHub.Jobs.Storage;
using Npgsql;

namespace FormsHub.Jobs.Forms.Design;

/// <summary>One entry of a document's history in the editor.</summary>
public sealed record DocumentState
{
    /// <summary>Counts up; the oldest is the smallest.</summary>
    public required int Number { get; init; }
    public required byte[] Sha256 { get; init; }

    /// <summary>The changes that led from <see cref="PreviousNumber"/> here; null when there are none to show.</summary>
    public byte[]? ChangesSha256 { get; init; }

    /// <summary>As the Document Server gave it, a JSON text.</summary>
    public string? History { get; init; }
    public required string FileType { get; init; }
    public required DateTimeOffset SavedAt { get; init; }
    public string? AuthorId { get; init; }
    public string? Author { get; init; }

    /// <summary>Kept aside: a newer state is not built on it.</summary>
    public bool Aside { get; init; }

    /// <summary>The state that the changes were made to; null when that is not known.</summary>
    public int? PreviousNumber { get; init; }
}

/// <summary>The histories that the editor can show: of a form's document and of the document of a fill session.</summary>
public sealed class DocumentStates(NpgsqlDataSource database, DesignDocuments design)
{
    private const int MostStates = 500;

    /// <returns>The oldest first.</returns>
    public async Task<IReadOnlyList<DocumentState>> OfDesignAsync(int formId, CancellationToken cancellationToken) =>
        [.. (await design.ListAsync(formId, withHistory: true, cancellationToken)).Where(draft => draft.Number is not null).Reverse().Select(draft => new DocumentState
        {
            Number = draft.Number!.Value,
            Sha256 = draft.Sha256,
            ChangesSha256 = draft.FromNumber is null ? null : draft.ChangesSha256,
            History = draft.History,
            FileType = draft.FileType,
            SavedAt = draft.SavedAt,
            AuthorId = draft.AuthorId,
            Author = draft.Author,
            Aside = draft.Aside,
            PreviousNumber = draft.FromNumber,
        })];

    /// <returns>The form's file first, then what the editor saved.</returns>
    public async Task<IReadOnlyList<DocumentState>> OfSessionAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var states = await connection.QueryAsync<DocumentState>(
            new CommandDefinition(Sql.Get("design/list_session_states"), new { id = sessionId, limit = MostStates }, cancellationToken: cancellationToken));
        return [.. states.Select(state => state.Number == 1 ? state : state with { PreviousNumber = state.Number - 1 })];
    }
}
