using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Jobs.Forms;

/// <summary>Two keys that look like one field under a new name; only the author can confirm it.</summary>
/// <param name="Because">The reason as the end of a sentence, such as <c>the labels are equal</c>.</param>
public sealed record RenameSuggestion(string From, string To, FieldType Type, string Because)
{
    private const string CalledSoBefore = "it was called so before";
    private const string EqualLabels = "the labels are equal";
    private const string SamePlace = "it stands in the same place";

    /// <summary>A field that went and one that came, when one column could hold both and the old key, the label or the place is the same.</summary>
    internal static IReadOnlyList<RenameSuggestion> Between(
        IReadOnlyList<FormField> before, IReadOnlyList<FieldDefinition> after, IReadOnlyList<FieldDefinition> removed, IReadOnlyList<FieldDefinition> added)
    {
        var old = before.Where(field => field.Definition is { } definition && removed.Contains(definition)).ToList();
        var places = new Places([.. before.Select(field => field.Definition).OfType<FieldDefinition>()], after);
        var free = added.ToList();
        var suggestions = new Dictionary<FormField, RenameSuggestion>(ReferenceEqualityComparer.Instance);

        // The stronger reason first: a label in common must not lose its field to a neighbour's place.
        Suggest(CalledSoBefore, (field, now) => field.FormerKeys.Contains(now.Key));
        Suggest(EqualLabels, (field, now) => HaveSameLabel(field.Definition!, now));
        Suggest(SamePlace, (field, now) => places.AreSame(field.Definition!, now));
        return [.. old.Where(suggestions.ContainsKey).Select(field => suggestions[field])];

        void Suggest(string because, Func<FormField, FieldDefinition, bool> looksLike)
        {
            foreach (var field in old.Where(field => !suggestions.ContainsKey(field)))
            {
                if (free.Find(now => CanShareColumn(field, now) && looksLike(field, now)) is { } match)
                {
                    free.Remove(match);
                    suggestions.Add(field, new(field.KeyInVersion, match.Key, match.Type, because));
                }
            }
        }
    }

    /// <summary>Whether what was answered and what will be answered are of one kind: the same type, and a column that holds both.</summary>
    internal static bool CanShareColumn(FormField field, FieldDefinition now) =>
        field.Definition is { } was && was.Type == now.Type && was.Key != now.Key && field.Column == ColumnKindRule.For(now);

    private static bool HaveSameLabel(FieldDefinition one, FieldDefinition other) =>
        one.SuggestedLabel == other.SuggestedLabel && one.SuggestedLabel != one.Key;

    /// <summary>Where fields stand: by number from the top, and between which other fields.</summary>
    private sealed class Places(IReadOnlyList<FieldDefinition> before, IReadOnlyList<FieldDefinition> after)
    {
        private readonly Dictionary<FieldDefinition, int> _before = Numbers(before);
        private readonly Dictionary<FieldDefinition, int> _after = Numbers(after);

        public bool AreSame(FieldDefinition old, FieldDefinition now)
        {
            var (was, stands) = (_before[old], _after[now]);
            return was == stands || HaveSameNeighbours(was, stands);
        }

        private bool HaveSameNeighbours(int was, int stands)
        {
            var (above, below) = (KeyAt(before, was - 1), KeyAt(before, was + 1));
            return (above ?? below) is not null && above == KeyAt(after, stands - 1) && below == KeyAt(after, stands + 1);
        }

        private static string? KeyAt(IReadOnlyList<FieldDefinition> fields, int place) => place >= 0 && place < fields.Count ? fields[place].Key : null;

        private static Dictionary<FieldDefinition, int> Numbers(IReadOnlyList<FieldDefinition> fields) =>
            fields.Select((field, place) => KeyValuePair.Create(field, place)).ToDictionary<FieldDefinition, int>(ReferenceEqualityComparer.Instance);
    }
}
