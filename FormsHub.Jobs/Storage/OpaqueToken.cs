using System.Buffers.Text;
using System.Security.Cryptography;

namespace FormsHub.Jobs.Storage;

/// <summary>Unguessable text for links and identities.</summary>
public static class OpaqueToken
{
    /// <returns>22 base64url characters of 128 random bits.</returns>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
}
