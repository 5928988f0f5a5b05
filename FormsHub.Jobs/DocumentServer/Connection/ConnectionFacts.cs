using System.Text.Json;

namespace FormsHub.Jobs.DocumentServer.Connection;

/// <summary>Everything that a check has seen, before it is judged.</summary>
internal sealed record ConnectionFacts
{
    /// <summary>The Document Server as FormsHub reaches it.</summary>
    public required Uri ServerAddress { get; init; }

    /// <summary>FormsHub as the Document Server reaches it.</summary>
    public required Uri OwnAddress { get; init; }

    /// <summary>FormsHub asks for tokens (<c>DocumentServer:JwtEnabled</c>).</summary>
    public required bool AsksForTokens { get; init; }
    public required DateTimeOffset Now { get; init; }

    /// <summary>Of /healthcheck.</summary>
    public required ServerAnswer Health { get; init; }
    public required CommandReply Version { get; init; }

    /// <summary>To a version command with a token that is none.</summary>
    public required CommandReply WithoutToken { get; init; }
    public required CommandReply License { get; init; }
    public required Conversion Conversion { get; init; }

    /// <summary>The Document Server's visit; null when it did not come.</summary>
    public CheckFetch? Fetch { get; init; }

    /// <summary>Why the converted file could not be fetched as saves are; null when it could, or when there was none.</summary>
    public string? ResultProblem { get; init; }
}

/// <summary>The converter's answer.</summary>
/// <param name="Url">Of the result; null when there is none.</param>
/// <param name="Error">Its number, below 0; null for none.</param>
/// <param name="Complaint">Why there was no such answer at all; null when there was.</param>
internal sealed record Conversion(string? Url, int? Error, string? Complaint)
{
    public const int DownloadError = -4;
    public const int TokenError = -8;

    public static Conversion Of(ServerAnswer answer)
    {
        if (answer.Complaint is { } complaint)
        {
            return new Conversion(null, null, complaint);
        }

        var json = answer.Json();
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("error", out var error) && error.TryInteger() is { } number and not 0)
        {
            return new Conversion(null, number, null);
        }

        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty("fileUrl", out var url) && url.ValueKind == JsonValueKind.String
            ? new Conversion(url.GetString(), null, null)
            : new Conversion(null, null, "What answered is no converter.");
    }
}

internal static class JsonNumbers
{
    public static int? TryInteger(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) ? number : null;
}
