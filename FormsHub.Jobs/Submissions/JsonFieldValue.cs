using System.Globalization;
using System.Text.Json;
using FormsHub.Jobs.Reports;

namespace FormsHub.Jobs.Submissions;

/// <summary>How a value looks in JSON, in the API and in JSON Lines alike.</summary>
public static class JsonFieldValue
{
    private const int LongestMoment = 32;

    /// <summary>
    /// Text as a string, a number as a number, a check box as true or false, a date as <c>"2026-11-18"</c>, a wall-clock time as
    /// <c>"2026-11-18T15:30:00"</c>, a picture as <c>{sha256, mediaType, size, url}</c>, nothing as null.
    /// </summary>
    /// <param name="url">The address under which a picture's bytes are read.</param>
    public static void Write(Utf8JsonWriter writer, in FieldValue value, Func<BlobReference, string> url)
    {
        switch (value.Kind)
        {
            case ValueKind.Empty:
                writer.WriteNullValue();
                break;
            case ValueKind.Text:
                writer.WriteStringValue(value.Text);
                break;
            case ValueKind.Number:
                writer.WriteNumberValue(value.Number);
                break;
            case ValueKind.Boolean:
                writer.WriteBooleanValue(value.Boolean);
                break;
            case ValueKind.Date:
                WriteMoment(writer, value.Moment, IsoText.DateFormat);
                break;
            case ValueKind.Timestamp:
                WriteMoment(writer, value.Moment, IsoText.TimestampFormat);
                break;
            case ValueKind.Blob:
                WriteBlob(writer, value.Blob!, url);
                break;
            default:
                throw new InvalidOperationException($"JSON has no shape for a value of kind {value.Kind}.");
        }
    }

    private static void WriteMoment(Utf8JsonWriter writer, DateTime moment, string format)
    {
        Span<byte> text = stackalloc byte[LongestMoment];
        moment.TryFormat(text, out var length, format, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }

    private static void WriteBlob(Utf8JsonWriter writer, BlobReference blob, Func<BlobReference, string> url)
    {
        writer.WriteStartObject();
        writer.WriteString("sha256"u8, blob.Hex);
        writer.WriteString("mediaType"u8, blob.MediaType);
        writer.WriteNumber("size"u8, blob.Size);
        writer.WriteString("url"u8, url(blob));
        writer.WriteEndObject();
    }
}
