using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using FormsHub.Jobs;
using FormsHub.Jobs.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.Access;

/// <summary>Programs: <c>Authorization: Bearer &lt;API key&gt;</c>.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, IOptions<AccessOptions> access, ApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "ApiKey";
    private const string Prefix = "Bearer ";

    /// <summary>On this path the header is the Document Server's own: nobody is signed in there, and it must not cost a look-up.</summary>
    public static bool IsForCallbacks(HttpRequest request) => request.Path.StartsWithSegments("/callback");

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (IsForCallbacks(Request))
        {
            return AuthenticateResult.NoResult();
        }

        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        var key = header[Prefix.Length..].Trim();
        if (IsBootstrapKey(key))
        {
            return Success("bootstrap key", "administrator");
        }

        // The Document Server's callbacks carry their token in this header too: they cost no look-up.
        if (key.StartsWith("eyJ", StringComparison.Ordinal) && key.Count(letter => letter == '.') == 2)
        {
            return AuthenticateResult.NoResult();
        }

        return await keys.FindAsync(key, Context.RequestAborted) is { } found
            ? Success($"API key {found.Name}", found.Role)
            : AuthenticateResult.Fail("The API key is unknown or revoked.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return AccessProblem.WriteAsync(Context, StatusCodes.Status401Unauthorized);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        AccessProblem.WriteAsync(Context, StatusCodes.Status403Forbidden);

    /// <summary>Hashed on both sides, so that neither the time nor the length of the comparison tells about the key.</summary>
    private bool IsBootstrapKey(string key) =>
        access.Value.BootstrapApiKey is { Length: > 0 } bootstrap
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(bootstrap)), SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static AuthenticateResult Success(string name, string role)
    {
        var identity = new ClaimsIdentity([new(ClaimTypes.Name, name), new(ClaimTypes.Role, role)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }
}
