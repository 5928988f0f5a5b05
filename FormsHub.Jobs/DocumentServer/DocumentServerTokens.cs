using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FormsHub.Jobs.DocumentServer;

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
    public async ValueTask<JsonElement?> VerifyAsync(string? token, CancellationToken cancellationToken) =>
        await JudgeAsync(token, cancellationToken) is { State: TokenState.Valid, Claims: { } claims } ? claims : null;

    /// <summary>As <see cref="VerifyAsync"/>, for who wants to know what is wrong.</summary>
    public async ValueTask<(TokenState State, JsonElement? Claims)> JudgeAsync(string? token, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(token))
        {
            return (TokenState.Missing, null);
        }

        var isCurrent = false;
        var parameters = new TokenValidationParameters
        {
            IssuerSigningKey = await KeyAsync(cancellationToken),
            ValidAlgorithms = Algorithms,
            ValidateIssuer = false,
            ValidateAudience = false,
            RequireExpirationTime = true,
            LifetimeValidator = (notBefore, expires, _, _) =>
            {
                isCurrent = IsCurrent(notBefore, expires);
                return true;
            },
        };
        var result = await Handler.ValidateTokenAsync(token, parameters);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken verified)
        {
            return (TokenState.Forged, null);
        }

        try
        {
            using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(verified.EncodedPayload));
            return (isCurrent ? TokenState.Valid : TokenState.Expired, payload.RootElement.Clone());
        }
        catch (Exception exception) when (exception is JsonException or FormatException or DecoderFallbackException)
        {
            return (TokenState.Forged, null);
        }
    }

    private bool IsCurrent(DateTime? notBefore, DateTime? expires)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + Skew && (notBefore is not { } start || now > start - Skew);
    }

    private async ValueTask<SymmetricSecurityKey> KeyAsync(CancellationToken cancellationToken) => new(await secret.GetAsync(cancellationToken));
}

/// <summary>What became of a token that was shown.</summary>
public enum TokenState
{
    Valid,

    /// <summary>There was none.</summary>
    Missing,

    /// <summary>No token at all, or signed with another secret or algorithm.</summary>
    Forged,

    /// <summary>Rightly signed, but not for now; its claims are known all the same.</summary>
    Expired,
}
