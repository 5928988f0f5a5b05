using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FormsHub.Web.PracticeEditor;

/// <summary>What became of a token that was shown to the stand-in.</summary>
internal enum TokenVerdict
{
    Valid,

    /// <summary>No token, not a token, another algorithm or another secret: error 6 of the command service.</summary>
    Bad,

    /// <summary>Its time is over: error 7.</summary>
    Expired,
}

/// <summary>Tokens as the Document Server makes and checks them: HS256 over any secret, however short.</summary>
internal static class DocumentServerToken
{
    /// <summary>The Document Server's default for what it sends (<c>outbox.expires</c>).</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(60);
    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    /// <param name="claims">The JSON object of the claims, <c>iat</c> and <c>exp</c> included.</param>
    public static string Sign(ReadOnlySpan<byte> claims, byte[] key)
    {
        var content = $"{Header}.{Base64Url.EncodeToString(claims)}";
        return $"{content}.{Base64Url.EncodeToString(Mac(content, key))}";
    }

    /// <summary>Signs what the stand-in sends to a storage: the object under <c>payload</c>.</summary>
    public static string SignPayload(Action<Utf8JsonWriter> writePayload, byte[] key, DateTimeOffset now) =>
        Sign(DocumentServerJson.Write(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("payload");
            json.WriteStartObject();
            writePayload(json);
            json.WriteEndObject();
            WriteTimes(json, now);
            json.WriteEndObject();
        }), key);

    /// <summary>Writes <c>iat</c> and <c>exp</c>, the last two claims of every token that the Document Server sends.</summary>
    public static void WriteTimes(Utf8JsonWriter json, DateTimeOffset now)
    {
        json.WriteNumber("iat", now.ToUnixTimeSeconds());
        json.WriteNumber("exp", now.Add(Lifetime).ToUnixTimeSeconds());
    }

    /// <param name="claims">The claims when the token is valid, else undefined.</param>
    public static TokenVerdict Verify(string? token, byte[] key, DateTimeOffset now, out JsonElement claims)
    {
        claims = default;
        var parts = token?.Split('.');
        if (parts is not { Length: 3 } || !IsHs256(parts[0]) || !HasMac(parts, key) || !TryParse(parts[1], out var found))
        {
            return TokenVerdict.Bad;
        }

        if (found.TryGetProperty("exp", out var exp) && exp.TryGetDouble(out var seconds)
            && now - ClockTolerance >= DateTimeOffset.UnixEpoch.AddSeconds(Math.Clamp(seconds, 0, 1e11)))
        {
            return TokenVerdict.Expired;
        }

        claims = found;
        return TokenVerdict.Valid;
    }

    private static bool IsHs256(string header) =>
        TryParse(header, out var parsed) && parsed.TryGetProperty("alg", out var alg)
        && alg.ValueKind == JsonValueKind.String && alg.ValueEquals("HS256");

    private static bool HasMac(string[] parts, byte[] key)
    {
        var mac = Encoding.ASCII.GetBytes(Base64Url.EncodeToString(Mac($"{parts[0]}.{parts[1]}", key)));
        return CryptographicOperations.FixedTimeEquals(mac, Encoding.UTF8.GetBytes(parts[2]));
    }

    private static bool TryParse(string part, out JsonElement parsed)
    {
        parsed = default;
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
            parsed = document.RootElement.Clone();
            return parsed.ValueKind == JsonValueKind.Object;
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            return false;
        }
    }

    // HMAC itself pads short keys with zeros, which is why the Document Server takes secrets of any length.
    private static byte[] Mac(string content, byte[] key) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(content));
}
