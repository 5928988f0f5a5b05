using System.Text.Json;

namespace FormsHub.Jobs.Reports.Runs;

/// <summary>The words of a request as a ledger keeps them: a list of pairs, because names come again and their order counts.</summary>
internal static class RequestPairs
{
    public static string Write(IEnumerable<KeyValuePair<string, string>> pairs) =>
        JsonSerializer.Serialize(pairs.Select(pair => new[] { pair.Key, pair.Value }).ToArray());

    public static IReadOnlyList<KeyValuePair<string, string>> Read(string json) =>
        [.. JsonSerializer.Deserialize<string[][]>(json)!.Select(pair => KeyValuePair.Create(pair[0], pair[1]))];
}
