using FormsHub.Jobs;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.Access;

/// <summary>Slows guessing of passwords down. Nobody's account is ever locked by somebody else's guesses.</summary>
internal sealed class SignInAttempts(IOptions<AccessOptions> options) : Attempts(options.Value.SignInAttempts, TimeSpan.FromSeconds(6));
