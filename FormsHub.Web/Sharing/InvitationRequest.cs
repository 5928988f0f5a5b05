using System.Text.Json;
using FormsHub.Jobs.Sharing;
using FormsHub.Web.Editor;

namespace FormsHub.Web.Sharing;

/// <summary>Somebody to invite, as programs say it.</summary>
internal sealed record InvitationRequest
{
    public string? Name { get; init; }
    public string? Email { get; init; }
    public string? Reference { get; init; }
    public string? Role { get; init; }
    public string? Case { get; init; }

    /// <summary>Null: true.</summary>
    public bool? SingleUse { get; init; }

    /// <returns>The people of an object or a list, or what is wrong with the first that is.</returns>
    public static (IReadOnlyList<Invitee>? People, string? Problem) Read(JsonElement body)
    {
        if (body.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            return (null, "Send an object with name, email, reference, role, case and singleUse, or a list of such objects.");
        }

        JsonElement[] entries = body.ValueKind == JsonValueKind.Array ? [.. body.EnumerateArray()] : [body];
        if (entries.Length is 0 or > InvitationMaking.MostPeople)
        {
            return (null, "A list has 1 to 10000 people.");
        }

        var people = new List<Invitee>(entries.Length);
        for (var i = 0; i < entries.Length; i++)
        {
            var (person, problem) = Read(entries[i], i);
            if (person is null)
            {
                return (null, body.ValueKind == JsonValueKind.Array ? $"[{i}]: {problem}" : problem);
            }

            people.Add(person);
        }

        return (people, null);
    }

    private static (Invitee? Person, string? Problem) Read(JsonElement entry, int place)
    {
        try
        {
            var request = entry.ValueKind == JsonValueKind.Object ? entry.Deserialize<InvitationRequest>(JsonSerializerOptions.Web) : null;
            if (request is null)
            {
                return (null, "Send an object with name, email, reference, role, case and singleUse.");
            }

            var person = Invitee.Of(request.Name, request.Email, request.Reference, request.Role, request.Case) with { SingleUse = request.SingleUse ?? true, CaseOfLine = null, Line = place };
            return person.Problem is { } problem ? (null, problem) : (person, null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return (null, "name, email, reference, role and case are texts or null, singleUse is true or false.");
        }
    }
}

/// <summary>A personal link in the API.</summary>
internal sealed record InvitationResponse
{
    public required long Id { get; init; }
    public string? Name { get; init; }
    public string? Email { get; init; }
    public string? Reference { get; init; }
    public string? Role { get; init; }

    /// <summary>The case's reference, or its number in words; null without a role.</summary>
    public string? Case { get; init; }
    public bool SingleUse { get; init; }

    /// <summary><c>notOpened</c>, <c>opened</c>, <c>submitted</c> or <c>revoked</c>.</summary>
    public required string State { get; init; }

    /// <summary>The role that must submit first; null when nobody must.</summary>
    public string? WaitsFor { get; init; }
    public required string Url { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? OpenedAt { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Its newest submission; null while there is none.</summary>
    public long? SubmissionId { get; init; }

    public static InvitationResponse Of(Invitation invitation, Addresses addresses) => new()
    {
        Id = invitation.Id,
        Name = invitation.Name,
        Email = invitation.Email,
        Reference = invitation.Reference,
        Role = invitation.Role,
        Case = invitation.CaseName,
        SingleUse = invitation.SingleUse,
        State = JsonNamingPolicy.CamelCase.ConvertName(invitation.State.ToString()),
        WaitsFor = invitation.WaitsFor,
        Url = addresses.PersonalLink(invitation),
        CreatedAt = invitation.CreatedAt,
        OpenedAt = invitation.OpenedAt,
        SubmittedAt = invitation.SubmittedAt,
        RevokedAt = invitation.RevokedAt,
        SubmissionId = invitation.SubmissionId,
    };
}

/// <param name="Total">How many the form has; null where only new ones are listed.</param>
/// <param name="Next">What to ask with for those after these; null when these are the last.</param>
internal sealed record InvitationListResponse(long? Total, IReadOnlyList<InvitationResponse> Items, long? Next);

internal static class PersonalLinkAddresses
{
    public static string PersonalLink(this Addresses addresses, Invitation invitation) => $"{addresses.Public}/i/{invitation.LinkToken}";
}
