using FormsHub.Jobs.Storage;

namespace FormsHub.Jobs.Submissions;

/// <summary>The verification codes of this installation: made and read with a key that all its nodes share.</summary>
public sealed class VerificationCodes(Secrets secrets)
{
    private const string KeyName = "verification-codes";

    public async ValueTask<string> OfAsync(long submissionId, CancellationToken cancellationToken) =>
        VerificationCode.Of(submissionId, await secrets.GetAsync(KeyName, cancellationToken));

    /// <param name="code">As a person typed it.</param>
    /// <returns>The id that is in it, of a submission that may have been deleted since; null when it is no code of ours.</returns>
    public async ValueTask<long?> ReadAsync(string code, CancellationToken cancellationToken) =>
        VerificationCode.Read(code, await secrets.GetAsync(KeyName, cancellationToken));
}
