using System.Text.Json;
using System.Text.Json.Serialization;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Submissions;
using FormsHub.Web.Editor;

namespace FormsHub.Web.Submissions;

/// <summary>One submission in the API.</summary>
internal sealed record SubmissionResponse
{
    public required long Id { get; init; }
    public required int FormId { get; init; }
    public required int Number { get; init; }
    public required DateTime SubmittedAt { get; init; }
    public required string? Submitter { get; init; }
    public required int Version { get; init; }
    public required string State { get; init; }
    public required string Review { get; init; }
    public required string Document { get; init; }
    public required bool Late { get; init; }
    public required bool Trashed { get; init; }
    public required string? Note { get; init; }
    public required string? Reason { get; init; }
    public required string DocumentKey { get; init; }
    public required DateTime? NormalizedAt { get; init; }
    public required IReadOnlyList<ValueResponse> Values { get; init; }
    public required IReadOnlyList<EventResponse> Timeline { get; init; }
    public required HashesResponse Hashes { get; init; }
    public required LinksResponse Links { get; init; }

    public static SubmissionResponse Of(SubmissionDetail detail, Addresses addresses)
    {
        var (row, self) = (detail.Row, addresses.Submission(detail.Row.Id));
        return new SubmissionResponse
        {
            Id = row.Id,
            FormId = detail.FormId,
            Number = row.Number,
            SubmittedAt = row.SubmittedAt,
            Submitter = row.Submitter,
            Version = row.Version,
            State = WireNames.Of(row.State),
            Review = WireNames.Of(row.Review),
            Document = SubmissionJson.DocumentState(row),
            Late = row.Late,
            Trashed = detail.Trashed,
            Note = detail.Note,
            Reason = detail.Reason,
            DocumentKey = detail.DocumentKey,
            NormalizedAt = detail.NormalizedAt,
            Values = [.. detail.Values.Select(value => new ValueResponse(
                value.Field.Name,
                value.Field.Type.Name,
                value.Field.Label,
                value.Text,
                new TypedValue(value.Value, picture => addresses.Picture(row.Id, picture)),
                value.Choice,
                value.Problem))],
            Timeline = [.. detail.Timeline.Select(one => new EventResponse(
                one.Id, one.ReceivedAt, one.Status, one.ForcesaveType, one.Outcome, one.Error, one.DurationMs))],
            Hashes = new HashesResponse(Hex(detail.DocumentSha256), Hex(detail.ChangesSha256), Hex(detail.FormDataSha256)),
            Links = new LinksResponse(
                self,
                $"{addresses.Public}/api/forms/{detail.FormId}",
                detail.DocumentSha256 is null ? null : $"{self}/document",
                detail.FormDataSha256 is null ? null : $"{self}/form-data",
                $"{self}/receipt.pdf"),
        };
    }

    private static string? Hex(byte[]? sha256) => sha256 is null ? null : Convert.ToHexStringLower(sha256);
}

/// <param name="Key">The field's name: its key, or <c>key#type</c>.</param>
/// <param name="Text">What the editor sent; null when nothing of this field came in.</param>
internal sealed record ValueResponse(string Key, string Type, string Label, string? Text, TypedValue Value, FieldOption? Choice, string? Problem);

internal sealed record EventResponse(long Id, DateTime ReceivedAt, int? Status, int? ForcesaveType, string Outcome, string? Error, int DurationMs);

/// <summary>SHA-256 of the stored bytes in hexadecimal; null for what is not there.</summary>
internal sealed record HashesResponse(string? Document, string? Changes, string? FormData);

/// <summary>Addresses of what belongs to a submission; null for what is not there.</summary>
internal sealed record LinksResponse(string Self, string Form, string? Document, string? FormData, string Receipt);

/// <summary>A value that JSON shows as lists do.</summary>
[JsonConverter(typeof(TypedValueConverter))]
internal sealed record TypedValue(FieldValue Value, Func<BlobReference, string> PictureUrl);

internal sealed class TypedValueConverter : JsonConverter<TypedValue>
{
    public override TypedValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Values are only written.");

    public override void Write(Utf8JsonWriter writer, TypedValue value, JsonSerializerOptions options) =>
        JsonFieldValue.Write(writer, value.Value, value.PictureUrl);
}
