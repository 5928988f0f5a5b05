using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Jobs.Submissions;

/// <summary>Lines up what is known of each field of a submission: its cell, its entries in the ledger, its texts in the form data.</summary>
internal static class SubmittedValues
{
    public static IReadOnlyList<SubmittedValue> Of(
        IReadOnlyList<FormField> fields, SubmissionRow row, IReadOnlyList<LedgerEntry> ledger, IReadOnlyDictionary<(int FieldId, int Ordinal), string> texts)
    {
        var byField = ledger.ToLookup(entry => entry.FieldId);
        var repeated = texts.Keys.ToLookup(key => key.FieldId, key => key.Ordinal);
        var values = new List<SubmittedValue>();
        for (var i = 0; i < fields.Count; i++)
        {
            var field = fields[i];
            var first = Make(field, 0, row.Values[i]);
            if (field.Definition is not null || first.Text is not null || first.Value.Kind != ValueKind.Empty)
            {
                values.Add(first);
            }

            foreach (var ordinal in byField[field.Id].Select(entry => (int)entry.Ordinal).Concat(repeated[field.Id]).Where(ordinal => ordinal > 0).Distinct().Order())
            {
                values.Add(Make(field, ordinal, Entry(field, ordinal)?.Value ?? FieldValue.Empty));
            }
        }

        return values;

        LedgerEntry? Entry(FormField field, int ordinal) => byField[field.Id].FirstOrDefault(entry => entry.Ordinal == ordinal);

        SubmittedValue Make(FormField field, int ordinal, FieldValue value)
        {
            var entry = Entry(field, ordinal);
            return new SubmittedValue(
                field, value, texts.TryGetValue((field.Id, ordinal), out var text) ? text : entry?.Text, ChoiceOf(field, value), entry?.Problem);
        }
    }

    private static FieldOption? ChoiceOf(FormField field, FieldValue value) =>
        field.Type.IsChoice && value.Kind == ValueKind.Text ? field.Definition?.Options.FirstOrDefault(option => option.Label == value.Text) : null;
}
