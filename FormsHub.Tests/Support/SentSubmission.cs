using System.Globalization;
using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Tests.Support;

/// <summary>What a respondent enters into <see cref="SampleForm.TwentyFiveFields"/>: the bytes as they are sent, and the values as they must be read back.</summary>
internal sealed record SentSubmission
{
    private static readonly FormDefinition Definition = new()
    {
        Fields = SampleForm.TwentyFiveFields.Fields, Roles = SampleForm.TwentyFiveFields.Roles, Warnings = [], PackageSha256 = [],
    };

    /// <summary>The first field's value: no two submissions of a run have it in common.</summary>
    public required string Name { get; init; }

    public required byte[] Document { get; init; }

    public required byte[] Changes { get; init; }

    public required byte[] FormData { get; init; }

    /// <summary>By key; the JSON of <c>values</c>.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <param name="random">Makes everything but the name.</param>
    /// <param name="name">Unique.</param>
    /// <param name="documentBytes">Size of the filled PDF.</param>
    /// <param name="changesBytes">Size of the changes archive.</param>
    public static SentSubmission Make(Random random, string name, int documentBytes, int changesBytes)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var answers = Definition.Fields.Select((field, index) =>
        {
            var (answer, value) = index == 0 ? (new Answer(name, false), name) : Enter(field, random);
            values.Add(field.Key, JsonSerializer.Serialize(value));
            return answer;
        }).ToList();
        return new SentSubmission
        {
            Name = name,
            Document = Filled("%PDF-1.7\n"u8, documentBytes, random),
            Changes = Filled("PK\x03\x04"u8, changesBytes, random),
            FormData = FormsData.Write(Definition, answers),
            Values = values,
        };
    }

    private static (Answer Answer, object Value) Enter(FieldDefinition field, Random random)
    {
        if (field.Type == FieldType.CheckBox)
        {
            var isChecked = random.Next(2) == 0;
            return (new Answer("", isChecked), isChecked);
        }

        if (field is { TextFormat: not null })
        {
            var number = random.Next(1, 1_000_000);
            return (new Answer(number.ToString(CultureInfo.InvariantCulture), false), number);
        }

        var text = field.Type == FieldType.DateTime ? new DateOnly(2020, 1, 1).AddDays(random.Next(3000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : field.Options.Count > 0 ? field.Options[random.Next(field.Options.Count)].Label
            : string.Create(CultureInfo.InvariantCulture, $"Gate {random.Next(100)} was open, the path to house {random.Next(1000)} was not");
        return (new Answer(text, false), text);
    }

    private static byte[] Filled(ReadOnlySpan<byte> start, int size, Random random)
    {
        var bytes = new byte[size];
        random.NextBytes(bytes);
        start.CopyTo(bytes);
        return bytes;
    }
}
