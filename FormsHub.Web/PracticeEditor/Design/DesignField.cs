using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Web.PracticeEditor.Design;

/// <summary>A field while its form is designed.</summary>
/// <param name="Id">Counts up within the document; the same in every tab, whatever the field is called.</param>
internal sealed record DesignField(int Id, FieldDefinition Definition)
{
    /// <summary>What the toolbar calls it: a number is a text that takes digits only.</summary>
    public string Kind => Definition.Type == FieldType.Text && Definition.TextFormat?.Type == "digit" ? "number" : FormsData.TypeOf(Definition).Name;

    /// <summary>Where the author's caption stands: behind a check box, in the help text of a group, else in the label.</summary>
    public string Label =>
        (Definition.Type == FieldType.CheckBox ? Definition.TextAfter ?? Definition.Label : Definition.Type == FieldType.Radio ? Definition.HelpText : Definition.Label) ?? "";

    /// <returns>null for a kind that cannot be added.</returns>
    public static FieldDefinition? New(string kind, string key, string role)
    {
        var field = new FieldDefinition { Key = key, Type = new FieldType(kind == "number" ? FieldType.Text.Name : kind), SuggestedLabel = key, Role = role };
        return kind switch
        {
            "text" => field with { Label = "New text" },
            "number" => field with { Label = "New number", TextFormat = new("digit", null, null) },
            "checkBox" => field with { TextAfter = "New check box" },
            "dateTime" => field with { Label = "New date", DateFormat = DateFormats.Default, Language = DateFormats.DefaultLanguage },
            "dropDownList" => field with { Label = "New list", Options = Options([], ["First", "Second"], false) },
            "radio" => field with { HelpText = "New choice", Options = Options([], ["First", "Second"], true) },
            _ => null,
        };
    }

    public FieldDefinition WithLabel(string label) =>
        Definition.Type == FieldType.CheckBox ? Definition with { TextAfter = label, Label = null }
        : Definition.Type == FieldType.Radio ? Definition with { HelpText = label }
        : Definition with { Label = label.Length == 0 ? null : label };

    /// <summary>The options with these labels in this order; one that was there keeps its value.</summary>
    public static IReadOnlyList<FieldOption> Options(IReadOnlyList<FieldOption> known, IReadOnlyList<string> labels, bool areButtons) =>
        [.. labels.Distinct(StringComparer.Ordinal).Select(label => known.FirstOrDefault(option => option.Label == label)
            ?? new FieldOption(label, label) { TextAfter = areButtons ? label : null })];
}
