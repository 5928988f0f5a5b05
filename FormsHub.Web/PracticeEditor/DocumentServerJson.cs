using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FormsHub.Web.PracticeEditor;

/// <summary>JSON in the shape that <c>JSON.stringify</c> gives it: compact, and nothing escaped that need not be.</summary>
internal static class DocumentServerJson
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            write(json);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
