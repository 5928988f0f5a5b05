using System.Text;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Forms.Definition;
using FsCheck;
using FsCheck.Fluent;

namespace FormsHub.Tests.Forms.Samples;

public class PdfFormWriterTests
{
    public static TheoryData<string> Samples => ["Event registration", "Blank form", "Site visit"];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_is_read_back_as_it_was_drafted(string title) => AssertReadBack(Sample(title));

    [Fact]
    public void Any_form_is_read_back_as_it_was_drafted() =>
        Prop.ForAll(WildFields.Drafts, draft => AssertReadBack(draft)).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Equal_drafts_are_equal_bytes() =>
        Assert.Equal(PdfFormWriter.Write(SampleForm.EventRegistration), PdfFormWriter.Write(SampleForm.EventRegistration));

    [Fact]
    public void The_sample_has_a_field_of_every_kind()
    {
        var types = SampleForm.EventRegistration.Fields.Select(field => field.Type).ToHashSet();

        Assert.Equal(
            [FieldType.CheckBox, FieldType.ComboBox, FieldType.Complex, FieldType.DateTime, FieldType.DropDownList, FieldType.Picture, FieldType.Radio, FieldType.Signature, FieldType.Text],
            types.OrderBy(type => type.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void The_form_for_seeding_has_five_fields_of_each_of_five_kinds()
    {
        var kinds = SampleForm.TwentyFiveFields.Fields.GroupBy(field => (field.Type, field.TextFormat?.Type)).Select(kind => kind.Count());

        Assert.Equal([5, 5, 5, 5, 5], kinds);
    }

    [Fact]
    public void The_first_bytes_are_those_that_the_editor_compares()
    {
        var pdf = PdfFormWriter.Write(SampleForm.EventRegistration);
        var head = Encoding.Latin1.GetString(pdf, 0, 300);

        // The editor's own check: the marker, the first object right behind it, the word before the stream and a space after each number.
        Assert.StartsWith("%PDF-1.7\r%\u00CD\u00CA\u00D2\u00A9\r1 0 obj\n<<\n/ID <", head, StringComparison.Ordinal);
        Assert.Matches("/Length [0-9 ]{10}\n/ONLYOFFICEFORM \\[ 0 [0-9]+ \\]\n/Type /MetaOForm\n>>\nstream\r\nPK", head);
    }

    [Fact]
    public void Every_entry_of_the_cross_reference_table_leads_to_its_object()
    {
        var pdf = Encoding.Latin1.GetString(PdfFormWriter.Write(SampleForm.EventRegistration));
        var table = pdf.LastIndexOf("xref\n0 ", pdf.LastIndexOf("trailer", StringComparison.Ordinal), StringComparison.Ordinal);
        var entries = pdf[(pdf.IndexOf('\n', table + 5) + 1)..pdf.LastIndexOf("trailer", StringComparison.Ordinal)].Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.EndsWith($"startxref\n{table}\n%%EOF\n", pdf, StringComparison.Ordinal);
        Assert.All(entries.Skip(1).Select((entry, i) => (entry, number: i + 1)), each =>
            Assert.Equal($"{each.number} 0 obj", pdf.Substring(int.Parse(each.entry.AsSpan(0, 10), System.Globalization.CultureInfo.InvariantCulture), $"{each.number} 0 obj".Length)));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_package_is_a_valid_Word_document_but_for_the_words_of_forms(string title)
    {
        // Links under oform have no type in ONLYOFFICE's own files either, which the library refuses to open: so without roles.
        var draft = Sample(title);
        draft = draft with { Roles = [], Fields = [.. draft.Fields.Select(field => field with { Role = "" })] };
        using var document = WordprocessingDocument.Open(new MemoryStream(FormPackage.Write(draft)), isEditable: false);
        var errors = new OpenXmlValidator().Validate(document)
            .Where(error => !error.Description.Contains("ormPr", StringComparison.Ordinal) && error.Node?.LocalName is not ("formPr" or "textFormPr" or "complexFormPr" or "picture"))
            .Select(error => $"{error.Path?.XPath}: {error.Description}");

        Assert.True(!errors.Any(), string.Join('\n', errors));
    }

    [Fact]
    public void A_long_form_goes_over_several_pages_and_a_wild_one_is_drawn()
    {
        var many = SampleForm.TwentyFiveFields with { Fields = [.. Enumerable.Range(0, 100).Select(i => new FieldDefinition { Key = $"k{i}", Type = FieldType.Text, SuggestedLabel = "", Label = "Straße (naïve) – 日本語 \\ )" })] };
        var pdf = Encoding.Latin1.GetString(PdfFormWriter.Write(many));

        Assert.Contains("/Type /Pages /Count 4", pdf, StringComparison.Ordinal);
    }

    private static FormDraft Sample(string title) =>
        new[] { SampleForm.EventRegistration, SampleForm.Blank, SampleForm.TwentyFiveFields }.Single(draft => draft.Title == title);

    private static void AssertReadBack(FormDraft draft)
    {
        var read = WrittenForm.Read(PdfFormWriter.Write(draft));

        Assert.Equal(draft.Roles, read.Roles);
        Assert.Equal(draft.Application, read.Application);
        Assert.Equal(draft.Fields.Count, read.Fields.Count);
        Assert.All(Numbered(draft.Fields).Zip(read.Fields), pair => Assert.Equal(Json(pair.First), Json(pair.Second)));
    }

    /// <summary>With what follows from the rest: control numbers in document order and the label.</summary>
    private static IEnumerable<FieldDefinition> Numbered(IEnumerable<FieldDefinition> fields)
    {
        var number = 1;
        foreach (var field in fields)
        {
            var controls = field.Type == FieldType.Radio ? field.Options.Count : 1;
            yield return field with { Controls = [.. Enumerable.Range(number, controls)], SuggestedLabel = SuggestedLabel.Of(field) };
            number += controls;
        }
    }

    private static string Json(FieldDefinition field) => JsonSerializer.Serialize(field);
}
