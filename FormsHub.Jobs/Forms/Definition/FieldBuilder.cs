namespace FormsHub.Jobs.Forms.Definition;

/// <summary>Makes one field of its controls.</summary>
internal static class FieldBuilder
{
    /// <summary>What every placeholder looks like that the editor made up itself.</summary>
    private const string BuiltInPlaceholder = "DefaultPlaceholder_";

    public static FieldDefinition Build(IReadOnlyList<Control> controls, FieldType type, Dictionary<string, string> placeholders, ReadBudget budget)
    {
        var first = controls[0];
        var properties = first.Properties;
        var key = properties.FieldKey!;
        foreach (var remark in controls.SelectMany(control => control.Properties.Remarks))
        {
            budget.Warn($"{Named(key)} {remark}.");
        }

        if (controls.Any(control => control.Role != first.Role))
        {
            budget.Warn($"{Named(key)} is given to more than one role; the first one counts.");
        }

        var isText = type == FieldType.Text;
        var format = isText || type == FieldType.ComboBox ? properties.Format : null;
        var isBox = type == FieldType.CheckBox;
        var field = new FieldDefinition
        {
            Key = key,
            Type = type,
            Label = isBox && first.TextInside is { Length: > 0 } inside ? inside : type == FieldType.Radio ? null : properties.Label,
            HelpText = properties.HelpText,
            Placeholder = Placeholder(properties, type, placeholders, budget),
            SuggestedLabel = "",
            Required = controls.Any(control => control.Properties.Required || control.Properties.Signature),
            Role = first.Role,
            Tag = properties.Tag,
            DateFormat = type == FieldType.DateTime ? properties.DateFormat : null,
            Language = type == FieldType.DateTime ? properties.Language : null,
            TextFormat = format,
            Options = type == FieldType.Radio ? Buttons(key, controls, budget) : properties.Options,
            MaxCharacters = !isText ? null : format is { Type: "mask", Pattern: { } mask } ? MaskLength(mask) : properties.MaxCharacters,
            Comb = isText && properties.Comb,
            MultiLine = isText && properties.MultiLine,
            AutoFit = isText && properties.AutoFit,
            Fixed = first.Fixed,
            Signature = type.IsImage && properties.Signature,
            Controls = [.. controls.Select(control => control.Number)],
            TextAfter = isBox ? first.TextAfter : null,
            Checked = isBox && properties.Checked,
            Selected = type == FieldType.Radio ? controls.FirstOrDefault(control => control.Properties is { Checked: true, IsRadio: true, Key.Length: > 0 })?.Properties.Key : null,
        };
        return field with { SuggestedLabel = SuggestedLabel.Of(field) };
    }

    /// <summary>How warnings name a field; long keys are cut.</summary>
    public static string Named(string key) => $"The field “{(key.Length <= 80 ? key : key[..(char.IsHighSurrogate(key[78]) ? 78 : 79)] + "…")}”";

    private static string? Placeholder(ControlProperties properties, FieldType type, Dictionary<string, string> placeholders, ReadBudget budget)
    {
        if (properties.PlaceholderName is not { } name || type == FieldType.CheckBox || type == FieldType.Radio)
        {
            return null;
        }

        if (placeholders.TryGetValue(name, out var text))
        {
            return text;
        }

        if (!name.StartsWith(BuiltInPlaceholder, StringComparison.Ordinal))
        {
            budget.Warn($"{Named(properties.FieldKey!)} has a placeholder that is missing in the file; the editor shows blanks.");
        }

        return null;
    }

    private static List<FieldOption> Buttons(string key, IReadOnlyList<Control> controls, ReadBudget budget)
    {
        var options = new List<FieldOption>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var button in controls.Where(control => control.Properties.IsRadio))
        {
            if (button.Properties.Key is not { Length: > 0 } choice)
            {
                budget.Warn($"{Named(key)} has a radio button without a choice name. The editor invents one each time; give it a name.");
            }
            else if (choice.Length > budget.Limits.KeyLength || !seen.Add(choice))
            {
                budget.Warn($"{Named(key)} has two radio buttons of one choice name, or one that is too long; give each its own.");
            }
            else if (options.Count < budget.Limits.OptionsPerList)
            {
                var after = button.TextAfter;
                var label = button.TextInside is { Length: > 0 } inside ? inside : !string.IsNullOrWhiteSpace(button.Properties.Label) ? button.Properties.Label : after.Length > 0 ? after : choice;
                options.Add(new FieldOption(label, choice) { TextAfter = after });
            }
        }

        return options;
    }

    /// <summary>A mask fixes the length: every character stands for one, a backslash for none.</summary>
    private static int MaskLength(string mask)
    {
        var length = 0;
        for (var i = 0; i < mask.Length; i++)
        {
            i += mask[i] == '\\' && i + 1 < mask.Length ? 1 : 0;
            length++;
        }

        return length;
    }
}
