using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FormsHub.Jobs.Storage;

namespace FormsHub.Jobs.Submissions;

/// <summary>Where a list goes on, as an opaque text for an address. It names a place between rows, so rows that come or go do not shift it.</summary>
public sealed record SubmissionCursor
{
    private const int LongestText = 2000;
    private const int CheckBytes = 6;

    /// <summary>Form and sort; a cursor means nothing in another order.</summary>
    private readonly string _order;

    private SubmissionCursor(string order, SubmissionPosition position) => (_order, Position) = (order, position);

    internal SubmissionPosition Position { get; }

    internal static SubmissionCursor After(SubmissionQuery query, SubmissionPosition position) => new(OrderOf(query), position);

    /// <summary>Reads a cursor that an earlier page of the same form and sort gave. Filters may differ: it stays a place in the order.</summary>
    /// <returns>null when the text is cut, changed or of another list.</returns>
    public static SubmissionCursor? Read(string text, SubmissionQuery query)
    {
        var bytes = new byte[LongestText];
        if (text.Length > LongestText || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var length) || length <= CheckBytes)
        {
            return null;
        }

        var payload = bytes.AsSpan(CheckBytes, length - CheckBytes);
        var order = OrderOf(query);
        return bytes.AsSpan(0, CheckBytes).SequenceEqual(Check(order, payload)) && TryReadPosition(Encoding.UTF8.GetString(payload), query, out var position)
            ? new SubmissionCursor(order, position)
            : null;
    }

    public override string ToString()
    {
        var payload = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{Position.Id} {(char)('0' + (int)Position.Value.Kind)}{Write(Position.Value)}"));
        return Base64Url.EncodeToString([.. Check(_order, payload), .. payload]);
    }

    /// <summary>Finds accidents, not forgers: whoever can make a cursor could as well ask for the place it names.</summary>
    private static byte[] Check(string order, ReadOnlySpan<byte> payload) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(order), 0, .. payload])[..CheckBytes];

    private static string OrderOf(SubmissionQuery query) =>
        string.Create(CultureInfo.InvariantCulture, $"{query.FormId} {query.Sort.Key} {query.Sort.Field?.Id} {query.Sort.Descending}");

    private static string Write(FieldValue value) => value.Kind switch
    {
        ValueKind.Text => value.Text!,
        ValueKind.Number => value.Number.ToString(CultureInfo.InvariantCulture),
        ValueKind.Boolean => value.Boolean ? "1" : "0",
        ValueKind.Date or ValueKind.Timestamp => value.Moment.Ticks.ToString(CultureInfo.InvariantCulture),
        _ => "",
    };

    private static bool TryReadPosition(string payload, SubmissionQuery query, out SubmissionPosition position)
    {
        position = default;
        var blank = payload.IndexOf(' ', StringComparison.Ordinal);
        if (blank < 0 || blank + 1 >= payload.Length || !long.TryParse(payload[..blank], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
        {
            return false;
        }

        var kind = (ValueKind)(payload[blank + 1] - '0');
        var read = TryReadValue(kind, payload[(blank + 2)..], query.Sort.Key == SortKey.SubmittedAt, out var value);
        position = new SubmissionPosition(value, id);
        return read && (kind == SortValue.KindOf(query.Sort) || (kind == ValueKind.Empty && query.Sort.Key == SortKey.Field));
    }

    private static bool TryReadValue(ValueKind kind, string text, bool utc, out FieldValue value)
    {
        value = default;
        switch (kind)
        {
            case ValueKind.Empty:
                return text.Length == 0;
            case ValueKind.Text when PostgresText.CanHold(text):
                value = FieldValue.OfText(text);
                return true;
            case ValueKind.Number when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                value = FieldValue.Of(number);
                return true;
            case ValueKind.Boolean:
                value = FieldValue.Of(text == "1");
                return text is "0" or "1";
            case ValueKind.Date or ValueKind.Timestamp when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
                    && ticks <= DateTime.MaxValue.Ticks:
                var moment = new DateTime(ticks, utc ? DateTimeKind.Utc : DateTimeKind.Unspecified);
                value = kind == ValueKind.Date ? FieldValue.OfDate(moment) : FieldValue.OfTimestamp(moment);
                return true;
            default:
                return false;
        }
    }
}
