using System.Text.Json;
using FormsHub.Jobs.Intake;

namespace FormsHub.Web.PracticeEditor;

/// <summary>A callback ready to be posted.</summary>
/// <param name="Content">The JSON body.</param>
/// <param name="HeaderToken">What follows the prefix in the token header; null when the Document Server does not sign.</param>
internal sealed record SignedCallback(byte[] Content, string? HeaderToken);

/// <summary>Signs callbacks twice as the Document Server does: a token in the body with the fields at its root, one in a header with them under <c>payload</c>.</summary>
/// <param name="key">The shared secret; null: nothing is signed.</param>
internal sealed class CallbackSigner(byte[]? key, TimeProvider clock)
{
    /// <summary>From this length on a header token is made again from a body without its largest fields.</summary>
    public const int LongestHeaderToken = 7168;

    public SignedCallback Sign(CallbackBody body)
    {
        if (key is null)
        {
            return new(Write(body, token: null), null);
        }

        var now = clock.GetUtcNow();
        var bodyToken = DocumentServerToken.Sign(DocumentServerJson.Write(json =>
        {
            json.WriteStartObject();
            body.WriteHead(json);
            body.WriteTail(json);
            DocumentServerToken.WriteTimes(json, now);
            json.WriteEndObject();
        }), key);

        var headerToken = HeaderToken(body, now, key);
        if (headerToken.Length >= LongestHeaderToken && IsCut(body.Status))
        {
            // The body is cut as well, but its token was signed before: only that still holds everything (commandSfcCallback).
            body = body with { ChangesUrl = null, History = CallbackHistory.Unavailable };
            headerToken = HeaderToken(body, now, key);
        }

        return new(Write(body, bodyToken), headerToken);
    }

    private static string HeaderToken(CallbackBody body, DateTimeOffset now, byte[] key) =>
        DocumentServerToken.SignPayload(json =>
        {
            body.WriteHead(json);
            body.WriteTail(json);
        }, key, now);

    private static byte[] Write(CallbackBody body, string? token) => DocumentServerJson.Write(json =>
    {
        json.WriteStartObject();
        body.WriteHead(json);
        if (token is not null)
        {
            json.WriteString("token", token);
        }

        body.WriteTail(json);
        json.WriteEndObject();
    });

    private static bool IsCut(DocumentStatus status) =>
        status is DocumentStatus.ReadyForSaving or DocumentStatus.SavingError or DocumentStatus.Forcesaved or DocumentStatus.ForcesaveError;
}
