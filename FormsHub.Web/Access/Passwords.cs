using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.Access;

/// <summary>Hashes passwords (PBKDF2, HMAC-SHA512) and compares them in a time that does not tell whether the account exists.</summary>
internal sealed class Passwords
{
    /// <summary>Fewest characters of a password that is chosen here.</summary>
    public const int MinimumLength = 10;

    /// <summary>Most characters that are hashed.</summary>
    public const int MaximumLength = 200;

    private const int Iterations = 210_000;
    private static readonly object Nobody = new();

    private readonly PasswordHasher<object> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
    private readonly Lazy<string> _nobodysHash;

    public Passwords() => _nobodysHash = new(() => Hash(Guid.NewGuid().ToString()));

    public string Hash(string password) => _hasher.HashPassword(Nobody, password);

    /// <param name="hash">Null when there is no such account: the same work is done, and the answer is false.</param>
    public bool Matches(string? hash, string password) =>
        _hasher.VerifyHashedPassword(Nobody, hash ?? _nobodysHash.Value, password) != PasswordVerificationResult.Failed && hash is not null;
}
