using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Tests.Forms.Definition;

/// <summary>What a control says about itself: test files 8, 13 and 15 of the notes on ONLYOFFICE forms.</summary>
public class KindsTests
{
    [Fact]
    public void Every_kind_is_told_by_what_the_control_holds()
    {
        var complex = WrittenForm.Control("<w:formPr w:key=\"9\"/><w:complexFormPr w:type=\"email\"/>", WrittenForm.Text("user") + WrittenForm.Text("host") + WrittenForm.Text("country"));
        var definition = WrittenForm.WithControls(
            WrittenForm.Control("<w:formPr w:key=\"0\"/>"),
            WrittenForm.Control("<w:formPr w:key=\"1\"/><w:textFormPr w:multiLine=\"true\" w:autoFit=\"on\"><w:comb w:width=\"300\"/><w:maxCharacters w:val=\"8\"/></w:textFormPr>"),
            WrittenForm.Control("<w:formPr w:key=\"2\"/><w:textFormPr><w:format w:type=\"mask\" w:val=\"(999)\\9A\"/><w:maxCharacters w:val=\"50\"/></w:textFormPr>"),
            WrittenForm.Control("<w:formPr w:key=\"3\"/><w:textFormPr><w:format w:type=\"regExp\" w:val=\"^a$\" w:symbols=\"ab\"/></w:textFormPr>"),
            WrittenForm.Control("<w14:checkbox><w14:checked w14:val=\"1\"/></w14:checkbox><w:formPr w:key=\"4\"/>"),
            WrittenForm.Control("<w:picture/><w:formPr w:key=\"5\"/>"),
            WrittenForm.Control("<w:comboBox><w:listItem w:displayText=\"A\" w:value=\"a\"/><w:format w:type=\"digit\"/></w:comboBox><w:formPr w:key=\"6\"/>"),
            WrittenForm.Control("<w:dropDownList><w:listItem w:displayText=\"B\" w:value=\"b\"/></w:dropDownList><w:formPr w:key=\"7\"/><w:tag w:val=\"t\"/>"),
            WrittenForm.Control("<w:date><w:dateFormat w:val=\"dd.MM.yyyy\"/><w:lid w:val=\"de-DE\"/></w:date><w:formPr w:key=\"8\" w:label=\"Day\"/>"),
            complex,
            WrittenForm.Button("10", "yes"),
            WrittenForm.Control("<w:picture w:signature=\"1\"/><w:formPr w:key=\"11\"/>")).Read();
        var fields = definition.Fields;

        Assert.Equal(
            ["text", "text", "text", "text", "checkBox", "picture", "comboBox", "dropDownList", "dateTime", "complex", "radio", "signature"],
            fields.Select(field => field.Type.Name));
        Assert.Equal((true, true, true, 8), (fields[1].MultiLine, fields[1].AutoFit, fields[1].Comb, fields[1].MaxCharacters));
        Assert.Equal(new TextFormat("mask", "(999)\\9A", null), fields[2].TextFormat);
        Assert.Equal(7, fields[2].MaxCharacters);
        Assert.Equal(new TextFormat("regExp", "^a$", "ab"), fields[3].TextFormat);
        Assert.True(fields[4].Checked);
        Assert.Equal("digit", fields[6].TextFormat?.Type);
        Assert.Equal("t", fields[7].Tag);
        Assert.Equal(("dd.MM.yyyy", "de-DE", "Day"), (fields[8].DateFormat, fields[8].Language, fields[8].Label));
        Assert.True(fields[11] is { Signature: true, Required: true });
    }

    [Theory]
    [InlineData("ONLYOFFICE/8.2.0.143", "picture")]
    [InlineData("ONLYOFFICE/9.3.9", "picture")]
    [InlineData("ONLYOFFICE/9.4.0.1", "signature")]
    [InlineData("ONLYOFFICE/10.0", "signature")]
    [InlineData("Other/1.0", "signature")]
    [InlineData("ONLYOFFICE/unknown", "signature")]
    public void A_signature_is_called_as_the_editor_that_wrote_it_calls_it(string application, string type)
    {
        var field = WrittenForm.WithControls(WrittenForm.Control("<w:picture w:signature=\"1\"/><w:formPr w:key=\"s\"/>"))
            .Part("docProps/app.xml", $"<Properties xmlns=\"{Ooxml.ExtendedProperties}\"><Application>{application}</Application></Properties>")
            .Read().Fields.Single();

        Assert.Equal((type, true, true), (field.Type.Name, field.Signature, field.Required));
    }

