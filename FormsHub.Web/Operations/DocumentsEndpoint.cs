using FormsHub.Jobs.DocumentServer;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FormsHub.Web.Operations;

/// <summary>Documents that are open in the editor: who is in them, save them now, end the editing.</summary>
internal static class DocumentsEndpoint
{
    private const int MostUsers = 100;
    private const int LongestUser = 128;

    public static async Task<Results<Ok<UsersResponse>, ProblemHttpResult>> UsersAsync(
        string documentKey, OpenDocuments documents, CancellationToken cancellationToken) =>
        await documents.UsersAsync(documentKey, cancellationToken) is { } inside
            ? TypedResults.Ok(UsersResponse.Of(inside))
            : NoSuchDocument(documentKey);

    public static async Task<Ok<IReadOnlyList<CommandResponse>>> CommandsAsync(
        string documentKey, OpenDocuments documents, CancellationToken cancellationToken) =>
        TypedResults.Ok<IReadOnlyList<CommandResponse>>([.. (await documents.CommandsAsync(documentKey, cancellationToken)).Select(CommandResponse.Of)]);

    public static async Task<Results<Ok<CommandResponse>, Accepted<CommandResponse>, ProblemHttpResult>> SaveAsync(
        string documentKey, OpenDocuments documents, CancellationToken cancellationToken) =>
        await documents.SaveNowAsync(documentKey, cancellationToken) is { } command ? Answer(command) : NoSuchDocument(documentKey);

    public static async Task<Results<Ok<CommandResponse>, Accepted<CommandResponse>, ProblemHttpResult>> DropAsync(
        string documentKey, DropRequest? request, OpenDocuments documents, CancellationToken cancellationToken)
    {
        if (request?.Users is { } users && (users.Count is 0 or > MostUsers || users.Any(user => user is not { Length: > 0 and <= LongestUser } || user.Contains('\0', StringComparison.Ordinal))))
        {
            return TypedResults.Problem(
                $"users are 1 to {MostUsers} ids of at most {LongestUser} characters each. Leave them out to end everybody's editing.",
                statusCode: StatusCodes.Status400BadRequest);
        }

        return await documents.DropAsync(documentKey, request?.Users, cancellationToken) is { } command
            ? Answer(command)
            : NoSuchDocument(documentKey);
    }

    /// <summary>Settled: 200. Still on its way, because the Document Server did not answer: 202, and the job goes on.</summary>
    private static Results<Ok<CommandResponse>, Accepted<CommandResponse>, ProblemHttpResult> Answer(DocumentCommand command) => command.IsSettled
        ? TypedResults.Ok(CommandResponse.Of(command))
        : TypedResults.Accepted($"/api/documents/{command.DocumentKey}/commands", CommandResponse.Of(command));

    private static ProblemHttpResult NoSuchDocument(string documentKey) =>
        TypedResults.Problem($"There is no document {documentKey}.", statusCode: StatusCodes.Status404NotFound);
}

/// <summary>Who is to become a viewer.</summary>
/// <param name="Users">Ids; absent for everybody.</param>
internal sealed record DropRequest(IReadOnlyList<string>? Users);

/// <summary>Who is in a document.</summary>
/// <param name="Source">documentServer, or callbacks when that could not be asked.</param>
/// <param name="Doubt">Why it could not be asked.</param>
internal sealed record UsersResponse(string DocumentKey, IReadOnlyList<PersonInside> Users, string Source, DateTimeOffset? At, string? Doubt)
{
    public static UsersResponse Of(PeopleInside inside) =>
        new(inside.DocumentKey, inside.Users, inside.Doubt is null ? "documentServer" : "callbacks", inside.At, inside.Doubt);
}

/// <summary>A command about a document and how it stands.</summary>
/// <param name="UserData">Comes back in the callback of the save.</param>
/// <param name="EventId">The callback that brought the save; null while there is none.</param>
internal sealed record CommandResponse(
    long Id, string DocumentKey, string Command, string State, string Explanation, string UserData, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset? SentAt, long? EventId)
{
    public static CommandResponse Of(DocumentCommand command) => new(
        command.Id, command.DocumentKey, command.Command, command.State, command.Explanation, command.UserData, command.Attempts, command.CreatedAt,
        command.SentAt, command.EventId);
}
