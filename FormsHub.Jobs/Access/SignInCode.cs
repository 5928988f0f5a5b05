using System.Security.Cryptography;
using System.Text;

namespace FormsHub.Jobs.Access;

/// <summary>A code that signs one person in once, such as <c>7KQM-2XRD-W9HV-C4TB</c>: 80 random bits in letters and digits that are not mistaken for each other.</summary>
/// <param name="Text">As it is shown.</param>
/// <param name="ExpiresAt">From when on it is refused.</param>
public sealed record SignInCode(string Text, DateTimeOffset ExpiresAt)
{
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    public static SignInCode Make(DateTimeOffset expiresAt)
    {
        var letters = RandomNumberGenerator.GetString(Alphabet, 16);
        return new(string.Join('-', letters.Chunk(4).Select(group => new string(group))), expiresAt);
    }

    /// <summary>The sha256 under which a code is kept; case, blanks and dashes do not matter to the person who types it.</summary>
    public static byte[] Hash(string text)
    {
        var letters = string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return SHA256.HashData(Encoding.UTF8.GetBytes(letters));
    }
}
