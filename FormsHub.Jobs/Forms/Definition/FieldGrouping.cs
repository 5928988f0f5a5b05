namespace FormsHub.Jobs.Forms.Definition;

/// <summary>Makes fields of controls: those that share a key and a type are one field, and the first of them speaks for it.</summary>
internal static class FieldGrouping
{
    /// <param name="placeholders">By the name that controls give.</param>
    /// <param name="imagesAreSignatures">The editor calls signatures by their own type (9.4 and later).</param>
    public static IReadOnlyList<FieldDefinition> Group(IReadOnlyList<Control> controls, Dictionary<string, string> placeholders, bool imagesAreSignatures, ReadBudget budget)
    {
        var fields = new Dictionary<(string Key, FieldType Type), List<Control>>();
        foreach (var control in controls)
        {
            budget.Checkpoint();
            var key = control.Properties.FieldKey;
            if (string.IsNullOrEmpty(key))
            {
                budget.Warn($"{Kind(control, imagesAreSignatures)} number {control.Number} has no key. The editor invents one each time, so its values cannot be matched; give it a key.");
            }
            else if (key.Length > budget.Limits.KeyLength)
            {
                budget.Warn($"Field number {control.Number} has a key longer than {budget.Limits.KeyLength:N0} characters; it is left out.");
            }
            else
            {
                // Boxes and buttons meet under one key; the first one says which they are.
                var kind = Kind(control, imagesAreSignatures);
                var place = (key, kind == FieldType.Radio ? FieldType.CheckBox : kind);
                if (!fields.TryGetValue(place, out var group))
                {
                    fields.Add(place, group = []);
                }

                group.Add(control);
            }
        }

        return [.. fields.Values.Select(group => FieldBuilder.Build(group, Kind(group[0], imagesAreSignatures), placeholders, budget))];
    }

    private static FieldType Kind(Control control, bool imagesAreSignatures)
    {
        var properties = control.Properties;
        return properties switch
        {
            { IsComplex: true } => FieldType.Complex,
            { IsCheckBox: true } => properties.IsRadio ? FieldType.Radio : FieldType.CheckBox,
            { Kind: "picture" } => properties.Signature && imagesAreSignatures ? FieldType.Signature : FieldType.Picture,
            { Kind: "comboBox" } => FieldType.ComboBox,
            { Kind: "dropDownList" } => FieldType.DropDownList,
            { Kind: "date" } => FieldType.DateTime,
            _ => FieldType.Text,
        };
    }
}
