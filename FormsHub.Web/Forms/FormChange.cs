using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Storage;
using FormsHub.Web.Access;

namespace FormsHub.Web.Forms;

/// <summary>What is wrong with a change of a form.</summary>
/// <param name="Member">The member as programs call it; empty for the whole.</param>
/// <param name="Sentence">For a person.</param>
internal sealed record FormProblem(string Member, string Sentence)
{
    public static readonly FormProblem ClosesBeforeItOpens = new("closesAt", "The closing time must be later than the opening time.");

    public override string ToString() => Member.Length == 0 ? Sentence : $"{Member}: {Sentence}";
}

/// <summary>Reads a merge patch of a form: members that are absent stay, null clears what may be empty.</summary>
internal static class FormChange
{
    public const int LongestTitle = 300;
    public const int LongestMessage = 4000;
    public const int ShortestPassword = 6;
    public const int MostOrigins = 50;

    /// <summary>Well inside what every calendar, zone and database holds: a time that is rounded up must not leave it.</summary>
    public const int FirstYear = 1900;
    public const int LastYear = 9990;

    /// <param name="changes">A JSON object by member.</param>
    /// <param name="hash">Makes a password's hash.</param>
    /// <returns>The patch, or the first thing that is wrong.</returns>
    public static (FormPatch? Patch, FormProblem? Problem) Read(JsonElement changes, Func<string, string> hash)
    {
        if (changes.ValueKind != JsonValueKind.Object)
        {
            return (null, new("", "Send a JSON object with the members to change."));
        }

        var patch = new FormPatch();
        var name = "";
        try
        {
            foreach (var member in changes.EnumerateObject())
            {
                name = member.Name;
                var reading = Read(name, member.Value, hash);
                if (reading.Problem is { } problem)
                {
                    return (null, new(reading.IsKnown ? name : "", problem));
                }

                patch.Set(reading.Member, reading.Value);
            }
        }
        catch (InvalidOperationException)
        {
            // The only text that JSON takes and .NET does not.
            return (null, new(name, "The text holds half a surrogate pair."));
        }

        return (patch, null);
    }

    private static Reading Read(string name, JsonElement value, Func<string, string> hash) => name switch
    {
        "title" => Of(FormMember.Title, Text(value)?.Trim() is { Length: > 0 and <= LongestTitle } title ? title : null, $"A title has 1 to {LongestTitle} characters."),
        "state" => Of(FormMember.State, Text(value) is "open" or "closed" ? value.GetString() : null, "A form is \"open\" or \"closed\"."),
        "opensAt" => Moment(FormMember.OpensAt, value),
        "closesAt" => Moment(FormMember.ClosesAt, value),
        "maxSubmissions" => value.ValueKind == JsonValueKind.Null
            ? new(FormMember.MaxSubmissions, null)
            : Of(FormMember.MaxSubmissions, Whole(value) is > 0 and var most ? most : null, "Give a whole number above 0, or null for no limit."),
        "timeZone" => Of(FormMember.TimeZone, Text(value) is { } zone && ZonedTime.TryFind(zone, out _) ? zone : null, "Give the IANA name of a time zone, such as Europe/Berlin."),

        // An empty text is a choice of its own here: the editor says nothing then.
        "resultMessage" => OptionalText(FormMember.ResultMessage, value, LongestMessage, mayBeEmpty: true),
        "askedBy" => OptionalText(FormMember.AskedBy, value, LongestTitle),
        "purpose" => OptionalText(FormMember.Purpose, value, LongestMessage),
        "notYetOpenMessage" => OptionalText(FormMember.NotYetOpenMessage, value, LongestMessage),
        "closedMessage" => OptionalText(FormMember.ClosedMessage, value, LongestMessage),
        "fullMessage" => OptionalText(FormMember.FullMessage, value, LongestMessage),
        "allowCopy" => Of(FormMember.AllowCopy, Flag(value), "Give true or false."),
        "publicLink" => Of(FormMember.PublicLink, Flag(value), "Give true or false."),
        "onePerPerson" => Of(FormMember.OnePerPerson, Flag(value), "Give true or false."),
        "password" => Password(value, hash),
        "embedOrigins" => Origins(value),
        _ => new(default, null, $"A form has no member '{PostgresText.Clean(name)}' that can be changed.", IsKnown: false),
    };

    private static Reading Of(FormMember member, object? value, string problem) => value is null ? new(member, null, problem) : new(member, value is string text ? PostgresText.Clean(text) : value);

    private static Reading OptionalText(FormMember member, JsonElement value, int longest, bool mayBeEmpty = false) =>
        value.ValueKind == JsonValueKind.Null ? new(member, null)
        : Text(value) is not { } text || text.Length > longest ? new(member, null, $"Give a text of at most {longest} characters, or null.")
        : new(member, string.IsNullOrWhiteSpace(text) && !mayBeEmpty ? null : PostgresText.Clean(text));

    private static Reading Moment(FormMember member, JsonElement value) =>
        value.ValueKind == JsonValueKind.Null ? new(member, null)
        : value.ValueKind != JsonValueKind.String || !value.TryGetDateTimeOffset(out var moment)
            ? new(member, null, "Give a time in ISO 8601 with its offset, such as 2026-11-18T15:30:00Z, or null.")
        : moment.UtcDateTime.Year is < FirstYear or > LastYear ? new(member, null, $"Give a time between the years {FirstYear} and {LastYear}, or null.")
        : new(member, moment);

    private static Reading Password(JsonElement value, Func<string, string> hash) =>
        value.ValueKind == JsonValueKind.Null ? new(FormMember.PasswordHash, null)
        : Text(value) is { Length: >= ShortestPassword and <= Passwords.MaximumLength } password ? new(FormMember.PasswordHash, hash(password))
        : new(FormMember.PasswordHash, null, $"A password has {ShortestPassword} to {Passwords.MaximumLength} characters; null takes it away.");

    private static Reading Origins(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > MostOrigins)
        {
            return new(FormMember.EmbedOrigins, null, $"Give a list of at most {MostOrigins} origins.");
        }

        var origins = new List<string>();
        foreach (var entry in value.EnumerateArray())
        {
            if (Text(entry) is not { } text || EmbedOrigin.Read(text) is not { } origin)
            {
                return new(FormMember.EmbedOrigins, null, $"“{PostgresText.Clean(PostgresText.Cut(entry.ToString(), 80))}” is not the address of a site. Write its beginning, such as https://www.example.org, and nothing after it.");
            }

            origins.Add(origin);
        }

        return new(FormMember.EmbedOrigins, origins.Distinct(StringComparer.Ordinal).ToArray());
    }

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Whole(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    private static bool? Flag(JsonElement value) => value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    private readonly record struct Reading(FormMember Member, object? Value, string? Problem = null, bool IsKnown = true);
}
