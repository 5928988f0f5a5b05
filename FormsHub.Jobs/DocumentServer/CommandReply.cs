using System.Text.Json;
using System.Text.Json.Serialization;
using FormsHub.Jobs.Intake;

namespace FormsHub.Jobs.DocumentServer;

/// <summary>The command service's answer to one command.</summary>
public sealed record CommandReply
{
    [JsonIgnore]
    public CommandOutcome Outcome { get; init; }

    /// <summary>What happened, in a sentence.</summary>
    [JsonIgnore]
    public string Explanation { get; init; } = "";

    [JsonPropertyName("error"), JsonConverter(typeof(TolerantInteger))]
    public int? Error { get; init; }

    /// <summary>info: ids of the editors who are inside.</summary>
    [JsonPropertyName("users"), JsonConverter(typeof(TolerantStrings))]
    public IReadOnlyList<string>? Users { get; init; }

    /// <summary>getForgottenList.</summary>
    [JsonPropertyName("keys"), JsonConverter(typeof(TolerantStrings))]
    public IReadOnlyList<string>? Keys { get; init; }

    /// <summary>getForgotten: only its path and query may be used.</summary>
    [JsonPropertyName("url"), JsonConverter(typeof(TolerantString))]
    public string? Url { get; init; }

    [JsonPropertyName("version"), JsonConverter(typeof(TolerantString))]
    public string? Version { get; init; }

    [JsonPropertyName("license")]
    public JsonElement License { get; init; }

    [JsonPropertyName("server")]
    public JsonElement Server { get; init; }

    internal static CommandReply Of(ServerAnswer answer)
    {
        if (answer.Complaint is { } complaint)
        {
            return NoAnswer(complaint);
        }

        try
        {
            if (answer.Json().ValueKind != JsonValueKind.Object
                || JsonSerializer.Deserialize(answer.Body.Span, CommandJson.Default.CommandReply) is not { Error: { } error } reply)
            {
                return NoAnswer("What answered is no command service.");
            }

            var outcome = error is >= 0 and <= (int)CommandOutcome.ExpiredToken ? (CommandOutcome)error : CommandOutcome.OtherError;
            return reply with
            {
                Outcome = outcome,
                Explanation = outcome == CommandOutcome.OtherError ? $"{outcome.Explain()[..^1]}: {error}." : outcome.Explain(),
            };
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return NoAnswer("What answered is no command service.");
        }
    }

    internal static CommandReply NoAnswer(string explanation) => new() { Outcome = CommandOutcome.NoAnswer, Explanation = explanation };
}

[JsonSerializable(typeof(CommandReply))]
internal sealed partial class CommandJson : JsonSerializerContext;
