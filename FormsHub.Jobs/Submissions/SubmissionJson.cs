using System.Text.Json;
using FormsHub.Jobs.Forms;

namespace FormsHub.Jobs.Submissions;

/// <summary>A submission as lists of the API and JSON Lines show it: one shape, written in one place.</summary>
public sealed class SubmissionJson
{
    private readonly JsonEncodedText[] _names;
    private readonly Func<long, BlobReference, string> _pictureUrl;

    /// <param name="fields">The query's fields.</param>
    /// <param name="pictureUrl">Where a submission's picture is read.</param>
    public SubmissionJson(IReadOnlyList<FormField> fields, Func<long, BlobReference, string> pictureUrl)
    {
        _names = [.. fields.Select(field => JsonEncodedText.Encode(field.Name))];
        _pictureUrl = pictureUrl;
    }

    public void Write(Utf8JsonWriter json, SubmissionRow row)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, row.Id);
        json.WriteNumber("number"u8, row.Number);
        json.WriteString("submittedAt"u8, row.SubmittedAt);
        json.WriteString("submitter"u8, row.Submitter);
        json.WriteNumber("version"u8, row.Version);
        json.WriteString("state"u8, WireNames.Of(row.State));
        json.WriteString("review"u8, WireNames.Of(row.Review));
        json.WriteString("document"u8, DocumentState(row));
        json.WriteBoolean("late"u8, row.Late);
        if (row.Role is not null)
        {
            json.WriteString("role"u8, row.Role);
            json.WriteString("case"u8, row.Case);
        }

        json.WriteStartObject("values"u8);
        for (var i = 0; i < _names.Length; i++)
        {
            json.WritePropertyName(_names[i]);
            ref readonly var value = ref row.Values[i];
            if (value.Kind == ValueKind.Blob)
            {
                JsonFieldValue.Write(json, value, blob => _pictureUrl(row.Id, blob));
            }
            else
            {
                JsonFieldValue.Write(json, value, NoPicture);
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Whether the filled document is stored.</summary>
    public static string DocumentState(SubmissionRow row) => row.HasDocument ? "stored" : "missing";

    private static string NoPicture(BlobReference blob) => throw new InvalidOperationException("Only pictures have an address.");
}
