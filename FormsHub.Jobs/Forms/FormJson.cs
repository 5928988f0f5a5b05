using System.Text.Json;
using System.Text.Json.Serialization;
using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Jobs.Forms;

/// <summary>How definitions are written into the database: camelCase, the field type by its wire name, nothing for null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(FieldTypeConverter)])]
[JsonSerializable(typeof(FieldDefinition))]
[JsonSerializable(typeof(IReadOnlyList<RoleDefinition>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class FormJson : JsonSerializerContext;

internal sealed class FieldTypeConverter : JsonConverter<FieldType>
{
    public override FieldType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, FieldType value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
}
