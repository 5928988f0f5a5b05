using System.Buffers;
using System.Text;
using System.Text.Json;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Tests.Submissions;

public class JsonFieldValueTests
{
    [Fact]
    public void Each_kind_has_the_shape_programs_rely_on()
    {
        var blob = new BlobReference([.. Enumerable.Range(0, 32).Select(number => (byte)number)], "image/png", 12_345);

        Assert.Equal("null", Json(FieldValue.Empty));
        Assert.Equal("\"Ada\"", Json(FieldValue.OfText("Ada")));
        Assert.Equal("\"\"", Json(FieldValue.OfText("")));
        Assert.Equal("-12.50", Json(FieldValue.Of(-12.50m)));
        Assert.Equal("79228162514264337593543950335", Json(FieldValue.Of(decimal.MaxValue)));
        Assert.Equal("true", Json(FieldValue.Of(true)));
        Assert.Equal("false", Json(FieldValue.Of(false)));
        Assert.Equal("\"2026-11-18\"", Json(FieldValue.OfDate(new DateTime(2026, 11, 18))));
        Assert.Equal("\"0001-01-01\"", Json(FieldValue.OfDate(DateTime.MinValue)));
        Assert.Equal("\"2026-11-18T15:30:00\"", Json(FieldValue.OfTimestamp(new DateTime(2026, 11, 18, 15, 30, 0))));
        Assert.Equal("\"2026-11-18T15:30:00.25\"", Json(FieldValue.OfTimestamp(new DateTime(2026, 11, 18, 15, 30, 0, 250))));
        Assert.Equal("\"9999-12-31T23:59:59.9999999\"", Json(FieldValue.OfTimestamp(DateTime.MaxValue)));
        Assert.Equal(
            "{\"sha256\":\"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\",\"mediaType\":\"image/png\",\"size\":12345,\"url\":\"/blobs/12345\"}",
            Json(FieldValue.Of(blob)));
    }

    private static string Json(FieldValue value)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(bytes);
        JsonFieldValue.Write(writer, value, blob => $"/blobs/{blob.Size}");
        writer.Flush();
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
