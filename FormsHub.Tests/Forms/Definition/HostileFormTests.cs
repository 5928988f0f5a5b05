using System.IO.Compression;
using System.Text;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Forms.Samples;
using FsCheck;
using FsCheck.Fluent;

namespace FormsHub.Tests.Forms.Definition;

/// <summary>Files made to hurt: test file 14 of the notes on ONLYOFFICE forms, and wild damage.</summary>
public class HostileFormTests
{
    private static readonly byte[] Form = PdfFormWriter.Write(SampleForm.EventRegistration);

    [Fact]
    public void A_bomb_is_refused_by_its_ratio_long_before_it_is_unpacked()
    {
        var result = WrittenForm.TryRead(PdfFormWriter.Wrap(Bomb("word/document.xml", 60)));

        Assert.Equal(FormRefusal.TooLarge, result.Refusal);
    }

    [Fact]
    public void A_part_of_honest_ratio_is_refused_by_its_size()
    {
        var limits = FormDefinitionLimits.Default with { PartBytes = 100_000 };
        var pdf = WrittenForm.WithBody(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<w:p>{i}</w:p>"))).Pdf;

        Assert.Equal(FormRefusal.TooLarge, FormDefinitionReader.Read(new MemoryStream(pdf), limits, CancellationToken.None).Refusal);
    }

    [Fact]
    public void All_parts_together_are_limited_too()
    {
        var limits = FormDefinitionLimits.Default with { TotalBytes = 10_000 };

        Assert.Equal(FormRefusal.TooLarge, FormDefinitionReader.Read(new MemoryStream(Form), limits, CancellationToken.None).Refusal);
    }

    [Fact]
    public void A_package_above_the_limit_is_refused()
    {
        var limits = FormDefinitionLimits.Default with { PackageBytes = 1_000 };

        Assert.Equal(FormRefusal.TooLarge, FormDefinitionReader.Read(new MemoryStream(Form), limits, CancellationToken.None).Refusal);
    }

    [Fact]
    public void Fifty_thousand_parts_are_refused_without_listing_them()
    {
        var parts = Enumerable.Range(0, 50_000).Select(i => KeyValuePair.Create($"p/{i}", Array.Empty<byte>()));

        Assert.Equal(FormRefusal.TooLarge, WrittenForm.TryRead(PdfFormWriter.Wrap(FormPackage.Zip(parts))).Refusal);
    }

    [Theory]
    [InlineData("../evil.xml")]
    [InlineData("word/../../evil.xml")]
    [InlineData("/etc/passwd")]
    [InlineData("C:/evil.xml")]
    [InlineData("word\\..\\..\\evil.xml")]
    [InlineData("WORD/document.xml")]
    public void Names_that_leave_the_package_or_are_there_twice_end_the_reading(string name) =>
        Assert.Equal(FormRefusal.Damaged, WrittenForm.TryRead(WrittenForm.WithControls(WrittenForm.Text("a")).Part(name, "<x/>").Pdf).Refusal);

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"b\">]><a>&b;</a>")]
    [InlineData("<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/x.dtd\"><a/>")]
    [InlineData("<a>&undefined;</a>")]
    [InlineData("<a></b>")]
    [InlineData("<a>&#0;</a>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"no-such\"?><a/>")]
    [InlineData("")]
    public void Xml_that_declares_or_breaks_anything_is_a_damaged_form(string document) =>
        Assert.Equal(FormRefusal.Damaged, WrittenForm.TryRead(new WrittenForm().Part("word/document.xml", document).Pdf).Refusal);

    [Fact]
    public void A_package_without_a_document_is_a_damaged_form() =>
        Assert.Equal(FormRefusal.Damaged, WrittenForm.TryRead(new WrittenForm().Pdf).Refusal);

    [Theory]
    [InlineData("w:p")]
    [InlineData("w:sdt")]
    [InlineData("mc:Fallback")]
    public void A_hundred_thousand_levels_are_refused(string element)
    {
        var open = new StringBuilder().Insert(0, $"<{element}>", 100_000).ToString();
        var close = new StringBuilder().Insert(0, $"</{element}>", 100_000).ToString();

        Assert.Equal(FormRefusal.TooLarge, WrittenForm.TryRead(WrittenForm.WithBody(open + close).Pdf).Refusal);
    }

    [Fact]
    public void More_controls_than_the_limit_are_refused()
    {
        var controls = string.Concat(Enumerable.Range(0, 20_001).Select(i => $"<w:sdt><w:sdtPr><w:formPr w:key=\"{i}\"/></w:sdtPr></w:sdt>"));

        Assert.Equal(FormRefusal.TooLarge, WrittenForm.TryRead(WrittenForm.WithBody($"<w:p>{controls}</w:p>").Pdf).Refusal);
    }

    [Fact]
    public void Links_that_lead_outside_are_not_followed()
    {
        var definition = WrittenForm.WithControls(WrittenForm.Text("a"))
            .Link("1", "header", "http://127.0.0.1:9/header.xml", "TargetMode=\"External\"")
            .Link("2", "header", "file:///etc/passwd")
            .Link("3", "footer", "../../../etc/passwd")
            .Link("4", "glossaryDocument", "missing.xml")
            .Read();

        Assert.Equal(["a"], definition.Fields.Select(field => field.Key));
        Assert.Single(definition.Warnings, warning => warning.Contains("out of the package", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("(a+)+$", true)]
    [InlineData("((a|b)*c)*", true)]
    [InlineData(@"^\S+@\S+\.\S+$", false)]
    [InlineData(@"[(+)]+\(x+\)+", false)]
    public void An_expression_that_can_hang_the_editor_is_warned_about_and_never_run(string pattern, bool warned)
    {
        var definition = WrittenForm.WithControls(WrittenForm.Control($"<w:formPr w:key=\"r\"/><w:textFormPr><w:format w:type=\"regExp\" w:val=\"{pattern}\"/></w:textFormPr>")).Read();

        Assert.Equal(pattern, definition.Fields.Single().TextFormat?.Pattern);
        Assert.Equal(warned, definition.Warnings.Any(warning => warning.Contains("repetition inside", StringComparison.Ordinal)));
    }

    [Fact]
    public void Warnings_are_as_many_as_a_person_reads()
    {
        var definition = WrittenForm.WithControls([.. Enumerable.Range(0, 2_000).Select(i => WrittenForm.Control($"<w:date/><w:formPr w:key=\"{i}\"/>"))]).Read();

        Assert.Equal(101, definition.Warnings.Count);
        Assert.Contains("left out", definition.Warnings[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_part_is_noticed_though_it_still_unpacks()
    {
        var package = FormPackage.Zip([new("[Content_Types].xml", []), new("word/document.xml", Encoding.UTF8.GetBytes($"<w:document {WrittenForm.Namespaces}/>"))]);
        var at = package.AsSpan().LastIndexOf("word/document.xml"u8) - 30;
        package[at] ^= 1;

        Assert.Equal(FormRefusal.Damaged, WrittenForm.TryRead(PdfFormWriter.Wrap(package)).Refusal);
    }

    [Fact]
    public void However_a_form_is_cut_or_changed_the_reader_answers()
    {
        var damage = Gen.Choose(0, Form.Length - 1).SelectMany(
            at => Gen.Choose(0, 255).ListOf().SelectMany(
                bytes => Gen.Elements(true, false).Select(cut => (at, bytes, cut))));

        Prop.ForAll(damage.ToArbitrary(), wound =>
        {
            var form = Form.ToArray();
            for (var i = 0; i < wound.bytes.Count; i++)
            {
                form[(wound.at + (i * 37)) % form.Length] ^= (byte)wound.bytes[i];
            }

            var result = WrittenForm.TryRead(wound.cut ? form[..wound.at] : form);
            return result.Definition is null ? result.Explanation is { Length: > 20 } : result.Refusal is null;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    [Fact]
    public void However_the_document_inside_is_damaged_the_reader_answers()
    {
        var document = Encoding.UTF8.GetString(Unzip(FormPackage.Write(SampleForm.EventRegistration), "word/document.xml"));
        var change = Gen.Choose(0, document.Length - 1).SelectMany(at => Gen.Choose(0, 200).SelectMany(length => Gen.Elements("", "<w:sdt>", "</w:p>", "\"", "<w:p/>", "w:val=\"", "&#xD800;", "\u00A0").Select(put => (at, length, put))));

        Prop.ForAll(change.ToArbitrary(), wound =>
        {
            var end = Math.Min(document.Length, wound.at + wound.length);
            var result = WrittenForm.TryRead(new WrittenForm().Part("word/document.xml", document[..wound.at] + wound.put + document[end..]).Pdf);
            return result.Definition is not null || result.Refusal is FormRefusal.Damaged or FormRefusal.TooLarge;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    /// <summary>A part of so many megabytes of blanks.</summary>
    private static byte[] Bomb(string name, int megabytes)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        using (var part = zip.CreateEntry(name).Open())
        {
            var block = new byte[1024 * 1024];
            block.AsSpan().Fill((byte)' ');
            block[0] = (byte)'<';
            block[1] = (byte)'a';
            for (var i = 0; i < megabytes; i++)
            {
                part.Write(block);
                block[0] = block[1] = (byte)' ';
            }
        }

        return file.ToArray();
    }

    private static byte[] Unzip(byte[] package, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        using var part = zip.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        part.CopyTo(bytes);
        return bytes.ToArray();
    }
}
