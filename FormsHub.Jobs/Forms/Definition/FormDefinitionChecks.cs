namespace FormsHub.Jobs.Forms.Definition;

/// <summary>What a form may say and its author hardly means: remarks that save grief before the first person fills it.</summary>
public static class FormDefinitionChecks
{
    /// <param name="warn">Takes a sentence for the author.</param>
    public static void Check(FormDefinition definition, Action<string> warn)
    {
        if (definition.Fields.Count == 0)
        {
            warn("The form has no fields yet; whatever people type will not come in.");
            return;
        }

        if (!definition.Fields.Any(field => field.Required))
        {
            warn("No field is required: an empty form can be submitted.");
        }

        CheckKeys(definition.Fields, warn);
        CheckLabels(definition.Fields, warn);
        CheckRoles(definition, warn);
        CheckSignatures(definition.Fields, warn);
        foreach (var field in definition.Fields)
        {
            FieldChecks.Check(field, remark => warn($"{FieldBuilder.Named(field.Key)} {remark}"));
        }
    }

    private static void CheckKeys(IReadOnlyList<FieldDefinition> fields, Action<string> warn)
    {
        foreach (var same in fields.GroupBy(field => field.Key, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            warn($"{FieldBuilder.Named(same.Key)} is there more than once, as {string.Join(" and ", same.Select(field => field.Type))}; give each its own key.");
        }

        foreach (var twins in fields.Select(field => field.Key).Distinct(StringComparer.Ordinal).GroupBy(key => key.Trim(), StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            warn($"{FieldBuilder.Named(twins.First())} has a twin whose key differs only in blanks or capital letters.");
        }
    }

    private static void CheckLabels(IReadOnlyList<FieldDefinition> fields, Action<string> warn)
    {
        var repeated = fields.GroupBy(field => field.SuggestedLabel, StringComparer.Ordinal).Where(group => group.Count() > 1).ToList();
        if (repeated.Count > 0)
        {
            warn($"{repeated.Sum(group => group.Count())} fields share their label with another one, such as “{Short(repeated[0].Key)}”; columns are told apart by the key.");
        }

        // A radio group cannot have a label of its own in the file: its key is all that its author can name it by.
        var bare = fields.Where(field => field.Type != FieldType.Radio && new[] { field.Label, field.HelpText, field.Placeholder, field.TextAfter }.All(string.IsNullOrWhiteSpace)).ToList();
        if (bare.Count > 0)
        {
            warn(bare.Count == 1
                ? $"{FieldBuilder.Named(bare[0].Key)} has no label and no help text; its column is headed by the key."
                : $"{bare.Count} fields have neither a label nor a help text, such as “{Short(bare[0].Key)}”; their columns are headed by the keys.");
        }
    }

    private static void CheckRoles(FormDefinition definition, Action<string> warn)
    {
        var used = definition.Fields.Select(field => field.Role).ToHashSet(StringComparer.Ordinal);
        foreach (var role in definition.Roles.Where(role => !used.Contains(role.Name)))
        {
            warn($"The role “{Short(role.Name)}” has no field to fill.");
        }

        var nobodys = definition.Fields.Count(field => field.Role.Length == 0);
        if (nobodys > 0 && definition.Roles.Count > 1)
        {
            warn($"{nobodys} {(nobodys == 1 ? "field belongs" : "fields belong")} to no role although the form has {definition.Roles.Count}; anyone may fill {(nobodys == 1 ? "it" : "them")}.");
        }
    }

    private static void CheckSignatures(IReadOnlyList<FieldDefinition> fields, Action<string> warn)
    {
        var signed = fields.FirstOrDefault(field => field.Signature || field.Type == FieldType.Signature);
        if (signed is not null && !fields.Any(field => field.Required && (field.Type == FieldType.Text || field.Type == FieldType.ComboBox || field.Type == FieldType.Complex)))
        {
            warn($"{FieldBuilder.Named(signed.Key)} is a signature, but no text that must be filled says whose it is.");
        }
    }

    private static string Short(string text) => text.Length <= 80 ? text : text[..(char.IsHighSurrogate(text[78]) ? 78 : 79)] + "…";
}
