using System.Globalization;
using FormsHub.Jobs.Storage;

namespace FormsHub.Jobs.Submissions.Normalization;

/// <summary>Says in one line why a submission needs a person: how many values have a problem, and which.</summary>
internal static class AttentionReason
{
    private const int MostNames = 5;
    private const int LongestName = 60;

    /// <returns>Null when there is nothing to look at.</returns>
    public static string? For(IReadOnlyList<NormalizedValue> values, int nullEntries)
    {
        string[] parts = [.. OfValues(values), .. OfNulls(nullEntries)];
        return parts.Length == 0 ? null : string.Join("; ", parts);
    }

    private static IEnumerable<string> OfValues(IReadOnlyList<NormalizedValue> values)
    {
        var names = new List<string>();
        var count = 0;
        foreach (var value in values)
        {
            if (value.Problem is null)
            {
                continue;
            }

            count++;
            var name = NameOf(value);
            if (names.Count <= MostNames && !names.Contains(name))
            {
                names.Add(name);
            }
        }

        if (count > 0)
        {
            var listed = string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? ", …" : "");
            yield return string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "value needs" : "values need")} attention: {listed}");
        }
    }

    private static IEnumerable<string> OfNulls(int count)
    {
        if (count > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "entry is" : "entries are")} null");
        }
    }

    private static string NameOf(in NormalizedValue value)
    {
        var name = value.Field?.Name ?? value.Observed!.Value.Key;
        if (string.IsNullOrWhiteSpace(name))
        {
            return "(no key)";
        }

        return name.Length <= LongestName ? name : $"{PostgresText.Cut(name, LongestName)}…";
    }
}
