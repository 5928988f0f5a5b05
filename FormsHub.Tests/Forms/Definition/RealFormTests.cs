using System.Text.Json;
using System.Text.Json.Nodes;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Tests.Forms.Definition;

public class RealFormTests
{
    [Fact]
    public void Every_field_is_read_as_the_list_beside_the_form_says()
    {
        if (!RealForm.IsHere)
        {
            return;
        }

        var definition = Read(RealForm.Pdf);
        var expected = JsonNode.Parse(RealForm.Expected)!.AsArray();
        var read = new JsonArray([.. definition.Fields.Select(Describe)]);

        Assert.Equal(165, read.Count);
        Assert.All(expected.Zip(read), pair => Assert.Equal(Sorted(pair.First!), Sorted(pair.Second!)));
    }

    [Fact]
    public void The_real_form_has_one_role_and_says_which_program_wrote_it()
    {
        if (!RealForm.IsHere)
        {
            return;
        }

        var definition = Read(RealForm.Pdf);

        Assert.Equal([new RoleDefinition("Anyone", "#FFEFBF")], definition.Roles);
        Assert.Equal("ONLYOFFICE/8.2.0.143", definition.Application);
        Assert.Equal(Enumerable.Range(1, 174), definition.Fields.SelectMany(field => field.Controls).Order());
        Assert.DoesNotContain(definition.Warnings, warning => warning.Contains("does not match", StringComparison.Ordinal));
    }

    private static FormDefinition Read(byte[] pdf)
    {
        var result = FormDefinitionReader.Read(new MemoryStream(pdf));
        Assert.Null(result.Explanation);
        return result.Definition!;
    }

    /// <summary>In the words of the list: which properties a field has there depends on its type.</summary>
    private static JsonObject Describe(FieldDefinition field)
    {
        var json = new JsonObject
        {
            ["key"] = field.Key,
            ["type"] = field.Type.Name,
            ["required"] = field.Required,
            ["label"] = field.Label,
            ["helpText"] = field.HelpText,
            ["placeholder"] = field.Placeholder,
            ["suggestedLabel"] = field.SuggestedLabel,
            ["controls"] = new JsonArray([.. field.Controls.Select(number => (JsonNode)number)]),
            ["tag"] = field.Tag,
            ["role"] = field.Role,
            ["fixed"] = field.Fixed,
            ["acroName"] = field.Type.IsImage ? field.Key + "_af_image" : field.Key,
        };
        if (field.Type == FieldType.Text)
        {
            json["multiLine"] = field.MultiLine;
            json["autoFit"] = field.AutoFit;
            json["comb"] = field.Comb;
            json["maxCharacters"] = field.MaxCharacters;
            json["format"] = field.TextFormat?.Type;
        }
        else if (field.Type == FieldType.CheckBox)
        {
            json["checked"] = field.Checked;
            json["textAfter"] = field.TextAfter;
        }
        else if (field.Type == FieldType.Radio)
        {
            json["selected"] = field.Selected;
            json["options"] = new JsonArray([.. field.Options.Select(option => new JsonObject { ["value"] = option.Value, ["textAfter"] = option.TextAfter })]);
            Assert.All(field.Options, option => Assert.Equal(option.TextAfter, option.Label));
        }
        else if (field.Type == FieldType.ComboBox)
        {
            json["options"] = new JsonArray([.. field.Options.Select(option => new JsonObject { ["label"] = option.Label, ["value"] = option.Value })]);
        }
        else
        {
            json["signature"] = field.Signature;
            if (field.Signature)
            {
                json["typeFrom94"] = "signature";
            }
        }

        return json;
    }

    private static string Sorted(JsonNode node) =>
        new JsonObject(node.AsObject().OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))).ToJsonString(Readable);

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
