using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FormsHub.Web.PracticeEditor.Documents;

/// <summary>The answers inside a form that the stand-in saved, so that it can be opened again where it was left.</summary>
internal static partial class SavedAnswers
{
    private const string Marker = "/FormsHubPracticeAnswers";

    public static void AddTo(PdfFile file, IReadOnlyList<Answer> answers) =>
        file.AddStream($"/Type {Marker}", DocumentServerJson.Write(json =>
        {
            json.WriteStartArray();
            foreach (var answer in answers)
            {
                if (answer.Checked)
                {
                    json.WriteBooleanValue(true);
                }
                else
                {
                    json.WriteStringValue(answer.Text);
                }
            }

            json.WriteEndArray();
        }));

    /// <summary>One answer a field; all empty for a form that was not saved by the stand-in.</summary>
    public static Answer[] In(byte[] file, int fields)
    {
        var empty = Enumerable.Repeat(Answer.Empty, fields).ToArray();
        var at = file.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(Marker));
        if (at < 0)
        {
            return empty;
        }

        var head = Place().Match(Encoding.Latin1.GetString(file, at, Math.Min(120, file.Length - at)));
        if (!head.Success || !int.TryParse(head.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            || at + head.Length + length > file.Length)
        {
            return empty;
        }

        try
        {
            using var list = JsonDocument.Parse(file.AsMemory(at + head.Length, length));
            return Read(list.RootElement, fields) ?? empty;
        }
        catch (JsonException)
        {
            return empty;
        }
    }

    /// <returns>Null when it is not a list of one text or truth value a field.</returns>
    public static Answer[]? Read(JsonElement list, int fields) =>
        list.ValueKind == JsonValueKind.Array && list.GetArrayLength() == fields
        && list.EnumerateArray().All(entry => entry.ValueKind is JsonValueKind.String or JsonValueKind.True or JsonValueKind.False)
            ? [.. list.EnumerateArray().Select(entry =>
                entry.ValueKind == JsonValueKind.String ? new Answer(entry.GetString()!, false) : new Answer("", entry.ValueKind == JsonValueKind.True))]
            : null;

    [GeneratedRegex(@"^/FormsHubPracticeAnswers /Length ([0-9]{1,10}) >>\nstream\n", RegexOptions.None, 1000)]
    private static partial Regex Place();
}
