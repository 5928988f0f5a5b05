using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Jobs.Forms.Samples;

/// <summary>Short words for the fields of drafts, all of one role.</summary>
internal static class FieldDrafts
{
    public static readonly RoleDefinition Anyone = new("Anyone", "#FFEFBF");

    public static FieldDefinition Field(string key, FieldType type, string label) =>
        new() { Key = key, Type = type, Label = label, SuggestedLabel = label, Role = Anyone.Name };

    public static FieldDefinition Text(string key, string label) => Field(key, FieldType.Text, label);

    /// <summary>A text that takes digits only.</summary>
    public static FieldDefinition Number(string key, string label, int digits) =>
        Text(key, label) with { TextFormat = new("digit", null, null), MaxCharacters = digits };

    public static FieldDefinition Lines(string key, string label) => Text(key, label) with { MultiLine = true, Fixed = true, MaxCharacters = 1000 };

    public static FieldDefinition Day(string key, string label) =>
        Field(key, FieldType.DateTime, label) with { DateFormat = "dd.mm.yyyy", Language = "en-GB", Placeholder = "dd.mm.yyyy" };

    public static FieldDefinition Box(string key, string text) =>
        Field(key, FieldType.CheckBox, text) with { Label = null, TextAfter = text };

    public static FieldDefinition List(string key, FieldType type, string label, params (string Label, string Value)[] options) =>
        Field(key, type, label) with { Options = [.. options.Select(option => new FieldOption(option.Label, option.Value))] };

    /// <summary>A group has no label of its own in the file; its help text stands in.</summary>
    public static FieldDefinition Radio(string key, string help, params (string Label, string Value)[] options) =>
        Field(key, FieldType.Radio, help) with
        {
            Label = null,
            HelpText = help,
            Options = [.. options.Select(option => new FieldOption(option.Label, option.Value) { TextAfter = option.Label })],
        };
}
