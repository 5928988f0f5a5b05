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
        foreach (var field in definition.Fields)
        {
            CheckField(field, remark => warn($"{FieldBuilder.Named(field.Key)} {remark}"));
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
            warn($"{repeated.Sum(group => group.Count())} fields share their label with another one, such as “{repeated[0].Key}”; columns are told apart by the key.");
        }
    }

    private static void CheckField(FieldDefinition field, Action<string> warn)
    {
        if (field.Type == FieldType.DateTime && field.DateFormat is null)
        {
            warn("is a date without a format: dates like 03/04 may be misread. Choose a format.");
        }
        else if (field.Type == FieldType.DateTime && field.Language is null)
        {
            warn("is a date without a language: names of months and days may not be understood.");
        }

        if (field.Comb && field.MaxCharacters is null or > 1_000)
        {
            warn("is a comb of characters without a limit of at most 1,000; the editor shows it as plain text.");
        }

        if (field.TextFormat is { Type: "regExp", Pattern: { } pattern } && RepeatsRepetitions(pattern))
        {
            warn("has a regular expression with a repetition inside a repetition; it can make the editor hang. FormsHub never runs it.");
        }

        CheckOptions(field, warn);
    }

    private static void CheckOptions(FieldDefinition field, Action<string> warn)
    {
        if (!field.Type.IsChoice)
        {
            return;
        }

        if (field.Options.Count == 0 && field.Type != FieldType.ComboBox)
        {
            warn("has nothing to choose from.");
        }
        else if (field.Type == FieldType.Radio && field.Options.Count == 1)
        {
            warn("is a group of one radio button; once chosen it cannot be undone. A check box may be meant.");
        }

        if (field.Options.GroupBy(option => option.Value, StringComparer.Ordinal).Any(group => group.Count() > 1))
        {
            warn("has the same option value twice.");
        }

        if (field.Type != FieldType.Radio && field.Options.GroupBy(option => option.Label, StringComparer.Ordinal).Any(group => group.Select(option => option.Value).Distinct().Count() > 1))
        {
            warn("shows the same text for different options; submissions carry the text, so they cannot be told apart.");
        }
    }

    /// <summary>A group that repeats something inside and is itself repeated, such as <c>(a+)+</c>.</summary>
    private static bool RepeatsRepetitions(string pattern)
    {
        var open = new Stack<bool>();
        var repeats = false;
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[' or ']':
                    inClass = pattern[i] == '[';
                    break;
                case '(' when !inClass:
                    open.Push(repeats);
                    repeats = false;
                    break;
                case ')' when !inClass:
                    if (repeats && i + 1 < pattern.Length && pattern[i + 1] is '*' or '+' or '{')
                    {
                        return true;
                    }

                    repeats |= open.Count > 0 && open.Pop();
                    break;
                case '*' or '+' or '{' when !inClass:
                    repeats = true;
                    break;
            }
        }

        return false;
    }
}
