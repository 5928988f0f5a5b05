using System.Text;
using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Submissions;
using FormsHub.Jobs.Submissions.Normalization;
using static FormsHub.Tests.Submissions.Normalization.NormalizerSamples;

namespace FormsHub.Tests.Submissions.Normalization;

public class NormalizerTests
{
    private static readonly FormField Radio = Field(
        1, "R", "radio", field => field with { Options = [new FieldOption("Yes, please", "Choice2"), new FieldOption("Choice2", "Choice3")] });

    private static readonly FormField Plan = Field(
        2, "P", "dropDownList", field => field with { Options = [new FieldOption("Business plan", "biz"), new FieldOption("Dr ", "dr")] });

    private static readonly FormField Digits = Field(3, "N", "text", field => field with { TextFormat = new TextFormat("digit", null, null) });

    [Theory]
    [InlineData("\"42\"", 42)]
    [InlineData("42", 42)]
    [InlineData("\"0\"", 0)]
    [InlineData("\"999999999999999\"", 999999999999999)]
    public void Digits_are_numbers(string json, long expected) =>
        Assert.Equal(FieldValue.Of((decimal)expected), NormalizeOne($$"""{"key":"N","type":"text","value":{{json}}}""", Digits).Value);

    [Theory]
    [InlineData("007")]
    [InlineData("00")]
    [InlineData("1234567890123456")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData(" 1")]
    [InlineData("٤٢")]
    public void Digits_that_would_lose_something_as_a_number_stay_text_without_a_problem(string text)
    {
        var value = NormalizeOne(JsonSerializer.Serialize(new { key = "N", type = "text", value = text }), Digits);
        Assert.Equal(FieldValue.OfText(text), value.Value);
        Assert.Null(value.Problem);
    }

