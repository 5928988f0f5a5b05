using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FormsHub.Tests.Callbacks;

/// <summary>JSON Web Tokens with any claims, algorithm and secret, made by hand: the forger's side.</summary>
internal static class TestToken
{
    public static string Make(string claims, string secret, string algorithm = "HS256")
    {
        var content = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"{{algorithm}}","typ":"JWT"}"""))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        var (key, bytes) = (Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(content));
        var mac = algorithm switch
        {
            "HS384" => HMACSHA384.HashData(key, bytes),
            "HS512" => HMACSHA512.HashData(key, bytes),
            "none" => [],
            _ => HMACSHA256.HashData(key, bytes),
        };
        return $"{content}.{Base64Url.EncodeToString(mac)}";
    }

    /// <summary>A callback's body with this token and nothing else.</summary>
    public static byte[] Body(string token) => Encoding.UTF8.GetBytes($$"""{"token":"{{token}}"}""");
}
