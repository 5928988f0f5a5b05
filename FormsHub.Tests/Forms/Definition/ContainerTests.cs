using System.Globalization;
using System.Text;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Forms.Samples;

namespace FormsHub.Tests.Forms.Definition;

/// <summary>The PDF around the package: test files 2 to 7 of the notes on ONLYOFFICE forms.</summary>
public class ContainerTests
{
    private static readonly byte[] Form = PdfFormWriter.Write(SampleForm.EventRegistration);

    [Fact]
    public void A_blank_template_is_a_form_without_fields()
    {
        var definition = WrittenForm.WithBody("<w:p/>").Read();

        Assert.Empty(definition.Fields);
        Assert.Empty(definition.Roles);
        Assert.Contains(definition.Warnings, warning => warning.Contains("no fields", StringComparison.Ordinal));
    }

    [Fact]
    public void A_plain_pdf_is_not_a_form_and_the_author_is_told_how_to_make_one()
    {
        var plain = Latin1("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 0 /Kids [] >>\nendobj\ntrailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n9\n%%EOF\n");

        AssertRefused(plain, FormRefusal.NotAForm, "save it as a PDF form");
    }

    [Fact]
    public void An_AcroForm_pdf_is_told_from_a_plain_one()
    {
        var acro = Latin1("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [] >> >>\nendobj\ntrailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n9\n%%EOF\n");

        AssertRefused(acro, FormRefusal.NotAForm, "has form fields, but not ONLYOFFICE's");
    }

    [Fact]
    public void A_form_that_lost_its_first_object_is_said_to_be_rewritten()
    {
        // What every optimiser leaves of a form: its pages and AcroForm, without the object that nothing refers to.
        var text = Encoding.Latin1.GetString(Form);
        var second = text.IndexOf("\n2 0 obj", StringComparison.Ordinal) + 1;
        var rewritten = Latin1("%PDF-1.7\n" + text[second..]);

        AssertRefused(rewritten, FormRefusal.NotAForm, "rewritten");
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("PK\u0003\u0004 an Office file")]
    public void What_is_no_pdf_is_refused_as_that(string content) =>
        Assert.Equal(FormRefusal.NotAPdf, WrittenForm.TryRead(Latin1(content)).Refusal);

    [Fact]
    public void Both_numbers_of_the_place_are_honoured()
    {
        var package = FormPackage.Write(SampleForm.EventRegistration);
        byte[] moved = [.. "1234567"u8, .. package];
        var pdf = WithPlace(PdfFormWriter.Wrap(moved), $"7 {package.Length}");

        Assert.Equal(WrittenForm.Read(Form).Fields.Select(field => field.Key), WrittenForm.Read(pdf).Fields.Select(field => field.Key));
    }

    [Theory]
    [InlineData("0 99999999")]
    [InlineData("12345678901 5")]
    [InlineData("-1 500")]
    [InlineData("0 0")]
    [InlineData("5 500")]
    [InlineData("9999999999 9999999999")]
    [InlineData("")]
    public void A_place_that_cannot_be_is_a_damaged_form(string place) =>
        AssertRefused(WithPlace(Form, place), FormRefusal.Damaged, "damaged");

    [Fact]
    public void A_form_that_another_program_saved_is_read_with_a_warning()
    {
        var text = Encoding.Latin1.GetString(Form);
        var id = text.LastIndexOf('>', text.LastIndexOf("/Root", StringComparison.Ordinal)) - 32;
        var changed = Latin1(text[..id] + new string('0', 32) + text[(id + 32)..]);

        var definition = WrittenForm.Read(changed);

        Assert.Equal(SampleForm.EventRegistration.Fields.Count, definition.Fields.Count);
        Assert.Contains(definition.Warnings, warning => warning.Contains("does not match the pages", StringComparison.Ordinal));
    }

