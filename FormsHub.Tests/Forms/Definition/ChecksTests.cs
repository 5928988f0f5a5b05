using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Forms.Samples;

namespace FormsHub.Tests.Forms.Definition;

/// <summary>What authors are told before they publish.</summary>
public class ChecksTests
{
    private static readonly FieldDefinition Good = new() { Key = "name", Type = FieldType.Text, HelpText = "Your name", SuggestedLabel = "Your name", Required = true, Role = "Anyone" };

    public static TheoryData<string> Samples => [.. StarterForm.All.Select(starter => starter.Name), "blank"];

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_forms_that_FormsHub_brings_along_need_no_mending(string name) =>
        Assert.Empty(WrittenForm.Read(PdfFormWriter.Write(StarterForm.Find(name)?.Draft ?? BlankForm.Draft("Visitors"))).Warnings);

    [Fact]
    public void A_form_in_order_gets_no_warning() => Assert.Empty(Warnings([Good]));

    [Fact]
    public void Fields_that_only_their_keys_name_are_said_once()
    {
        var bare = Good with { Key = "Text1", HelpText = null, SuggestedLabel = "Text1" };

        Assert.Equal(["The field “Text1” has no label and no help text; its column is headed by the key."], Warnings([Good, bare]));
        Assert.Equal(
            ["2 fields have neither a label nor a help text, such as “Text1”; their columns are headed by the keys."],
            Warnings([Good, bare, bare with { Key = "Text2", SuggestedLabel = "Text2" }]));
        Assert.Empty(Warnings([Good, bare with { Label = "Text1" }]));
        Assert.Empty(Warnings([Good, bare with { Key = "Sex", SuggestedLabel = "Sex", Type = FieldType.Radio, Options = [new("Yes", "1"), new("No", "2")] }]));
    }

    [Fact]
    public void A_role_that_fills_nothing_and_fields_that_are_nobodys_are_said()
    {
        RoleDefinition[] roles = [new("Anyone", null), new("Manager", null)];

        Assert.Equal(["The role “Manager” has no field to fill."], Warnings([Good], roles));
        Assert.Equal(
            ["1 field belongs to no role although the form has 2; anyone may fill it."],
            Warnings([Good, Good with { Key = "b", SuggestedLabel = "b b", Role = "Manager" }, Good with { Key = "c", SuggestedLabel = "c c", Role = "" }], roles));
    }

    [Fact]
    public void A_signature_without_a_name_that_must_be_given_is_said()
    {
        var signature = Good with { Key = "sign", SuggestedLabel = "Sign here", Type = FieldType.Signature, Signature = true };

        Assert.Equal(["The field “sign” is a signature, but no text that must be filled says whose it is."], Warnings([signature, Good with { Required = false }]));
        Assert.Empty(Warnings([signature, Good]));
    }

    [Theory]
    [InlineData("dd.mm.yy", "writes years with two digits")]
    [InlineData("dd. mmmm", "without year and month")]
    [InlineData("hh:mm", "without year and month")]
    [InlineData("dd.mm.yyyy", null)]
    [InlineData("mmmm yyyy", null)]
    public void A_date_format_that_loses_something_is_said(string format, string? said)
    {
        var warnings = Warnings([Good, Good with { Key = "day", SuggestedLabel = "The day", Type = FieldType.DateTime, DateFormat = format, Language = "en-GB" }]);

        Assert.Equal(said is null ? 0 : 1, warnings.Count);
        Assert.All(warnings, warning => Assert.Contains(said!, warning, StringComparison.Ordinal));
    }

    [Fact]
    public void An_answer_that_is_given_beforehand_and_must_be_given_is_said()
    {
        var box = Good with { Key = "terms", SuggestedLabel = "I agree", Type = FieldType.CheckBox, Checked = true };
        var group = Good with { Key = "meal", SuggestedLabel = "Your meal", Type = FieldType.Radio, Options = [new("A", "1"), new("B", "2")], Selected = "1" };

        Assert.Equal(
            [
                "The field “terms” must be ticked and is ticked already: whoever submits without reading has agreed.",
                "The field “meal” must be answered and is answered already: nobody can tell whether the choice was made.",
            ],
            Warnings([Good, box, group]));
        Assert.Empty(Warnings([Good, box with { Required = false }, group with { Required = false }]));
    }

    [Fact]
    public void A_key_that_begins_or_ends_with_a_blank_is_said() =>
        Assert.Equal(
            ["The field “a visa ” has a blank at the start or end of its key, which programs and spreadsheets easily lose."], Warnings([Good with { Key = "a visa " }]));

    private static List<string> Warnings(FieldDefinition[] fields, RoleDefinition[]? roles = null)
    {
        var warnings = new List<string>();
        FormDefinitionChecks.Check(new() { Fields = fields, Roles = roles ?? [new("Anyone", null)], Warnings = [], PackageSha256 = [] }, warnings.Add);
        return warnings;
    }
}
