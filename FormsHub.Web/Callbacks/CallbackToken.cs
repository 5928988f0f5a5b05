using System.Text.Json;
using FormsHub.Jobs;
using FormsHub.Jobs.DocumentServer;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.Callbacks;

/// <summary>Finds out what a callback may be believed: the claims of its token, never the fields beside it.</summary>
public sealed class CallbackToken(DocumentServerTokens tokens, IOptions<DocumentServerOptions> options)
{
    // All four secrets of a Document Server are usually one, and every respondent sees a token signed with it: the editor configuration's.
    // Tokens made for something else carry one of these, or lack a status.
    private static readonly string[] OtherPurposes = ["document", "editorConfig", "c"];

    /// <param name="body">The JSON body as it came.</param>
    /// <returns>The claims as a JSON object; undefined when there is nothing to believe.</returns>
    public async ValueTask<JsonElement> ClaimsAsync(ReadOnlyMemory<byte> body, IHeaderDictionary headers, CancellationToken cancellationToken)
    {
        if (!options.Value.JwtEnabled)
        {
            return Parse(body);
        }

        // The body's token first: when the header's would be too long, only the body's still holds the whole callback (protocol.md 1.1).
        // One that is there and does not verify is a forgery, whatever the header says.
        var claims = TokenIn(body) is { } bodyToken
            ? await tokens.VerifyAsync(bodyToken, cancellationToken)
            : PayloadOf(await tokens.VerifyAsync(TokenIn(headers), cancellationToken));
        return claims is { ValueKind: JsonValueKind.Object } verified && verified.TryGetProperty("status", out _) && verified.TryGetProperty("key", out _)
            && !OtherPurposes.Any(purpose => verified.TryGetProperty(purpose, out _)) ? verified : default;
    }

    private static JsonElement? PayloadOf(JsonElement? claims) =>
        claims is { ValueKind: JsonValueKind.Object } verified && verified.TryGetProperty("payload", out var payload) ? payload : null;

    private string? TokenIn(IHeaderDictionary headers)
    {
        var header = headers[options.Value.JwtHeader].ToString();
        return header.StartsWith(options.Value.JwtPrefix, StringComparison.OrdinalIgnoreCase) ? header[options.Value.JwtPrefix.Length..].Trim() : null;
    }

    /// <summary>Reads no further than it must: the rest of the body is not believed anyway.</summary>
    private static string? TokenIn(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isToken = reader.ValueTextEquals("token"u8);
                reader.Read();
                if (isToken && reader.TokenType == JsonTokenType.String)
                {
                    return reader.GetString();
                }

                reader.Skip();
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Not JSON, or a token that is no text: nothing to verify here.
        }

        return null;
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
