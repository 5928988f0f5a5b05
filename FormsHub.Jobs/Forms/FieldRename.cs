namespace FormsHub.Jobs.Forms;

/// <summary>An author's word that a field goes on under a new key: its answers stay in one column.</summary>
/// <param name="From">Its key in the version before.</param>
/// <param name="To">Its key in the new version.</param>
/// <param name="Type">Of both; null when only one pair of fields can be meant.</param>
public sealed record FieldRename(string From, string To, FieldType? Type = null);

/// <summary>The renames that an author confirmed, checked against what the form is and becomes.</summary>
internal sealed class ConfirmedRenames
{
    private readonly Dictionary<(string Key, FieldType Type), FormField> _byNewKey = [];

    private ConfirmedRenames(string? problem) => Problem = problem;

    public static ConfirmedRenames None { get; } = new(null);

    /// <summary>Why they cannot be confirmed; nothing may be published then.</summary>
    public string? Problem { get; private init; }

    /// <summary>As confirmed, each with its type.</summary>
    public IReadOnlyList<FieldRename> List { get; private set; } = [];

    /// <summary>The field that goes on as the one with this key and type; null when that one is new or was there before.</summary>
    public FormField? FieldFor(string key, FieldType type) => _byNewKey.GetValueOrDefault((key, type));

    /// <param name="asked">What the author confirmed.</param>
    /// <param name="changes">Between the newest version and the one that is published.</param>
    /// <param name="before">The newest version's fields, each with its definition there.</param>
    /// <param name="known">All fields of the form.</param>
    public static ConfirmedRenames Check(
        IReadOnlyList<FieldRename> asked, VersionChanges changes, IReadOnlyList<FormField> before, IReadOnlyList<FormField> known)
    {
        var confirmed = new ConfirmedRenames(problem: null);
        var list = new List<FieldRename>();
        foreach (var rename in asked)
        {
            var (field, to, problem) = Find(rename, changes, before, known);
            if (field is null)
            {
                return new(problem);
            }

            if (list.Exists(other => other.From == rename.From && other.Type == to) || !confirmed._byNewKey.TryAdd((rename.To, to), field))
            {
                return new($"“{rename.From}” or “{rename.To}” is renamed twice.");
            }

            list.Add(rename with { Type = to });
        }

        confirmed.List = list;
        return confirmed;
    }

    private static (FormField? Field, FieldType Type, string? Problem) Find(
        FieldRename rename, VersionChanges changes, IReadOnlyList<FormField> before, IReadOnlyList<FormField> known)
    {
        var removed = changes.Removed.Where(field => field.Key == rename.From && (rename.Type ?? field.Type) == field.Type).ToList();
        var added = changes.Added.Where(field => field.Key == rename.To && (rename.Type ?? field.Type) == field.Type).ToList();
        if (removed.Count == 0)
        {
            return (null, default, $"“{rename.From}” cannot be renamed: the newest version has no such field, or the new one has it still.");
        }

        if (added.Count == 0)
        {
            return (null, default, $"“{rename.From}” cannot become “{rename.To}”: the new version has no such field, or the newest one had it already.");
        }

        var pairs = removed.Join(added, old => old.Type, now => now.Type, (old, now) => (old, now)).ToList();
        if (pairs is not [var pair])
        {
            return (null, default, pairs.Count == 0
                ? $"“{rename.From}” cannot become “{rename.To}”: they are fields of different types, and one column cannot hold both."
                : $"“{rename.From}” and “{rename.To}” are there with several types. Say which one is meant.");
        }

        var field = before.First(field => ReferenceEquals(field.Definition, pair.old));
        if (field.Column != ColumnKindRule.For(pair.now))
        {
            return (null, default, $"“{rename.From}” cannot become “{rename.To}”: its column cannot hold what the new field takes.");
        }

        // Answers under the new key are there already: they are another field's, and two columns are never poured into one.
        return known.Any(other => other.Id != field.Id && other.Key == rename.To && other.Type == field.Type)
            ? (null, default, $"“{rename.From}” cannot become “{rename.To}”: the form has had a field of this key before, with a column of its own.")
            : (field, pair.now.Type, null);
    }
}
