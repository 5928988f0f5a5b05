using System.Text.Json.Nodes;
using FormsHub.Jobs.Intake;
using Microsoft.Extensions.Options;

namespace FormsHub.Jobs.DocumentServer.Connection;

/// <summary>
/// Tries everything that must work between FormsHub and the Document Server. Whether FormsHub can be reached is not guessed from here:
/// the Document Server is asked to convert a small file that only FormsHub has.
/// </summary>
public sealed class ConnectionCheck(
    ConnectionChecks checks, CommandClient commands, DocumentServerRequests requests, DocumentServerLinks links, IDocumentServerAddress address,
    IOptions<DocumentServerOptions> options, TimeProvider clock)
{
    private const int LargestAnswer = 64 * 1024;
    private const int LargestResult = 1024 * 1024;

    /// <summary>It tries a download three times before it gives up (FileConverter, downloadAttemptMaxCount).</summary>
    private static readonly TimeSpan ConversionPatience = TimeSpan.FromSeconds(25);

    /// <param name="nonce">Of <see cref="ConnectionChecks.BeginAsync"/>.</param>
    /// <param name="file">The address of the check's file, as the Document Server reaches it.</param>
    public async Task<ConnectionReport> RunAsync(string nonce, Uri file, CancellationToken cancellationToken)
    {
        var health = requests.GetAsync("/healthcheck", commands.Patience, LargestAnswer, cancellationToken);
        var version = commands.VersionAsync(cancellationToken);
        var withoutToken = commands.VersionWithoutTokenAsync(cancellationToken);
        var license = commands.LicenseAsync(cancellationToken);
        var conversion = await ConvertAsync(nonce, file, cancellationToken);
        var facts = new ConnectionFacts
        {
            ServerAddress = new Uri(address.DocumentServerInternal),
            OwnAddress = file,
            AsksForTokens = options.Value.JwtEnabled,
            Health = await health,
            Version = await version,
            WithoutToken = await withoutToken,
            License = await license,
            Conversion = conversion,
            Fetch = await checks.FetchAsync(nonce, cancellationToken),
            ResultProblem = await ResultProblemAsync(conversion, cancellationToken),
            Now = clock.GetUtcNow(),
        };
        return await checks.FinishAsync(nonce, ConnectionFindings.Of(facts), cancellationToken);
    }

    private async Task<Conversion> ConvertAsync(string nonce, Uri file, CancellationToken cancellationToken)
    {
        var key = $"check-{nonce}";
        var claims = new JsonObject
        {
            ["async"] = false,
            ["filetype"] = "txt",
            ["outputtype"] = "pdf",
            ["key"] = key,
            ["title"] = "check.txt",
            ["url"] = file.AbsoluteUri,
        };
        return Conversion.Of(await requests.PostAsync($"/converter?shardkey={key}", claims, ConversionPatience, LargestAnswer, cancellationToken));
    }

    /// <summary>Saves come by such links: what holds for this one holds for them.</summary>
    private async Task<string?> ResultProblemAsync(Conversion conversion, CancellationToken cancellationToken)
    {
        if (conversion.Url is not { } url)
        {
            return null;
        }

        if (links.Resolve(url) is not { } link)
        {
            return "The link to it leads outside the Document Server's cache.";
        }

        var answer = await requests.GetAsync(link.Target, commands.Patience, LargestResult, cancellationToken);
        return answer.Complaint ?? (answer.Body.Span.StartsWith("%PDF-"u8) ? null : "What came was not the file.");
    }
}
