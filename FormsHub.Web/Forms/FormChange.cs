using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Storage;

namespace FormsHub.Web.Forms;

/// <summary>A merge patch of a form: members that are absent stay, null clears what may be empty.</summary>
internal static class FormChange
{
    private const int LongestTitle = 300;
    private const int LongestMessage = 4000;

    /// <returns>The changed form, or a sentence about the first thing that is wrong.</returns>
    public static (Form? Form, string? Problem) Apply(Form form, JsonElement changes)
    {
        if (changes.ValueKind != JsonValueKind.Object)
        {
            return (null, "Send a JSON object with the members to change.");
        }

        try
        {
            foreach (var member in changes.EnumerateObject())
            {
                var (changed, problem) = Change(form, member.Name, member.Value);
                if (changed is null)
                {
                    return (null, problem);
                }

                form = changed;
            }
        }
        catch (InvalidOperationException)
        {
            // The only text that JSON takes and .NET does not.
            return (null, "The text holds half a surrogate pair.");
        }

        return form.ClosesAt <= form.OpensAt ? (null, "closesAt must be later than opensAt.") : (form, null);
    }

    private static (Form? Form, string? Problem) Change(Form form, string name, JsonElement value) => name switch
    {
        "title" => Text(value) is { } title && title.Trim().Length is > 0 and <= LongestTitle
            ? (form with { Title = PostgresText.Clean(title.Trim()) }, null)
            : (null, $"title must be a text of 1 to {LongestTitle} characters."),
        "state" => Text(value) is "open" or "closed"
            ? (form with { State = Text(value)! }, null)
            : (null, "state must be \"open\" or \"closed\"."),
        "opensAt" => Moment(value, out var opensAt) ? (form with { OpensAt = opensAt }, null) : (null, NotAMoment(name)),
        "closesAt" => Moment(value, out var closesAt) ? (form with { ClosesAt = closesAt }, null) : (null, NotAMoment(name)),
        "maxSubmissions" => value.ValueKind == JsonValueKind.Null
            ? (form with { MaxSubmissions = null }, null)
            : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var most) && most > 0
                ? (form with { MaxSubmissions = most }, null)
                : (null, "maxSubmissions must be a whole number above 0, or null for no limit."),
        "resultMessage" => value.ValueKind == JsonValueKind.Null
            ? (form with { ResultMessage = null }, null)
            : Text(value) is { Length: <= LongestMessage } message
                ? (form with { ResultMessage = PostgresText.Clean(message) }, null)
                : (null, $"resultMessage must be a text of at most {LongestMessage} characters, or null."),
        _ => (null, $"A form has no member '{name}' that can be changed."),
    };

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string NotAMoment(string name) => $"{name} must be a time in ISO 8601 with its offset, such as 2026-11-18T15:30:00Z, or null.";

    private static bool Moment(JsonElement value, out DateTimeOffset? moment)
    {
        moment = null;
        if (value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var given))
        {
            // PostgreSQL keeps microseconds: what is equal there is equal here.
            moment = new DateTimeOffset(given.UtcTicks - given.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
            return true;
        }

        return value.ValueKind == JsonValueKind.Null;
    }
}
