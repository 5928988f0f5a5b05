using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Tests.Forms.Definition;

/// <summary>Which controls count and how they become fields: test files 9 to 11 of the notes on ONLYOFFICE forms.</summary>
public class FindingControlsTests
{
    [Fact]
    public void Fields_are_found_wherever_people_can_fill_them_and_nowhere_else()
    {
        var body = $"""
            <w:p>{WrittenForm.Control("<w:alias w:val=\"plain\"/>", WrittenForm.Text("in plain control"))}</w:p>
            <w:tbl>{WrittenForm.Control("<w:formPr w:key=\"row\"/>", $"<w:tr>{WrittenForm.Control("<w:formPr w:key=\"cell\"/>", $"<w:tc><w:p>{WrittenForm.Text("in cell")}</w:p></w:tc>")}</w:tr>")}</w:tbl>
            <w:p><w:r><mc:AlternateContent>
              <mc:Choice Requires="wpg"><w:drawing><wp:inline><wp:docPr id="1" name="" form="1"/><w:txbxContent><w:p>{WrittenForm.Text("in box")}</w:p></w:txbxContent></wp:inline></w:drawing></mc:Choice>
              <mc:Choice Requires="other"><w:p>{WrittenForm.Text("second choice")}</w:p></mc:Choice>
              <mc:Fallback><w:pict><w:txbxContent><w:p>{WrittenForm.Text("in box")}{WrittenForm.Text("in fallback")}</w:p></w:txbxContent></w:pict></mc:Fallback>
            </mc:AlternateContent></w:r></w:p>
            <w:p><w:del>{WrittenForm.Text("deleted")}</w:del><w:moveFrom>{WrittenForm.Text("moved away")}</w:moveFrom>{WrittenForm.Control("<w:text/>")}</w:p>
            {WrittenForm.Control("<w:formPr w:key=\"block\"/>", "<w:p/>")}
            """;
        var definition = WrittenForm.WithBody(body)
            .Link("h", "header", "header1.xml").Part("word/header1.xml", Story("hdr", "in header"))
            .Link("f", "footnotes", "footnotes.xml").Part("word/footnotes.xml", $"<w:footnotes {WrittenForm.Namespaces}><w:footnote><w:p>{WrittenForm.Text("in footnote")}</w:p></w:footnote></w:footnotes>")
            .Link("g", "glossaryDocument", "glossary/document.xml").Part("word/glossary/document.xml", Story("glossaryDocument", "in glossary"))
            .Read();

        Assert.Equal(["in plain control", "in cell", "in box", "block", "in header", "in footnote"], definition.Fields.Select(field => field.Key));
        Assert.Equal(["in box"], definition.Fields.Where(field => field.Fixed).Select(field => field.Key));
        Assert.Contains(definition.Warnings, warning => warning.Contains("“block”", StringComparison.Ordinal) && warning.Contains("whole paragraphs", StringComparison.Ordinal));
    }

    [Fact]
    public void The_parts_of_a_complex_field_are_no_fields_but_a_form_in_a_plain_control_is()
    {
        const string Complex = "<w:formPr w:key=\"outer\"/><w:complexFormPr w:type=\"email\"/>";
        var inner = WrittenForm.Control("<w:formPr w:key=\"inner\"/><w:complexFormPr/>", WrittenForm.Text("innermost"));
        var plain = WrittenForm.Control("", WrittenForm.Text("own"));
        var definition = WrittenForm.WithControls(WrittenForm.Control(Complex, WrittenForm.Text("a") + inner + plain + WrittenForm.Text("b"))).Read();

        Assert.Equal([("outer", FieldType.Complex), ("own", FieldType.Text)], definition.Fields.Select(field => (field.Key, field.Type)));
    }

    [Fact]
    public void Controls_of_one_key_and_type_are_one_field_and_the_first_speaks()
    {
        var definition = WrittenForm.WithControls(
            WrittenForm.Text("same", "w:helpText=\"first\""),
            WrittenForm.Text("same", "w:helpText=\"second\" w:required=\"1\""),
            WrittenForm.Control("<w14:checkbox/><w:formPr w:key=\"same\"/>")).Read();

        Assert.Equal([(FieldType.Text, "first", true), (FieldType.CheckBox, null, false)], definition.Fields.Select(field => (field.Type, field.HelpText, field.Required)));
        Assert.Equal([1, 2], definition.Fields[0].Controls);
        Assert.Contains(definition.Warnings, warning => warning.Contains("more than once, as text and checkBox", StringComparison.Ordinal));
    }

    [Fact]
    public void Radio_groups_with_equal_choices_stay_apart()
    {
        var definition = WrittenForm.WithControls(WrittenForm.Button("a", "1"), WrittenForm.Button("b", "1"), WrittenForm.Button("a", "2"), WrittenForm.Button("b", "2")).Read();

        Assert.Equal(["a", "b"], definition.Fields.Select(field => field.Key));
        Assert.All(definition.Fields, field => Assert.Equal(["1", "2"], field.Options.Select(option => option.Value)));
    }

    [Fact]
    public void A_box_and_a_button_of_one_key_are_one_field()
    {
        var definition = WrittenForm.WithControls(WrittenForm.Button("k", "1"), WrittenForm.Control("<w14:checkbox><w14:groupKey w14:val=\"\"/></w14:checkbox><w:formPr w:key=\"k\"/>")).Read();

        Assert.Equal([FieldType.Radio], definition.Fields.Select(field => field.Type));
        Assert.Equal([1, 2], definition.Fields[0].Controls);
    }

    [Fact]
    public void Keys_are_kept_to_the_letter()
    {
        string[] keys = ["a visa ", "Name", "name", "a.b", "😀", new string('k', 1000), " ", "\u00A0x"];

        var definition = WrittenForm.WithControls([.. keys.Select(key => WrittenForm.Text(key))]).Read();

        Assert.Equal(keys, definition.Fields.Select(field => field.Key));
        Assert.Contains(definition.Warnings, warning => warning.Contains("blanks or capital letters", StringComparison.Ordinal));
    }

    [Fact]
    public void Fields_without_a_key_are_left_out_with_a_warning_each()
    {
        var definition = WrittenForm.WithControls(WrittenForm.Text(""), WrittenForm.Control("<w:formPr/>"), WrittenForm.Text(new string('k', 1001)), WrittenForm.Text("kept")).Read();

        Assert.Equal(["kept"], definition.Fields.Select(field => field.Key));
        Assert.Equal([4], definition.Fields[0].Controls);
        Assert.Equal(2, definition.Warnings.Count(warning => warning.Contains("has no key", StringComparison.Ordinal)));
        Assert.Single(definition.Warnings, warning => warning.Contains("longer than 1,000", StringComparison.Ordinal));
    }

    [Fact]
    public void A_radio_button_without_a_name_or_with_a_name_twice_is_warned_about()
    {
        var definition = WrittenForm.WithControls(WrittenForm.Button("g", ""), WrittenForm.Button("g", "x"), WrittenForm.Button("g", "x")).Read();

        Assert.Equal(["x"], definition.Fields.Single().Options.Select(option => option.Value));
        Assert.Contains(definition.Warnings, warning => warning.Contains("without a choice name", StringComparison.Ordinal));
        Assert.Contains(definition.Warnings, warning => warning.Contains("two radio buttons of one choice name", StringComparison.Ordinal));
    }

    private static string Story(string root, string key) => $"<w:{root} {WrittenForm.Namespaces}><w:p>{WrittenForm.Text(key)}</w:p></w:{root}>";
}
