using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;
using FormsHub.Jobs.Submissions.Normalization;

namespace FormsHub.Jobs.Operations;

/// <summary>One invented filling of the sample form: its bytes are stored and its values are what normalization makes of them.</summary>
/// <param name="FormData">The stored form data.</param>
/// <param name="Document">The stored document, which shows the same answers.</param>
/// <param name="Normalized">The values.</param>
internal sealed record SeedFilling(BlobReference FormData, BlobReference Document, NormalizedSubmission Normalized);

/// <summary>Invents fillings of <see cref="SampleForm.TwentyFiveFields"/>, the same ones every time.</summary>
internal sealed class SeedPool(IBlobStore blobs, IReadOnlyList<FormField> fields)
{
    private const string Checked = "true";
    private const long MostBytes = 16 * 1024 * 1024;

    private static readonly string[] Words =
    [
        "library", "garden", "station", "Brücke", "straße", "école", "мост", "площадь", "harbour", "museum", "kitchen", "roof", "window", "heating", "floor", "stairs",
        "north", "south", "clean", "broken", "painted", "quiet", "crowded", "bright", "dusty", "repaired", "closed", "open", "wooden", "stone", "river", "market",
    ];

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<SeedFilling[]> MakeAsync(int count, CancellationToken cancellationToken)
    {
        var fillings = new SeedFilling[count];

        // Waiting for the disk is most of it: many at once.
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (i, cancelled) =>
            fillings[i] = await MakeOneAsync(new Random(i), i, cancelled));
        return fillings;
    }

    private async Task<SeedFilling> MakeOneAsync(Random random, int index, CancellationToken cancellationToken)
    {
        var answers = fields.Select(field => (Field: field.Definition!, Answer: Answer(field.Definition!, random, index))).ToArray();
        var formData = Write(answers);
        var document = PdfFormWriter.Write(SampleForm.TwentyFiveFields with
        {
            // The drawn page shows placeholders where answers stand.
            Fields = [.. answers.Select(one => one.Answer.Length > 0 && one.Field.Type != FieldType.CheckBox ? one.Field with { Placeholder = one.Answer } : one.Field)],
        });
        return new SeedFilling(
            await blobs.WriteAsync(new MemoryStream(formData), "application/json", MostBytes, cancellationToken),
            await blobs.WriteAsync(new MemoryStream(document), "application/pdf", MostBytes, cancellationToken),
            Normalizer.Normalize(formData, fields, MostBytes));
    }

    /// <summary>The form data as the editor would have sent it.</summary>
    private static byte[] Write((FieldDefinition Field, string Answer)[] answers)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            json.WriteStartArray("formsdata");
            foreach (var (field, answer) in answers)
            {
                json.WriteStartObject();
                json.WriteString("key", field.Key);
                json.WriteString("tag", field.Tag);
                if (field.Type == FieldType.CheckBox)
                {
                    json.WriteBoolean("value", answer == Checked);
                }
                else
                {
                    json.WriteString("value", answer);
                }

                json.WriteString("type", field.Type.Name);
                json.WriteString("role", field.Role);
                if (field.DateFormat is not null)
                {
                    json.WriteString("format", field.DateFormat);
                    json.WriteString("lang", field.Language);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>Text, a number of up to nine digits, a day of eight years, a check or an option; one in twenty is left empty.</summary>
    private static string Answer(FieldDefinition field, Random random, int index)
    {
        if (field.Type == FieldType.CheckBox)
        {
            return random.Next(2) == 0 ? Checked : "";
        }

        if (!field.Required && random.Next(20) == 0)
        {
            return "";
        }

        if (field.Type.IsChoice)
        {
            return field.Options[random.Next(field.Options.Count)].Label;
        }

        if (field.Type == FieldType.DateTime)
        {
            return new DateOnly(2020, 1, 1).AddDays(random.Next(8 * 365)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        if (field.TextFormat is { Type: "digit" })
        {
            return random.Next(1, (int)Math.Pow(10, random.Next(2, 9))).ToString(CultureInfo.InvariantCulture);
        }

        var words = Enumerable.Range(0, random.Next(3, 9)).Select(_ => Words[random.Next(Words.Length)]);
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', words)} {index}");
    }
}
