using System.Text.Json;

namespace FormsHub.Jobs.DocumentServer;

/// <summary>What one request to the Document Server came to: an answer, or why there is none.</summary>
/// <param name="Status">Of HTTP; 0 without an answer.</param>
/// <param name="Date">The server's own clock as its answer told it; null when it told none.</param>
public sealed record ServerAnswer(ServerFault Fault, int Status, ReadOnlyMemory<byte> Body, DateTimeOffset? Date)
{
    /// <summary>The body as a JSON object; undefined when it is none.</summary>
    public JsonElement Json()
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>Why this answer is of no use; null for a plain 200.</summary>
    public string? Complaint => Fault != ServerFault.None ? Fault.Explain() : Status switch
    {
        200 => null,
        404 => "There is no such service at the Document Server's address.",
        _ => $"The Document Server answered with HTTP status {Status}.",
    };
}

/// <summary>Why a request got no answer that could be read.</summary>
public enum ServerFault
{
    None,

    /// <summary>Its name is not known here.</summary>
    UnknownName,

    /// <summary>Nothing takes connections there.</summary>
    Unreachable,

    /// <summary>Its certificate comes from nobody who is trusted here, or names another server.</summary>
    Untrusted,

    /// <summary>No answer came in time.</summary>
    TimedOut,

    /// <summary>The connection broke, or what came was no HTTP.</summary>
    Interrupted,

    /// <summary>It pointed elsewhere; that is not followed, because nobody has checked where it leads.</summary>
    Redirected,

    /// <summary>More came than such an answer can hold.</summary>
    TooLarge,
}

/// <summary>Faults in words.</summary>
public static class ServerFaults
{
    public static string Explain(this ServerFault fault) => fault switch
    {
        ServerFault.None => "The Document Server answered.",
        ServerFault.UnknownName => "The name of the Document Server is not known to this machine.",
        ServerFault.Unreachable => "Nothing answers at the Document Server's address.",
        ServerFault.Untrusted => "The certificate of the Document Server is not trusted.",
        ServerFault.TimedOut => "The Document Server did not answer in time.",
        ServerFault.Interrupted => "The connection to the Document Server broke off.",
        ServerFault.Redirected => "The Document Server redirects to another address, which is not followed.",
        ServerFault.TooLarge => "The Document Server answered with more than was asked for.",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
