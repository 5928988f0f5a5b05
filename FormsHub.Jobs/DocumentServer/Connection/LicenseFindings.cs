using System.Globalization;
using System.Text.Json;

namespace FormsHub.Jobs.DocumentServer.Connection;

/// <summary>What the Document Server's licence means for people who fill forms: how many at once, and until when.</summary>
internal static class LicenseFindings
{
    private const string Name = "Its licence";

    // LICENSE_RESULT in constants.js.
    private const int Expired = 2;
    private const int ExpiredTrial = 6;
    private const int ExpiredLimited = 11;

    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public static ConnectionLine Of(ConnectionFacts facts)
    {
        var reply = facts.License;
        if (reply.Outcome != CommandOutcome.Done)
        {
            return new(Name, ConnectionVerdict.Look, $"It could not be asked. {reply.Explanation}", null);
        }

        var (most, unit) = (Number(reply.License, "connections"), Number(reply.License, "users_count")) switch
        {
            ( > 0 and var connections, _) => (connections, "open documents at once"),
            (_, > 0 and var users) => (users, "named people"),
            _ => (0, ""),
        };
        var limit = most > 0 ? $" It allows {most.ToString("N0", CultureInfo.InvariantCulture)} {unit}." : "";
        var end = Moment(reply.License, "end_date");
        if (Number(reply.Server, "resultType") is Expired or ExpiredTrial or ExpiredLimited || end < facts.Now)
        {
            return new(Name, ConnectionVerdict.Look, $"It has run out{On(end)}.{limit}", "Renew it: without one the Document Server opens documents for viewing only, or few of them.");
        }

        var trial = Flag(reply.License, "trial") ? " It is a trial." : "";
        return end - facts.Now < Soon
            ? new(Name, ConnectionVerdict.Look, $"It runs out{On(end)}.{trial}{limit}", "Renew it in time.")
            : new(Name, ConnectionVerdict.Ok, $"It is valid{(end is null ? "" : $" until {Day(end.Value)}")}.{trial}{limit}", null);
    }

    private static string On(DateTimeOffset? day) => day is { } known ? $" on {Day(known)}" : "";

    private static string Day(DateTimeOffset day) => day.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static int Number(JsonElement element, string name) => Member(element, name).TryInteger() ?? 0;

    private static bool Flag(JsonElement element, string name) => Member(element, name).ValueKind == JsonValueKind.True;

    private static DateTimeOffset? Moment(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } text && text.TryGetDateTimeOffset(out var moment) ? moment : null;
}
