namespace FormsHub.Web.Look;

/// <summary>Who is in a document, as a sentence.</summary>
internal static class Presence
{
    private const int MostNamed = 3;

    /// <returns>Empty when nobody is.</returns>
    public static string Of(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        1 => $"{names[0]} is editing now",
        <= MostNamed => $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]} are editing now",
        _ => $"{string.Join(", ", names.Take(MostNamed - 1))} and {names.Count - MostNamed + 1} others are editing now",
    };
}
