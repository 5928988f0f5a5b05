using System.Globalization;
using System.Text.Json.Nodes;
using FormsHub.Jobs.Forms;
using Microsoft.AspNetCore.Http;

namespace FormsHub.Web.Forms;

/// <summary>What the settings page sends, part by part, as the members that programs send.</summary>
internal static class SettingsInput
{
    /// <summary>What a datetime-local box writes: minutes, and seconds where there are some.</summary>
    private static readonly string[] LocalFormats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFF"];

    /// <param name="part">Which card was saved.</param>
    /// <param name="sent">Its fields.</param>
    /// <param name="form">As it is now: times that were not touched keep their seconds.</param>
    /// <returns>The members to change, or what is wrong.</returns>
    public static (JsonObject? Members, FormProblem? Problem) Read(string part, IFormCollection sent, Form form)
    {
        var members = new JsonObject();
        switch (part)
        {
            case "texts":
                AddTexts(members, sent, "title", "askedBy", "purpose", "resultMessage");
                members["allowCopy"] = sent.ContainsKey("allowCopy");
                break;
            case "times":
                AddTexts(members, sent, "timeZone", "notYetOpenMessage", "closedMessage", "fullMessage");
                members["maxSubmissions"] = sent["maxSubmissions"].ToString() is not { Length: > 0 } most ? null
                    : int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : most;
                return AddMoment(members, sent, "opensAt", form, form.OpensAt) is { } opening ? (null, opening)
                    : AddMoment(members, sent, "closesAt", form, form.ClosesAt) is { } closing ? (null, closing)
                    : (members, null);
            case "people":
                members["publicLink"] = sent.ContainsKey("publicLink");
                members["onePerPerson"] = sent.ContainsKey("onePerPerson");
                if (sent.ContainsKey("removePassword"))
                {
                    members["password"] = null;
                }
                else if (sent["password"].ToString() is { Length: > 0 } password)
                {
                    members["password"] = password;
                }

                break;
            case "pages":
                members["embedOrigins"] = new JsonArray([.. sent["embedOrigins"].ToString()
                    .Split(['\r', '\n', ' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(line => (JsonNode)line)]);
                break;
            default:
                return (null, new("", "The page is not the one that was sent. Load it again."));
        }

        return (members, null);
    }

    /// <summary>A moment as a datetime-local box shows it in the form's zone; empty for none.</summary>
    public static string Local(Form form, DateTimeOffset? at) =>
        at is { } moment ? ZonedTime.In(ZonedTime.ZoneOf(form), moment).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) : "";

    private static void AddTexts(JsonObject members, IFormCollection sent, params string[] names)
    {
        foreach (var name in names)
        {
            // Browsers send line breaks as two characters.
            members[name] = sent[name].ToString().Replace("\r\n", "\n", StringComparison.Ordinal) is { Length: > 0 } text ? text : null;
        }
    }

    private static FormProblem? AddMoment(JsonObject members, IFormCollection sent, string name, Form form, DateTimeOffset? stored)
    {
        var text = sent[name].ToString();
        if (text.Length == 0)
        {
            members[name] = null;
            return null;
        }

        if (sent["timeZone"] == form.TimeZone && text == Local(form, stored))
        {
            // Not touched. Read anew it would lose its seconds, and of an hour that comes twice the second one.
            return null;
        }

        if (!DateTime.TryParseExact(text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            || local.Year is < FormChange.FirstYear or > FormChange.LastYear)
        {
            return new(name, "Give a day and a time, such as 2026-11-18 15:30.");
        }

        if (!ZonedTime.TryFind(sent["timeZone"].ToString(), out var zone))
        {
            return new("timeZone", "Choose a time zone.");
        }

        var (at, change) = ZonedTime.Of(local, zone);
        if (change == ClockChange.Skipped)
        {
            var next = ZonedTime.In(zone, at);
            return new(name, string.Create(CultureInfo.InvariantCulture,
                $"{local:HH:mm} does not come on {local:d MMMM yyyy} in {zone.Id}: clocks go forward over it. {next:HH:mm} is the same moment."));
        }

        members[name] = at.ToString("O", CultureInfo.InvariantCulture);
        return null;
    }
}
