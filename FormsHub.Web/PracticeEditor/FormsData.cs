using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Web.PracticeEditor;

/// <summary>What was entered into one field: text (for pictures a data URL, for radio buttons the chosen button's key), or whether a box is checked.</summary>
internal readonly record struct Answer(string Text, bool Checked)
{
    public static readonly Answer Empty = new("", false);
}

/// <summary>Form data as the editor of version 9.4 writes it: an object with the list <c>formsdata</c>, every field of every role in it.</summary>
internal static class FormsData
{
    /// <param name="answers">One a field, in the definition's order.</param>
    public static byte[] Write(FormDefinition definition, IReadOnlyList<Answer> answers) => DocumentServerJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("formsdata");
        for (var i = 0; i < definition.Fields.Count; i++)
        {
            WriteField(json, definition.Fields[i], answers[i], RoleColor(definition, definition.Fields[i].Role));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>The type as 9.4 calls it: a picture that takes a signature has a name of its own.</summary>
    public static FieldType TypeOf(FieldDefinition field) => field is { Signature: true } ? FieldType.Signature : field.Type;

    private static void WriteField(Utf8JsonWriter json, FieldDefinition field, Answer answer, string? roleColor)
    {
        var type = TypeOf(field);
        json.WriteStartObject();
        json.WriteString("key", field.Key);
        json.WriteString("tag", field.Tag);
        if (type == FieldType.CheckBox)
        {
            json.WriteBoolean("value", answer.Checked);
        }
        else
        {
            json.WriteString("value", type.IsImage ? answer.Text : Displayed(answer.Text));
        }

        json.WriteString("type", type.Name);
        json.WriteString("role", field.Role);
        if (roleColor is not null)
        {
            json.WriteString("roleColor", roleColor);
        }

        WriteNewerMembers(json, field, type);
        json.WriteEndObject();
    }

    private static void WriteNewerMembers(Utf8JsonWriter json, FieldDefinition field, FieldType type)
    {
        if (type == FieldType.DateTime)
        {
            json.WriteString("format", field.DateFormat ?? DateFormats.Default);
            json.WriteString("lang", field.Language ?? DateFormats.DefaultLanguage);
        }
        else if (type == FieldType.CheckBox)
        {
            json.WriteString("label", field.Label ?? field.TextAfter ?? "");
            json.WriteStartArray("options");
            json.WriteBooleanValue(true);
            json.WriteBooleanValue(false);
            json.WriteEndArray();
        }
        else if (type.IsChoice)
        {
            json.WriteStartArray("options");
            foreach (var option in field.Options)
            {
                json.WriteStartObject();
                json.WriteString("label", option.Label);
                json.WriteString("value", option.Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    // Breaks and tabs of a field's text are read back as single blanks (Run.js, Get_Text).
    private static string Displayed(string text) =>
        text.Replace("\r\n", " ", StringComparison.Ordinal).Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' ');

    private static string? RoleColor(FormDefinition definition, string role) =>
        definition.Roles.FirstOrDefault(known => known.Name == role)?.Color;
}

/// <summary>What a date field has when its author chose nothing.</summary>
internal static class DateFormats
{
    public const string Default = "mm/dd/yyyy";
    public const string DefaultLanguage = "en-US";
}
