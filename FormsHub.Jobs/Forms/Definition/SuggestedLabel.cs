namespace FormsHub.Jobs.Forms.Definition;

/// <summary>Finds the words a column should be headed with.</summary>
internal static class SuggestedLabel
{
    /// <summary>The first of label, help text, placeholder, text behind a check box and key that is not blank.</summary>
    public static string Of(FieldDefinition field) =>
        Shown(field.Label) ?? Shown(field.HelpText) ?? Shown(field.Placeholder) ?? Shown(field.TextAfter) ?? Shown(field.Key) ?? field.Key;

    /// <summary>Trimmed of all blanks, no-break ones too, and without control characters; null when nothing is left.</summary>
    private static string? Shown(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var shown = text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim() : text.Trim();
        return shown.Length == 0 ? null : shown;
    }
}