    [Fact]
    public void A_field_that_took_any_text_when_its_column_was_made_keeps_its_digits_as_text() =>
        Assert.Equal(FieldValue.OfText("42"), NormalizeOne("""{"key":"N","type":"text","value":"42"}""", Digits with { Column = ColumnKind.Text }).Value);

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"true\"", true)]
    [InlineData("\"False\"", false)]
    [InlineData("\"\"", false)]
    [InlineData("null", false)]
    public void A_check_box_is_true_or_false_and_untouched_is_false(string json, bool expected) =>
        Assert.Equal(FieldValue.Of(expected), NormalizeOne($$"""{"key":"C","type":"checkBox","value":{{json}}}""").Value);

    [Fact]
    public void A_check_box_that_is_not_mentioned_has_no_value_and_no_problem()
    {
        var submission = Normalize("[]", Field(1, "C", "checkBox"));
        Assert.Equal(SubmissionState.Normalized, submission.State);
        Assert.Empty(submission.Values);
    }

    [Theory]
    [InlineData("Choice2", "Yes, please")]
    [InlineData("Choice3", "Choice2")]
    [InlineData("Yes, please", "Yes, please")]
    public void A_radio_group_is_the_label_of_the_button_that_was_checked(string choice, string label)
    {
        var value = NormalizeOne($$"""{"key":"R","type":"radio","value":"{{choice}}"}""", Radio);
        Assert.Equal((FieldValue.OfText(label), choice, null), (value.Value, value.Text, value.Problem));
    }

    [Theory]
    [InlineData("Business plan", "Business plan")]
    [InlineData("biz", "Business plan")]
    [InlineData("Dr ", "Dr ")]
    public void A_list_is_what_it_displays(string text, string label) =>
        Assert.Equal(FieldValue.OfText(label), NormalizeOne($$"""{"key":"P","type":"dropDownList","value":"{{text}}"}""", Plan).Value);

    [Fact]
    public void Options_in_the_form_data_come_before_the_forms()
    {
        const string Entry = """{"key":"R","type":"radio","value":"Choice2","options":[{"label":"Ja","value":"Choice2"},7,{"value":"x"}]}""";
        Assert.Equal(FieldValue.OfText("Ja"), NormalizeOne(Entry, Radio).Value);
    }

    [Fact]
    public void An_unknown_option_is_kept_with_a_problem_but_a_combo_box_takes_any_text()
    {
        var radio = NormalizeOne("""{"key":"R","type":"radio","value":"Choice9"}""", Radio);
        Assert.Equal((FieldValue.OfText("Choice9"), "The value is not one of the options."), (radio.Value, radio.Problem));
        Assert.NotNull(NormalizeOne("""{"key":"P","type":"dropDownList","value":"Gold"}""", Plan).Problem);
        Assert.Null(NormalizeOne("""{"key":"P","type":"comboBox","value":"Gold"}""", Plan with { Type = FieldType.ComboBox }).Problem);
        Assert.Null(NormalizeOne("""{"key":"X","type":"radio","value":"Choice9"}""").Problem);
    }

    [Fact]
    public void Entries_find_their_field_by_key_and_type_and_types_the_editor_takes_for_the_same()
    {
        var fields = new[] { Field(1, "A", "text"), Field(2, "A", "radio"), Field(3, "Photo", "signature"), Field(4, "B", "dateTime") };
        var submission = Normalize(
            $$"""
            [{"key":"A","type":"checkBox","value":false},{"key":"A","type":"text","value":"a"},{"key":"Photo","type":"picture","value":"{{Png}}"},
             {"key":"B","value":"2026-03-07"},{"key":"A","value":"no type"},{"key":"B","type":"text","value":"b"}]
            """,
            fields);
        Assert.Equal([2, 1, 3, 4, 1, null], submission.Values.Select(value => value.Field?.Id));
        Assert.Equal([0, 0, 0, 0, 1, 0], submission.Values.Select(value => value.Ordinal));
        Assert.Equal(new ObservedField("B", FieldType.Text), submission.Values[5].Observed);
        Assert.Equal(("image/png, 70 bytes", FieldValue.Empty), (submission.Values[2].Text, submission.Values[2].Value));
    }

    [Fact]
    public void Entries_that_are_no_objects_are_kept_under_the_empty_key()
    {
        var submission = Normalize("""[5,"text",[1, {"a":null}],null,{"key":7,"value":"x"},{}]""");
        Assert.Equal(["5", "text", """[1, {"a":null}]""", "x", ""], submission.Values.Select(value => value.Text));
        Assert.Equal(["", "", "", "7", ""], submission.Values.Select(value => value.Observed!.Value.Key));
        Assert.Equal([0, 1, 2, 0, 3], submission.Values.Select(value => value.Ordinal));
        Assert.Equal("3 values need attention: (no key); 1 entry is null", submission.Reason);
    }

    [Fact]
    public void Characters_that_PostgreSQL_cannot_hold_are_replaced_in_keys_and_values()
    {
        byte[] broken = [.. "[{\"key\":\"a\\u0000\\ud83d\",\"value\":\"x\\ud83d\\ude00\\udc00"u8, 0xFF, .. "\"}]"u8];
        var value = Assert.Single(Normalizer.Normalize(broken, [], PictureLimit).Values);
        Assert.Equal("a\uFFFD\uFFFD", value.Observed?.Key);
        Assert.Equal("x\U0001F600\uFFFD\uFFFD", value.Text);
    }

    [Theory]
    [InlineData("", "The form data is empty.")]
    [InlineData(" \r\n", "The form data is empty.")]
    [InlineData("{}", "The form data has no list \"formsdata\".")]
    [InlineData("""{"formsdata":null}""", "\"formsdata\" is not a list.")]
    [InlineData("""{"formsdata":[]} []""", "The form data is not valid JSON (line 1, byte 18).")]
    [InlineData("[{},]", "The form data is not valid JSON (line 1, byte 5).")]
    [InlineData("null", "The form data is not a list of fields.")]
    public void Form_data_that_cannot_be_used_fails_with_a_reason(string json, string reason)
    {
        var submission = Normalize(json);
        Assert.Equal((SubmissionState.Failed, reason), (submission.State, submission.Reason));
    }

    [Theory]
    [InlineData("\uFEFF[{\"key\":\"A\",\"value\":\"x\"}]")]
    [InlineData("""{"extra":[{"formsdata":[1]}],"formsdata":[{"tag":{"key":"B"},"key":"B","key":"A","value":"x"}],"after":0}""")]
    [InlineData("""{"forms\u0064ata":[{"\u006bey":"A","valu\u0065":"x"}]}""")]
    public void A_byte_order_mark_foreign_members_and_escaped_names_do_no_harm(string json)
    {
        var value = Assert.Single(Normalize(json).Values);
        Assert.Equal(("A", "x"), (value.Observed?.Key, value.Text));
    }

    [Fact]
    public void Depth_is_no_danger()
    {
        const int Depth = 1_000_000;
        var deep = new string('[', Depth) + new string(']', Depth);
        Assert.Equal(deep, NormalizeOne($$"""{"key":"A","value":{{deep}}}""").Text);
        Assert.Equal(SubmissionState.Failed, Normalize(new string('[', Depth)).State);
    }

    [Fact]
    public void A_form_is_not_flooded_with_fields_that_nobody_published()
    {
        var entries = Enumerable.Range(0, Normalizer.MostObservedFields + 2).Select(i => $$"""{"key":"k{{i}}","value":"x"}""");
        var submission = Normalize($"[{string.Join(',', entries)}]");
        Assert.Equal(Normalizer.MostObservedFields + 1, submission.Values.Select(value => value.Observed).Distinct().Count());
        Assert.Equal("""{"key":"k201","value":"x"}""", submission.Values[^1].Text);
        Assert.StartsWith("2 values need attention", submission.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_too_long_for_an_index_is_kept_with_its_whole_entry()
    {
        var entry = $$"""{"key":"{{new string('ы', Normalizer.LongestKey)}}","value":"x"}""";
        var value = NormalizeOne(entry);
        Assert.Equal((new ObservedField("", FieldType.Text), entry), (value.Observed, value.Text));
        Assert.NotNull(value.Problem);
    }

    [Fact]
    public void More_entries_than_any_form_has_are_refused()
    {
        var json = $"[{string.Join(',', Enumerable.Repeat("{}", FormDataReader.MostEntries + 1))}]";
        Assert.Equal("The form data has more than 20000 entries.", Normalize(json).Reason);
    }

    [Fact]
    public void Thirty_megabytes_of_pictures_cost_little_more_than_their_bytes()
    {
        const int Pictures = 30;
        byte[] picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[750 * 1024]];
        var base64 = Convert.ToBase64String(picture);
        var entries = Enumerable.Range(0, Pictures).Select(i => $$"""{"key":"P{{i}}","type":"picture","value":"data:image/png;base64,{{base64}}"}""");
        var formData = Encoding.UTF8.GetBytes($$"""{"formsdata":[{{string.Join(',', entries)}}]}""");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var submission = Normalizer.Normalize(formData, [], PictureLimit);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(Pictures, submission.Values.Count(value => value.Image?.Bytes.Length == picture.Length));
        Assert.InRange(allocated, 1, (Pictures * picture.Length) + 1_000_000);
    }
}
