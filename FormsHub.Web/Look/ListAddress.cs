namespace FormsHub.Web.Look;

/// <summary>Addresses of the same list with one thing changed: the address is the state, so every filter, sort and page is a link.</summary>
/// <param name="path">The list's page.</param>
/// <param name="pairs">Its query without what names a single page of it.</param>
public sealed class ListAddress(string path, IReadOnlyList<KeyValuePair<string, string>> pairs)
{
    /// <summary>The query alone, for downloads and details: <c>?state=failed</c>, or nothing.</summary>
    public string Query => Write(pairs);

    public IReadOnlyList<KeyValuePair<string, string>> Pairs => pairs;

    public override string ToString() => path + Query;

    public bool Has(string name, string value) => pairs.Any(pair => pair.Key == name && pair.Value == value);

    /// <summary>With this value as the only one of the name; null takes the name away.</summary>
    public string With(string name, string? value) => WithAll(name, value is null ? [] : [value]);

    /// <summary>With these values as the only ones of their names; an empty one takes its name away.</summary>
    public string With(IReadOnlyList<KeyValuePair<string, string>> values) =>
        path + Write([.. pairs.Where(pair => values.All(value => value.Key != pair.Key)), .. values.Where(value => value.Value.Length > 0)]);

    /// <summary>With these besides others of their names.</summary>
    public string Plus(IReadOnlyList<KeyValuePair<string, string>> values) => path + Write([.. pairs, .. values]);

    /// <summary>With these values as the only ones of the name, in their order; none takes the name away.</summary>
    public string WithAll(string name, IEnumerable<string> values) =>
        path + Write([.. pairs.Where(pair => pair.Key != name), .. values.Select(value => KeyValuePair.Create(name, value))]);

    /// <summary>With this value besides others of the name.</summary>
    public string Plus(string name, string value) => Plus([KeyValuePair.Create(name, value)]);

    /// <summary>Without this one pair.</summary>
    public string Without(string name, string value) => path + Write([.. pairs.Where(pair => pair.Key != name || pair.Value != value)]);

    /// <summary>Without anything that narrows the list, its order and columns kept.</summary>
    public string Unfiltered => path + Write([.. pairs.Where(pair => pair.Key is "sort" or "column")]);

    private static string Write(IReadOnlyList<KeyValuePair<string, string>> pairs) =>
        pairs.Count == 0 ? "" : QueryString.Create(pairs.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).ToString();
}
