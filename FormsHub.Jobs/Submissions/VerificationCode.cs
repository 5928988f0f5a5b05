using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace FormsHub.Jobs.Submissions;

/// <summary>
/// What a receipt proves itself with: 20 letters and digits that lead to one submission and cannot be guessed. Nothing is stored for it:
/// 60 bits tell that it is ours (an HMAC of the submission's id), 40 bits are the id, hidden by those, so that codes tell nothing about how many there are.
/// </summary>
public static class VerificationCode
{
    /// <summary>Characters without the hyphens.</summary>
    public const int Length = 20;

    private const int MarkCharacters = 12;
    private const ulong LargestId = (1UL << 40) - 1;
    private const ulong MarkMask = (1UL << 60) - 1;

    // Crockford's: no I, L, O and U.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <returns>Four groups of five with hyphens between them.</returns>
    public static string Of(long submissionId, ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(submissionId);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)submissionId, LargestId);
        var mark = MarkOf((ulong)submissionId, key);
        Span<char> code = stackalloc char[Length];
        Encode(mark, code[..MarkCharacters]);
        Encode((ulong)submissionId ^ MaskOf(mark, key), code[MarkCharacters..]);
        return $"{code[..5]}-{code[5..10]}-{code[10..15]}-{code[15..]}";
    }

    /// <summary>Reads a code as people type it: upper or lower case, O for 0, I or L for 1, with or without hyphens and blanks of any kind.</summary>
    /// <returns>The submission's id; null when it is no code of ours.</returns>
    public static long? Read(string text, ReadOnlySpan<byte> key)
    {
        Span<char> code = stackalloc char[Length];
        if (!TryNormalize(text, code))
        {
            return null;
        }

        var mark = Decode(code[..MarkCharacters]);
        var id = Decode(code[MarkCharacters..]) ^ MaskOf(mark, key);
        Span<byte> given = stackalloc byte[8];
        Span<byte> expected = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(given, mark);
        BinaryPrimitives.WriteUInt64BigEndian(expected, MarkOf(id, key));
        return CryptographicOperations.FixedTimeEquals(given, expected) && id is > 0 and <= LargestId ? (long)id : null;
    }

    private static bool TryNormalize(string text, Span<char> code)
    {
        // Whoever pastes half a page has no code.
        const int longest = 4 * Length;
        var count = 0;
        if (text.Length > longest)
        {
            return false;
        }

        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character) || char.GetUnicodeCategory(character) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format)
            {
                continue;
            }

            var digit = char.ToUpperInvariant(character) switch { 'O' => '0', 'I' or 'L' => '1', var other => other };
            if (count == Length || !Alphabet.Contains(digit, StringComparison.Ordinal))
            {
                return false;
            }

            code[count++] = digit;
        }

        return count == Length;
    }

    private static ulong MarkOf(ulong id, ReadOnlySpan<byte> key) => Hash(key, 'm', id) & MarkMask;

    private static ulong MaskOf(ulong mark, ReadOnlySpan<byte> key) => Hash(key, 'i', mark) & LargestId;

    private static ulong Hash(ReadOnlySpan<byte> key, char purpose, ulong number)
    {
        Span<byte> message = stackalloc byte[9];
        message[0] = (byte)purpose;
        BinaryPrimitives.WriteUInt64BigEndian(message[1..], number);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, message, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    private static void Encode(ulong number, Span<char> characters)
    {
        for (var i = characters.Length - 1; i >= 0; i--)
        {
            characters[i] = Alphabet[(int)(number & 31)];
            number >>= 5;
        }
    }

    private static ulong Decode(ReadOnlySpan<char> characters)
    {
        var number = 0UL;
        foreach (var character in characters)
        {
            number = (number << 5) | (uint)Alphabet.IndexOf(character, StringComparison.Ordinal);
        }

        return number;
    }
}