    [Fact]
    public void The_first_of_two_kinds_counts_and_a_box_comes_before_both()
    {
        var definition = WrittenForm.WithControls(
            WrittenForm.Control("<w:date/><w:dropDownList/><w:formPr w:key=\"date\"/>"),
            WrittenForm.Control("<w:picture/><w14:checkbox/><w:formPr w:key=\"box\"/>")).Read();

        Assert.Equal([FieldType.DateTime, FieldType.CheckBox], definition.Fields.Select(field => field.Type));
        Assert.Contains(definition.Warnings, warning => warning.Contains("of two kinds", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mm/dd/yyyy", "en-US")]
    [InlineData("dddd, MMMM d, yyyy", "en-US")]
    [InlineData("dd.MM.yyyy", "de-DE")]
    [InlineData("dd/MM/yyyy hh:mm am/pm", "ar-SA")]
    [InlineData("d MMMM yyyy 'г.'", "ru-RU")]
    [InlineData("yyyy年M月d日", "ja-JP")]
    [InlineData("yy/M/d H時m分", "ja-JP")]
    [InlineData("hh:mm:ss", "en-GB")]
    [InlineData("MMMM yy", "fr-FR")]
    [InlineData("HH dd/MM", "sr-Latn-RS")]
    [InlineData("mm:ss:mm", "zh-CN")]
    [InlineData("dd.MM.yyyy", null)]
    public void A_date_keeps_format_and_language_and_the_day_it_was_made_is_no_value(string format, string? language)
    {
        var lid = language is null ? "" : $"<w:lid w:val=\"{language}\"/>";
        var definition = WrittenForm.WithControls(WrittenForm.Control(
            $"<w:showingPlcHdr/><w:date w:fullDate=\"2026-03-07T00:00:00Z\"><w:dateFormat w:val=\"{format}\"/>{lid}<w:storeMappedDateAs w:val=\"dateTime\"/><w:calendar w:val=\"gregorian\"/></w:date><w:formPr w:key=\"d\"/>")).Read();
        var field = definition.Fields.Single();

        Assert.Equal((FieldType.DateTime, format, language), (field.Type, field.DateFormat, field.Language));
        Assert.Null(field.Selected);
        Assert.Equal(language is null, definition.Warnings.Any(warning => warning.Contains("without a language", StringComparison.Ordinal)));
    }

    [Fact]
    public void Lists_keep_blanks_and_order_and_leave_prompts_out()
    {
        var items = """<w:listItem w:displayText="Choose an item." w:value=""/><w:listItem w:value="only value"/><w:listItem w:displayText="Dr " w:value="Dr "/><w:listItem w:displayText="Twin" w:value="Dr "/>""";
        var definition = WrittenForm.WithControls(WrittenForm.Control($"<w:dropDownList>{items}</w:dropDownList><w:formPr w:key=\"l\"/>")).Read();

        Assert.Equal(
            [new FieldOption("only value", "only value"), new FieldOption("Dr ", "Dr "), new FieldOption("Twin", "Dr ")],
            definition.Fields.Single().Options);
        Assert.Contains(definition.Warnings, warning => warning.Contains("same option value twice", StringComparison.Ordinal));
    }

    [Fact]
    public void A_list_longer_than_the_limit_is_cut_with_a_warning()
    {
        var items = string.Concat(Enumerable.Range(1, 5_001).Select(i => $"<w:listItem w:value=\"{i}\"/>"));
        var definition = WrittenForm.WithControls(WrittenForm.Control($"<w:comboBox>{items}</w:comboBox><w:formPr w:key=\"l\"/>")).Read();

        Assert.Equal(5_000, definition.Fields.Single().Options.Count);
        Assert.Contains(definition.Warnings, warning => warning.Contains("more than 5,000 options", StringComparison.Ordinal));
    }

    [Fact]
    public void A_box_is_labelled_by_the_text_in_it_or_behind_it()
    {
        const string Box = "<w14:checkbox/><w:formPr w:key=\"{0}\"/>";
        var inside = WrittenForm.Control(Box.Replace("{0}", "1", StringComparison.Ordinal), "<w:r><w:t>☐ in  it</w:t></w:r>");
        var behind = WrittenForm.Control(Box.Replace("{0}", "2", StringComparison.Ordinal), "<w:r><w:t>☐</w:t></w:r>");
        var last = WrittenForm.Control(Box.Replace("{0}", "3", StringComparison.Ordinal), "<w:r><w:sym w:char=\"F0A8\"/></w:r>");
        var body = $"<w:p>{inside}<w:r><w:t>behind\u00A0the first</w:t></w:r>{behind}<w:r><w:tab/><w:t>  behind</w:t><w:br/><w:t>it </w:t></w:r></w:p><w:p>{last}</w:p><w:p><w:r><w:t>elsewhere</w:t></w:r></w:p>";
        var fields = WrittenForm.WithBody(body).Read().Fields;

        Assert.Equal(["in it", "behind it", "3"], fields.Select(field => field.SuggestedLabel));
        Assert.Equal(["behind the first", "behind it", ""], fields.Select(field => field.TextAfter));
        Assert.Equal(["in it", null, null], fields.Select(field => field.Label));
    }

    [Fact]
    public void A_button_is_labelled_by_the_text_behind_it_or_by_its_choice_name()
    {
        var body = $"<w:p>{WrittenForm.Button("g", "Choice1")}<w:r><w:t> Yes</w:t></w:r>{WrittenForm.Button("g", "Choice2")}</w:p>";
        var field = WrittenForm.WithBody(body).Read().Fields.Single();

        Assert.Equal([new FieldOption("Yes", "Choice1") { TextAfter = "Yes" }, new FieldOption("Choice2", "Choice2") { TextAfter = "" }], field.Options);
    }

    [Fact]
    public void Labels_come_from_label_help_placeholder_and_key_in_this_order()
    {
        static string Field(string key, string attributes, string placeholder) =>
            WrittenForm.Control($"<w:placeholder><w:docPart w:val=\"{placeholder}\"/></w:placeholder><w:formPr w:key=\"{key}\" {attributes}/>");
        static string Entry(string name, string text) =>
            $"<w:docPart><w:docPartPr><w:name w:val=\"{name}\"/><w:category><w:name w:val=\"Common\"/></w:category></w:docPartPr><w:docPartBody><w:p><w:r><w:t>{text}</w:t></w:r></w:p><w:p><w:r><w:t>second</w:t></w:r></w:p></w:docPartBody></w:docPart>";
        var definition = WrittenForm.WithControls(
            Field("k1", "w:label=\"L\" w:helpText=\"H\"", "shown"),
            Field("k2", "w:helpText=\" H \"", "shown"),
            Field("k3", "", "shown"),
            Field("k4", "", "blank"),
            Field("k5", "", "dangling"),
            Field("k6", "", "DefaultPlaceholder_TEXT_OFORM"))
            .Link("g", "glossaryDocument", "/word/glossary/document.xml")
            .Part("word/glossary/document.xml", $"<w:glossaryDocument {WrittenForm.Namespaces}><w:docParts>{Entry("shown", "P")}{Entry("blank", "\u00A0\u00A0\u00A0\u00A0")}</w:docParts></w:glossaryDocument>")
            .Read();

        Assert.Equal(["L", "H", "P", "k4", "k5", "k6"], definition.Fields.Select(field => field.SuggestedLabel));
        Assert.Equal(["P", "P", "P", "\u00A0\u00A0\u00A0\u00A0", null, null], definition.Fields.Select(field => field.Placeholder));
        Assert.Single(definition.Warnings, warning => warning.Contains("placeholder that is missing", StringComparison.Ordinal));
    }

    [Fact]
    public void Damage_in_one_field_costs_a_warning_and_no_more()
    {
        var definition = WrittenForm.WithControls(
            WrittenForm.Control("<w:formPr w:key=\"a\" w:label=\"A field\" w:required=\"perhaps\"/><w:textFormPr><w:maxCharacters w:val=\"many\"/><w:format w:type=\"magic\"/></w:textFormPr>"),
            WrittenForm.Control($"<w:formPr w:key=\"b\" w:helpText=\"{new string('h', 4_001)}\"><w:field r:id=\"none\"/></w:formPr>")).Read();

        Assert.Equal((false, null, null), (definition.Fields[0].Required, definition.Fields[0].MaxCharacters, definition.Fields[0].TextFormat));
        Assert.Equal(4_000, definition.Fields[1].HelpText!.Length);
        Assert.Equal(5, definition.Warnings.Count(warning => !warning.Contains("required", StringComparison.Ordinal)));
    }
}
