using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using FormsHub.Jobs.Submissions.Normalization;
using FsCheck;
using FsCheck.Fluent;
using static FormsHub.Tests.Submissions.Normalization.NormalizerSamples;

namespace FormsHub.Tests.Submissions.Normalization;

/// <summary>What holds for any input at all.</summary>
public class NormalizerPropertyTests
{
    private static readonly string[] Types =
        ["text", "checkBox", "radio", "picture", "comboBox", "dropDownList", "dateTime", "complex", "signature", "barcode", ""];

    private static readonly FormField[] Fields = [.. Types.Take(9).Select((type, i) => Field(i + 1, $"k{i % 4}", type))];

    private static readonly Gen<object?> AnyValue = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(object? (text) => text ?? ""),
        ArbMap.Default.GeneratorFor<decimal>().Select(object? (number) => number),
        Gen.Elements<object?>(
            null, true, false, "true", "", "03/07/2026", "2026-03-07", "7 März 2026 3:30 PM", Png, "data:image/png;base64,AAAA", "data:,",
            "https://example.org/x.png", new[] { 1, 2 }, new { a = "b" }, "\0", "\uD83D", "42", "007", "=1+1"));

    private static readonly Gen<Dictionary<string, object?>> AnyEntry =
        from key in Gen.Elements("k0", "k1", "k2", "k3", "K0", "unknown", " k0", "ключ", "", "a\"b\\c\u2028")
        from type in Gen.Elements(Types)
        from value in AnyValue
        from format in Gen.Elements<object?>("mm/dd/yyyy", "h:mm AM/PM", "'", "yyyyyyyy", "d MMMM yyyy", "dmdmdmdmdmdm", "", null, 5)
        from lang in Gen.Elements<object?>("de-DE", "xx", "ar-SA", "1031", "../..", null, 1031)
        from options in Gen.Elements<object?>(null, new[] { new { label = "A", value = "42" } }, new[] { true, false }, "none", 3)
        select new Dictionary<string, object?>
        {
            ["key"] = key, ["type"] = type, ["value"] = value, ["format"] = format, ["lang"] = lang, ["options"] = options,
        };

    private static readonly Gen<Dictionary<string, object?>[]> AnyEntries = AnyEntry.ArrayOf();

    [Fact]
    public void No_bytes_make_it_throw() => Check(ArbMap.Default.GeneratorFor<byte[]>(), bytes =>
        Normalizer.Normalize(bytes, Fields, PictureLimit).State != SubmissionState.Received);

    [Fact]
    public void No_damage_to_good_form_data_makes_it_throw() => Check(
        from entries in AnyEntries
        from cut in Gen.Choose(0, 4000)
        from at in Gen.Choose(0, 4000)
        from damage in Gen.Choose(0, 255)
        select (entries, cut, at, damage),
        input =>
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(new { formsdata = input.entries });
            bytes[input.at % bytes.Length] = (byte)input.damage;
            var end = bytes.Length - (input.cut > 2000 ? 0 : input.cut % bytes.Length);
            return Normalizer.Normalize(bytes.AsMemory(0, end), Fields, PictureLimit).State != SubmissionState.Received;
        });

    [Fact]
    public void Every_entry_comes_out_again_under_its_own_key_and_nothing_else_does() => Check(AnyEntries, entries =>
    {
        var values = Normalize(entries).Values;
        return values.Count == entries.Length && values.Zip(entries).All(pair =>
            KeyOf(pair.First) == (string)pair.Second["key"]! && TypeFits(pair.First, (string)pair.Second["type"]!) && IsAllThere(pair.First));
    });

    [Fact]
    public void No_two_values_of_a_field_share_an_ordinal_and_none_is_left_out() => Check(AnyEntries, entries =>
        Normalize(entries).Values.GroupBy(value => (value.Field?.Id, value.Observed))
            .All(field => field.Select(value => value.Ordinal).SequenceEqual(Enumerable.Range(0, field.Count()))));

    [Fact]
    public void The_order_of_the_entries_does_not_matter() => Check(AnyEntries, entries =>
    {
        var distinct = entries.DistinctBy(entry => (entry["key"], entry["type"])).ToArray();
        return Show(Normalize(distinct)).Order(StringComparer.Ordinal).SequenceEqual(
            Show(Normalize([.. distinct.Reverse()])).Order(StringComparer.Ordinal));
    });

    [Fact]
    public void Normalizing_twice_gives_the_same() => Check(AnyEntries, entries => Show(Normalize(entries)).SequenceEqual(Show(Normalize(entries))));

    private static NormalizedSubmission Normalize(Dictionary<string, object?>[] entries) =>
        Normalizer.Normalize(JsonSerializer.SerializeToUtf8Bytes(new { formsdata = entries }), Fields, PictureLimit);

    private static string KeyOf(NormalizedValue value) => value.Field?.Key ?? value.Observed!.Value.Key;

    private static bool TypeFits(NormalizedValue value, string type) =>
        type.Length == 0 || (value.Field?.Type ?? value.Observed!.Value.Type).IsInterchangeableWith(new FieldType(type));

    // A value is typed, or an image, or text; where the text says something the value does too.
    private static bool IsAllThere(NormalizedValue value) =>
        value.Text.Trim().Length == 0 || value.Value.Kind != ValueKind.Empty || value.Image is not null || value.Text == "false";

    // Without ordinals: entries of interchangeable types may meet in one field, where the order is what tells them apart.
    private static IEnumerable<string> Show(NormalizedSubmission submission) => submission.Values.Select(value =>
        $"{KeyOf(value)}|{value.Field?.Id}|{value.Observed}|{value.Text}|{value.Value}|{value.Image?.MediaType}|{value.Problem}");

    private static void Check<T>(Gen<T> inputs, Func<T, bool> holds) =>
        Prop.ForAll(inputs.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
