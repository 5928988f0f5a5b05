using System.Text.Json;
using System.Text.Json.Serialization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Web.PracticeEditor;

/// <summary>What the editor in the browser needs to know of a field.</summary>
internal sealed record FieldForBrowser
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    public required string Key { get; init; }
    public required string Type { get; init; }
    public required string Label { get; init; }
    public string? Help { get; init; }
    public string? Placeholder { get; init; }
    public bool Required { get; init; }
    public required string Role { get; init; }
    public string? DateFormat { get; init; }
    public string? Language { get; init; }
    public TextFormat? TextFormat { get; init; }
    public IReadOnlyList<FieldOption>? Options { get; init; }
    public int? MaxCharacters { get; init; }
    public bool Comb { get; init; }
    public bool MultiLine { get; init; }

    public static FieldForBrowser Of(FieldDefinition field)
    {
        var type = FormsData.TypeOf(field);
        var isDate = type == FieldType.DateTime;
        return new()
        {
            Key = field.Key,
            Type = type.Name,
            Label = field.SuggestedLabel,
            Help = string.Equals(field.HelpText?.Trim(), field.SuggestedLabel, StringComparison.Ordinal) ? null : field.HelpText?.Trim(),
            Placeholder = string.IsNullOrWhiteSpace(field.Placeholder) || field.Placeholder.Trim() == field.SuggestedLabel ? null : field.Placeholder.Trim(),
            Required = field.Required,
            Role = field.Role,
            DateFormat = isDate ? field.DateFormat ?? DateFormats.Default : null,
            Language = isDate ? field.Language ?? DateFormats.DefaultLanguage : null,
            TextFormat = field.TextFormat,
            Options = type.IsChoice ? field.Options : null,
            MaxCharacters = field.MaxCharacters,
            Comb = field.Comb,
            MultiLine = field.MultiLine,
        };
    }
}
