using FormsHub.Jobs.Submissions.Normalization;

namespace FormsHub.Jobs.Forms.Definition;

/// <summary>What a single field may say and its author hardly means.</summary>
internal static class FieldChecks
{
    private const int LongestComb = 1_000;

    /// <param name="field">The field.</param>
    /// <param name="warn">Takes the end of a sentence that begins with the field's name.</param>
    public static void Check(FieldDefinition field, Action<string> warn)
    {
        if (field.Key.Length != field.Key.Trim().Length)
        {
            warn("has a blank at the start or end of its key, which programs and spreadsheets easily lose.");
        }

        if (field.Type == FieldType.DateTime)
        {
            CheckDate(field, warn);
        }

        if (field.Comb && field.MaxCharacters is null or > LongestComb)
        {
            warn($"is a comb of characters without a limit of at most {LongestComb:N0}; the editor shows it as plain text.");
        }

        if (field.TextFormat is { Type: "regExp", Pattern: { } pattern } && RepeatedRepetition.IsIn(pattern))
        {
            warn("has a regular expression with a repetition inside a repetition; it can make the editor hang. FormsHub never runs it.");
        }

        if (field.Required && (field.Checked || field.Selected is not null))
        {
            warn(field.Checked
                ? "must be ticked and is ticked already: whoever submits without reading has agreed."
                : "must be answered and is answered already: nobody can tell whether the choice was made.");
        }

        if (field.Type.IsChoice)
        {
            CheckOptions(field, warn);
        }
    }

    private static void CheckDate(FieldDefinition field, Action<string> warn)
    {
        if (field.DateFormat is not { } pattern)
        {
            warn("is a date without a format: dates like 03/04 may be misread. Choose a format.");
            return;
        }

        if (field.Language is null)
        {
            warn("is a date without a language: names of months and days may not be understood.");
        }

        var format = DateFormat.Of(pattern);
        if (format.Kind is DateFormatKind.Text or DateFormatKind.Time)
        {
            warn("has a date format without year and month; its dates are kept as text and cannot be sorted by time.");
        }
        else if (format.Tokens.Any(token => token.Part == DatePart.ShortYear))
        {
            warn("writes years with two digits: nobody can tell 1926 from 2026. Choose a format with four.");
        }
    }

    private static void CheckOptions(FieldDefinition field, Action<string> warn)
    {
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
}
