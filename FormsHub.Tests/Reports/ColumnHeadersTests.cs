using FormsHub.Jobs.Reports;
using FsCheck;
using FsCheck.Fluent;

namespace FormsHub.Tests.Reports;

public class ColumnHeadersTests
{
    [Fact]
    public void The_first_keeps_the_label_and_the_next_gets_its_name_with_it() =>
        Assert.Equal(
            ["Number", "Name", "Name (Text7)", "name (Text9)", "E-mail"],
            ColumnHeaders.MakeUnique(["Number"], [("Name", "Text1"), ("Name", "Text7"), ("name", "Text9"), ("E-mail", "Text2")]));

    [Fact]
    public void A_label_that_is_a_fixed_header_gives_way() =>
        Assert.Equal(["Submitted at", "submitted at (Date1)"], ColumnHeaders.MakeUnique(["Submitted at"], [("submitted at", "Date1")]));

    [Fact]
    public void Without_a_label_the_name_is_the_header() =>
        Assert.Equal(["Text1", "Text1 2", "Column 3", "Column 4"], ColumnHeaders.MakeUnique([], [("", "Text1"), ("Text1", "Text1"), (" \t", ""), ("\u0000", "\r\n")]));

    [Fact]
    public void A_label_that_looks_made_unique_is_told_apart_as_well() =>
        Assert.Equal(
            ["Name", "Name (Text7)", "Name (Text7) (Text8)", "Name (text7) 2"],
            ColumnHeaders.MakeUnique([], [("Name", "Text1"), ("Name", "Text7"), ("Name (Text7)", "Text8"), ("Name", "text7")]));

    [Fact]
    public void Headers_are_one_line_of_clean_text() =>
        Assert.Equal(["Your name in block letters", "\ufffdx\ufffd"], ColumnHeaders.MakeUnique([], [(" Your name\r\n\tin  block\u0000letters ", "a"), ("\ud800x\uffff", "b")]));

    [Fact]
    public void Long_labels_are_cut_and_still_told_apart()
    {
        var label = new string('x', 300);

        var headers = ColumnHeaders.MakeUnique([], [(label, "a"), (label, "b"), (label, new string('n', 400))]);

        Assert.Equal([new string('x', 255), new string('x', 251) + " (b)", new string('x', 125) + $" ({new string('n', 127)})"], headers);
    }

    [Fact]
    public void Any_labels_give_as_many_usable_headers_always_the_same()
    {
        var texts = Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
            Gen.Elements("Name", "NAME", "ｎａｍｅ", "", " ", "Name (a)", "a", "Column 2", "\ud800"));
        var fields = texts.Zip(texts).ListOf();

        Prop.ForAll(texts.ListOf().Zip(fields).ToArbitrary(), given =>
        {
            var (leading, named) = given;
            var headers = ColumnHeaders.MakeUnique(leading, named);
            Assert.Equal(leading.Count + named.Count, headers.Count);
            Assert.Equal(headers.Count, headers.Distinct(StringComparer.OrdinalIgnoreCase).Count());
            Assert.All(headers, header => Assert.InRange(header.Length, 1, 255));
            Assert.Equal(headers, ColumnHeaders.MakeUnique(leading, named));
            Assert.Equal(headers, ColumnHeaders.MakeUnique(headers, []));
        }).Check(Config.QuickThrowOnFailure);
    }
}
