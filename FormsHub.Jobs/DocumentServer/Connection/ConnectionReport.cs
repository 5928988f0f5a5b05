using System.Text.Json;
using System.Text.Json.Serialization;

namespace FormsHub.Jobs.DocumentServer.Connection;

/// <summary>What a check of the connection to the Document Server found, line by line.</summary>
/// <param name="CheckedAt">null before the first check.</param>
public sealed record ConnectionReport(DateTimeOffset? CheckedAt, IReadOnlyList<ConnectionLine> Lines)
{
    /// <summary>The worst of its lines; null before the first check.</summary>
    public ConnectionVerdict? Verdict => Lines.Count == 0 ? null : Lines.Max(line => line.Verdict);
}

/// <summary>One thing that must work, and whether it does.</summary>
/// <param name="Text">What was found, in a sentence or two.</param>
/// <param name="Advice">What to do about it; null where nothing is to be done.</param>
public sealed record ConnectionLine(string Name, ConnectionVerdict Verdict, string Text, string? Advice);

/// <summary>How bad it is.</summary>
[JsonConverter(typeof(ConnectionVerdictConverter))]
public enum ConnectionVerdict
{
    Ok,

    /// <summary>It works, and somebody should look at it.</summary>
    Look,

    /// <summary>Submissions, saves or both do not get through like this.</summary>
    Failed,
}

/// <summary>Verdicts as <c>ok</c>, <c>look</c> and <c>failed</c>.</summary>
public sealed class ConnectionVerdictConverter() : JsonStringEnumConverter<ConnectionVerdict>(JsonNamingPolicy.CamelCase);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<ConnectionLine>))]
internal sealed partial class ConnectionJson : JsonSerializerContext;
