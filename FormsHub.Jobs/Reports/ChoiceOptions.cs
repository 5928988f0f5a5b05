using FormsHub.Jobs.Forms;

namespace FormsHub.Jobs.Reports;

/// <summary>The options of a choice as its answers name them.</summary>
public static class ChoiceOptions
{
    /// <summary>In the form's order. Two options with one label are one: an answer does not tell which it was.</summary>
    /// <returns>Empty for what is no choice, or one whose options nobody knows.</returns>
    public static IReadOnlyList<ChoiceOption> Of(SubmissionColumn column)
    {
        // A definition that was stored without options comes back with none at all.
        var options = column is { Field.Definition.Options: { } known, Kind: ColumnKind.Choice } ? known : [];
        return [.. options
            .GroupBy(option => option.Label.Length > 0 ? option.Label : option.Value, StringComparer.Ordinal)
            .Select(group => new ChoiceOption(group.Key, [.. group.Select(option => option.Value).Distinct()]))];
    }

    /// <summary>Which option an answer is, by its label: its place in the form's order, from 0.</summary>
    internal static Dictionary<string, int> Places(IReadOnlyList<ChoiceOption> options) =>
        options.Select((option, place) => (option.Label, place)).ToDictionary(pair => pair.Label, pair => pair.place, StringComparer.Ordinal);
}

/// <summary>An option of a choice.</summary>
/// <param name="Label">What an answer says.</param>
/// <param name="Values">What the form stores; several where options have one label.</param>
public sealed record ChoiceOption(string Label, IReadOnlyList<string> Values);
