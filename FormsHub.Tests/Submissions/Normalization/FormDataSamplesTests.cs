using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Submissions;
using FormsHub.Jobs.Submissions.Normalization;
using static FormsHub.Tests.Submissions.Normalization.NormalizerSamples;

namespace FormsHub.Tests.Submissions.Normalization;

/// <summary>The samples of form data beside the checkout, against a form that defines their fields.</summary>
public class FormDataSamplesTests
{
    private static readonly FormField[] Fields =
    [
        Field(1, "FullName", "text"),
        Field(2, "Notes", "text"),
        Field(3, "Agree", "checkBox"),
        Field(4, "Newsletter", "checkBox"),
        Field(5, "Gender", "radio", field => field with { Options = [new FieldOption("Female", "Female"), new FieldOption("Male", "Male")] }),
        Field(6, "Photo", "picture"),
        Field(7, "Country", "comboBox", field => field with { Options = [new FieldOption("Germany", "de")] }),
        Field(8, "Plan", "dropDownList", field => field with { Options = [new FieldOption("Business plan", "biz"), new FieldOption("Free", "free")] }),
        Field(9, "BirthDate", "dateTime", field => field with { DateFormat = "mm/dd/yyyy", Language = "en-US" }),
        Field(10, "Address", "complex"),
    ];

    [Theory]
    [InlineData("forms_01_wrapped_v8.json")]
    [InlineData("forms_02_wrapped_roles_v9.json")]
    [InlineData("forms_04_bare_array_docs_shape.json")]
    public void Every_shape_of_an_ordinary_submission_gives_the_same_typed_values(string name)
    {
        if (Read(name) is not { } submission)
        {
            return;
        }

        Assert.Equal(SubmissionState.Normalized, submission.State);
        Assert.Null(submission.Reason);
        Assert.Equal(Fields, submission.Values.Select(value => value.Field));
        Assert.Equal(
            [
                FieldValue.OfText("Anna Müller"), FieldValue.OfText("line one line two"), FieldValue.Of(true), FieldValue.Of(false),
                FieldValue.OfText("Female"), FieldValue.Empty, FieldValue.OfText("Germany"), FieldValue.OfText("Business plan"),
                FieldValue.OfDate(new DateTime(1990, 11, 18)), FieldValue.OfText("Hauptstr. 5, 10115 Berlin"),
            ],
            submission.Values.Select(value => value.Value));
        var image = submission.Values[5].Image;
        Assert.Equal(("image/png", 70), (image?.MediaType, image?.Bytes.Length));
        Assert.All(submission.Values, value => Assert.True(value.Value.Fits(value.Field!.Column!.Value)));
    }

    [Fact]
    public void A_submission_that_brings_formats_and_options_is_read_with_them()
    {
        if (Read("forms_03_wrapped_options_v94.json") is not { } submission)
        {
            return;
        }

        Assert.Null(submission.Reason);
        Assert.Equal(
            [
                FieldValue.OfDate(new DateTime(1990, 11, 18)), FieldValue.OfTimestamp(new DateTime(2026, 11, 18, 15, 30, 0)),
                FieldValue.Of(true), FieldValue.OfText("Female"), FieldValue.OfText("Business plan"), FieldValue.Empty,
            ],
            submission.Values.Select(value => value.Value));
        Assert.Equal(
            [new ObservedField("Meeting", FieldType.DateTime), new ObservedField("Sign", FieldType.Signature)],
            submission.Values.Where(value => value.Observed is not null).Select(value => value.Observed!.Value));
        Assert.NotNull(submission.Values[5].Image);
    }

    [Fact]
    public void An_untouched_form_has_no_values_but_check_boxes_that_are_false()
    {
        if (Read("forms_05_empty_values.json") is not { } submission)
        {
            return;
        }

        Assert.Null(submission.Reason);
        Assert.All(submission.Values, value => Assert.Equal(value.Field!.Key == "Agree" ? FieldValue.Of(false) : FieldValue.Empty, value.Value));
    }

    [Fact]
    public void Keys_are_told_apart_by_type_case_and_blanks()
    {
        if (Read("forms_06_same_key_two_types.json") is not { } submission)
        {
            return;
        }

        Assert.Null(submission.Reason);
        Assert.Equal(
            ["Status text", "Status checkBox", "status text", "Поле 1 text", "a.b c text"],
            submission.Values.Select(value => $"{value.Observed!.Value.Key} {value.Observed.Value.Type}"));
        Assert.All(submission.Values, value => Assert.Equal(0, value.Ordinal));
    }

    [Fact]
    public void Hostile_entries_are_kept_under_their_own_keys_and_counted()
    {
        if (Read("forms_07_hostile.json") is not { } submission)
        {
            return;
        }

        Assert.Equal(SubmissionState.NeedsAttention, submission.State);
        Assert.Equal("4 values need attention: Agree2, Photo, Photo2, Obj; 1 entry is null", submission.Reason);
        Assert.Equal(
            ["Amount", "Agree", "Agree2", "Photo", "Photo2", "Obj", "Nul", "Num", "__proto__", "", "", "New", "Long", "Ctl", "Emoji"],
            submission.Values.Select(value => value.Field?.Key ?? value.Observed!.Value.Key));
        Assert.Equal(FieldValue.OfText("=HYPERLINK(\"http://evil.example\",\"x\")"), submission.Values[0].Value);
        Assert.Equal(FieldValue.Of(true), submission.Values[1].Value);
        Assert.Equal(FieldValue.OfText("https://evil.example/track.png"), submission.Values[3].Value);
        Assert.Equal(FieldValue.Empty, submission.Values[6].Value);
        Assert.Equal(FieldValue.OfText("12345678901234567000"), submission.Values[7].Value);
        Assert.Equal([0, 1], submission.Values.Skip(9).Take(2).Select(value => value.Ordinal));
        Assert.Equal("barcode", submission.Values[11].Observed?.Type.Name);
    }

    [Fact]
    public void A_form_without_fields_is_well()
    {
        if (Read("forms_08_empty_list.json") is { } submission)
        {
            Assert.Equal(SubmissionState.Normalized, submission.State);
            Assert.Empty(submission.Values);
        }
    }

    [Theory]
    [InlineData("forms_09_not_an_object.json", "The form data is not a list of fields.")]
    [InlineData("forms_10_truncated.txt", "The form data is not valid JSON (line 1, byte 54).")]
    public void Form_data_that_is_no_list_fails_with_its_reason(string name, string reason)
    {
        if (Read(name) is { } submission)
        {
            Assert.Equal((SubmissionState.Failed, reason), (submission.State, submission.Reason));
            Assert.Empty(submission.Values);
        }
    }

    private static NormalizedSubmission? Read(string name) =>
        Shared(name) is { } bytes ? Normalizer.Normalize(bytes, Fields, PictureLimit) : null;
}