    [Fact]
    public void An_update_that_kept_the_id_is_noticed_too()
    {
        var id = PdfFormWriter.IdOf(FormPackage.Write(SampleForm.EventRegistration));
        var text = Encoding.Latin1.GetString(Form);
        var first = text[(text.LastIndexOf("startxref", StringComparison.Ordinal) + 10)..].Split('\n')[0];
        var update = string.Create(CultureInfo.InvariantCulture, $"xref\n0 0\ntrailer\n<< /ID [ <{id}> <{id}> ] /Root 2 0 R /Prev {first} /Size 9 >>\nstartxref\n{Form.Length}\n%%EOF\n");

        var definition = WrittenForm.Read([.. Form, .. Latin1(update)]);

        Assert.Contains(definition.Warnings, warning => warning.Contains("does not match the pages", StringComparison.Ordinal));
    }

    [Fact]
    public void A_form_as_it_was_written_has_nothing_to_warn_about() => Assert.Empty(WrittenForm.Read(Form).Warnings);

    [Fact]
    public void An_encrypted_pdf_is_refused_as_that()
    {
        var text = Encoding.Latin1.GetString(Form);
        var encrypted = Latin1(text.Replace("\n/Root", "\n/Encrypt 9 0 R\n/Root", StringComparison.Ordinal));

        AssertRefused(encrypted, FormRefusal.Encrypted, "without protection");
    }

    [Theory]
    [InlineData(299)]
    [InlineData(5000)]
    public void A_form_cut_in_the_middle_is_damaged(int length) => AssertRefused(Form[..length], FormRefusal.Damaged, "damaged");

    [Fact]
    public void A_file_above_the_limit_is_not_read()
    {
        var limits = FormDefinitionLimits.Default with { FileBytes = Form.Length - 1 };

        Assert.Equal(FormRefusal.TooLarge, FormDefinitionReader.Read(new MemoryStream(Form), limits, CancellationToken.None).Refusal);
    }

    [Fact]
    public void The_fingerprint_is_that_of_the_package_alone()
    {
        var package = FormPackage.Write(SampleForm.EventRegistration);

        Assert.Equal(System.Security.Cryptography.SHA256.HashData(package), WrittenForm.Read(Form).PackageSha256);
        Assert.Equal(WrittenForm.Read(Form).PackageSha256, WrittenForm.Read(PdfFormWriter.Wrap(package)).PackageSha256);
    }

    [Fact]
    public void A_reader_that_gave_up_is_told_so() =>
        Assert.ThrowsAny<OperationCanceledException>(() => FormDefinitionReader.Read(new MemoryStream(Form), new CancellationToken(canceled: true)));

    [Fact]
    public void A_reading_that_takes_too_long_is_a_refusal_and_no_exception()
    {
        var limits = FormDefinitionLimits.Default with { Clock = new ClockThatIsOver() };

        Assert.Equal(FormRefusal.TooLarge, FormDefinitionReader.Read(new MemoryStream(Form), limits, CancellationToken.None).Refusal);
    }

    /// <summary>Every timer of this clock has run off when it is made.</summary>
    private sealed class ClockThatIsOver : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            callback(state);
            return System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private static void AssertRefused(byte[] pdf, FormRefusal refusal, string words)
    {
        var result = WrittenForm.TryRead(pdf);

        Assert.Equal(refusal, result.Refusal);
        Assert.Contains(words, result.Explanation, StringComparison.Ordinal);
    }

    /// <summary>Replaces the two numbers of the place; the offsets behind move, which the reader does not mind.</summary>
    private static byte[] WithPlace(byte[] pdf, string numbers)
    {
        var text = Encoding.Latin1.GetString(pdf);
        var start = text.IndexOf("ONLYOFFICEFORM [ ", StringComparison.Ordinal) + 17;
        return Latin1(text[..start] + numbers + text[text.IndexOf(" ]", start, StringComparison.Ordinal)..]);
    }

    private static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);
}
