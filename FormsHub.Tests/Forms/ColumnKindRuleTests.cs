using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Tests.Forms;

public class ColumnKindRuleTests
{
    [Theory]
    [InlineData("text", ColumnKind.Text)]
    [InlineData("complex", ColumnKind.Text)]
    [InlineData("barcode", ColumnKind.Text)]
    [InlineData("checkBox", ColumnKind.Boolean)]
    [InlineData("radio", ColumnKind.Choice)]
    [InlineData("comboBox", ColumnKind.Choice)]
    [InlineData("dropDownList", ColumnKind.Choice)]
    [InlineData("dateTime", ColumnKind.Date)]
    [InlineData("picture", ColumnKind.Blob)]
    [InlineData("signature", ColumnKind.Blob)]
    public void Every_type_has_its_column(string type, ColumnKind expected) =>
        Assert.Equal(expected, ColumnKindRule.For(Field(type)));

    [Theory]
    [InlineData("digit", ColumnKind.Number)]
    [InlineData("letter", ColumnKind.Text)]
    [InlineData("mask", ColumnKind.Text)]
    [InlineData("regExp", ColumnKind.Text)]
    public void Only_texts_of_digits_are_numbers(string format, ColumnKind expected)
    {
        var textFormat = new TextFormat(format, "(a+)+$", null);
        Assert.Equal(expected, ColumnKindRule.For(Field("text") with { TextFormat = textFormat }));
        Assert.Equal(ColumnKind.Choice, ColumnKindRule.For(Field("comboBox") with { TextFormat = textFormat }));
    }

    [Theory]
    [InlineData("", ColumnKind.Date)]
    [InlineData("mm/dd/yyyy", ColumnKind.Date)]
    [InlineData("MMMM yy", ColumnKind.Date)]
    [InlineData("yyyy年M月d日", ColumnKind.Date)]
    [InlineData("d MMMM yyyy 'h:mm'", ColumnKind.Date)]
    [InlineData("mm/dd/yyyy hh:mm:ss", ColumnKind.Timestamp)]
    [InlineData("dd/MM/yyyy hh:mm am/pm", ColumnKind.Timestamp)]
    [InlineData("yy/M/d H時m分", ColumnKind.Timestamp)]
    [InlineData("hh:mm:ss", ColumnKind.Text)]
    [InlineData("h:mm AM/PM", ColumnKind.Text)]
    [InlineData("dddd", ColumnKind.Text)]
    [InlineData("d MMMM", ColumnKind.Text)]
    [InlineData("MMMMM yyyy", ColumnKind.Text)]
    public void A_date_column_holds_what_its_format_can_say(string format, ColumnKind expected) =>
        Assert.Equal(expected, ColumnKindRule.For(Field("dateTime") with { DateFormat = format }));

    private static FieldDefinition Field(string type) =>
        new() { Key = "F", Type = new FieldType(type), SuggestedLabel = "F" };
}
