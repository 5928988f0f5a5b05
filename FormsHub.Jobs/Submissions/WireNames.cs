using System.Text.Json;

namespace FormsHub.Jobs.Submissions;

/// <summary>The names of states as programs and people read and write them: <c>received</c>, <c>needsAttention</c>, <c>onHold</c>.</summary>
public static class WireNames
{
    public static string Of<T>(T state) where T : struct, Enum => Names<T>.ByValue.TryGetValue(state, out var name) ? name : "unknown";

    public static bool TryRead<T>(string text, out T state) where T : struct, Enum => Names<T>.ByName.TryGetValue(text, out state);

    /// <summary>All names for a sentence: <c>new, approved, rejected, onHold</c>.</summary>
    public static string List<T>() where T : struct, Enum => string.Join(", ", Names<T>.ByValue.Values);

    private static class Names<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue =
            Enum.GetValues<T>().ToDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

        public static readonly Dictionary<string, T> ByName =
            ByValue.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.OrdinalIgnoreCase);
    }
}
