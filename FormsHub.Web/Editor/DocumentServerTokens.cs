using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FormsHub.Jobs.DocumentServer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FormsHub.Web.Editor;

/// <summary>JSON Web Tokens between FormsHub, browsers and the Document Server, all signed with one shared secret.</summary>
public sealed class DocumentServerTokens(DocumentServerSecret secret, TimeProvider clock)
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);
    private static readonly string[] Algorithms = [SecurityAlgorithms.HmacSha256, SecurityAlgorithms.HmacSha384, SecurityAlgorithms.HmacSha512];

    // Its own limit of 250 KB is less than a callback about a document with many changes may have; what carries a token is bounded where it is read.
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = int.MaxValue };

    /// <summary>Signs the claims as they are, with <c>iat</c> and <c>exp</c> added.</summary>
    public async ValueTask<string> SignAsync(JsonObject claims, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var signed = (JsonObject)claims.DeepClone();
        var now = clock.GetUtcNow();
        signed["iat"] = now.ToUnixTimeSeconds();
        signed["exp"] = (now + lifetime).ToUnixTimeSeconds();
        var credentials = new SigningCredentials(await KeyAsync(cancellationToken), SecurityAlgorithms.HmacSha256);
        return Handler.CreateToken(signed.ToJsonString(), credentials);
    }

    /// <returns>The verified claims; null for a token that is missing, malformed, wrongly signed, expired or without expiry.</returns>
    public async ValueTask<JsonElement?> VerifyAsync(string? token, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        var parameters = new TokenValidationParameters
        {
            IssuerSigningKey = await KeyAsync(cancellationToken),
            ValidAlgorithms = Algorithms,
            ValidateIssuer = false,
            ValidateAudience = false,
            RequireExpirationTime = true,
            LifetimeValidator = (notBefore, expires, _, _) => IsCurrent(notBefore, expires),
        };
        var result = await Handler.ValidateTokenAsync(token, parameters);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken verified)
        {
            return null;
        }

        try
        {
            using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(verified.EncodedPayload));
            return payload.RootElement.Clone();
        }
        catch (Exception exception) when (exception is JsonException or FormatException or DecoderFallbackException)
        {
            return null;
        }
    }

    private bool IsCurrent(DateTime? notBefore, DateTime? expires)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + Skew && (notBefore is not { } start || now > start - Skew);
    }

    private async ValueTask<SymmetricSecurityKey> KeyAsync(CancellationToken cancellationToken) => new(await secret.GetAsync(cancellationToken));
}
