using System.Text;
using FormsHub.Jobs.Storage;

namespace FormsHub.Jobs.DocumentServer.Connection;

/// <summary>Judges what a check has seen: each thing that must work in a line, and what to do where it does not.</summary>
internal static class ConnectionFindings
{
    private static readonly TimeSpan SmallSkew = TimeSpan.FromSeconds(10);

    /// <summary>Both sides take tokens that are this much too old or too young.</summary>
    private static readonly TimeSpan ToleratedSkew = TimeSpan.FromSeconds(60);

    public static IReadOnlyList<ConnectionLine> Of(ConnectionFacts facts) =>
    [
        Health(facts),
        Version(facts),
        OurToken(facts),
        Reach(facts),
        TheirToken(facts),
        Clocks(facts),
        SavedFiles(facts),
        LicenseFindings.Of(facts),
    ];

    private static ConnectionLine Health(ConnectionFacts facts)
    {
        const string Name = "The Document Server answers";
        if (facts.Health.Fault != ServerFault.None)
        {
            return new(Name, ConnectionVerdict.Failed, $"{facts.Health.Fault.Explain()} FormsHub asked {facts.ServerAddress}", AdviceFor(facts.Health.Fault));
        }

        return (facts.Health.Status, Encoding.UTF8.GetString(facts.Health.Body.Span).Trim()) switch
        {
            (200, "true") => new(Name, ConnectionVerdict.Ok, "It is there and says that it is healthy.", null),
            (200, "false") => new(
                Name, ConnectionVerdict.Failed, "It is there and says that it is not healthy.",
                "Look into its log: its database, Redis, RabbitMQ or storage does not answer it."),
            _ => new(
                Name, ConnectionVerdict.Failed, $"Something answers at {facts.ServerAddress}, but it is no Document Server.",
                "Set DocumentServer:InternalUrl, or DocumentServer:Url where that is empty, to the Document Server's address with its path, if it has one."),
        };
    }

    private static string AdviceFor(ServerFault fault) => fault switch
    {
        ServerFault.Untrusted =>
            "Its certificate is self-signed, from an authority of your own, or for another name. Set DocumentServer:CertificateAuthorityFile to the authority's PEM file, and use the name that the certificate is for.",
        ServerFault.UnknownName => "Check the spelling in DocumentServer:InternalUrl (DocumentServer:Url where that is empty), and whether this machine's DNS knows the name.",
        ServerFault.Redirected => "Set DocumentServer:InternalUrl to the address it redirects to, often the same with https.",
        ServerFault.TimedOut => "It may be overloaded or just starting, or a firewall swallows what FormsHub sends. Look at it, then check again.",
        _ => "Start the Document Server, or correct its address: DocumentServer:InternalUrl, or DocumentServer:Url where that is empty.",
    };

    private static ConnectionLine Version(ConnectionFacts facts)
    {
        const string Name = "Its version";
        return facts.Version is { Outcome: CommandOutcome.Done, Version: { Length: > 0 and < 100 } version }
            ? new(Name, ConnectionVerdict.Ok, $"ONLYOFFICE Docs {PostgresText.Clean(version)}.", null)
            : new(Name, ConnectionVerdict.Look, "It did not tell its version.", null);
    }

    private static ConnectionLine OurToken(ConnectionFacts facts)
    {
        const string Name = "It takes FormsHub's token";
        return facts.Version.Outcome switch
        {
            CommandOutcome.Done when facts.WithoutToken.Outcome == CommandOutcome.Done => new(
                Name, ConnectionVerdict.Look, "It takes commands without a valid token too: anybody who reaches it can save and end other people's work.",
                "Turn its tokens on: JWT_ENABLED=true of its container, or services.CoAuthoring.token.enable in its local.json. Without them it also refuses to call private addresses, such as FormsHub's may be."),
            CommandOutcome.Done => new(Name, ConnectionVerdict.Ok, "It takes FormsHub's token and refuses others.", null),
            CommandOutcome.BadToken => new(
                Name, ConnectionVerdict.Failed, "It refuses FormsHub's token (error 6): it has another secret, or looks for the token in another header.",
                "Set DocumentServer:JwtSecret to the Document Server's secret: JWT_SECRET of its container, or services.CoAuthoring.secret in its local.json. Its header must be that of DocumentServer:JwtHeader."),
            CommandOutcome.ExpiredToken => new(
                Name, ConnectionVerdict.Failed, "FormsHub's token was too old when it arrived (error 7): the clocks differ by more than a minute.",
                "Set the clocks of both machines by the same time server (NTP)."),
            CommandOutcome.NoAnswer => new(Name, ConnectionVerdict.Failed, facts.Version.Explanation, "See the first line."),
            _ => new(Name, ConnectionVerdict.Failed, facts.Version.Explanation, "Look into the Document Server's log."),
        };
    }

    private static ConnectionLine Reach(ConnectionFacts facts)
    {
        const string Name = "It reaches FormsHub";
        var own = facts.OwnAddress.GetLeftPart(UriPartial.Authority);
        if (facts.Fetch is not null)
        {
            return facts.Conversion.Url is not null
                ? new(Name, ConnectionVerdict.Ok, $"It fetched a file from {own} and converted it.", null)
                : new(
                    Name, ConnectionVerdict.Look, $"It fetched a file from {own}, but did not convert it{Number(facts.Conversion)}.",
                    "Forms can be opened and saved. Look into the Document Server's converter log if that does not work either.");
        }

        if (facts.Conversion.Url is not null)
        {
            return new(
                Name, ConnectionVerdict.Failed, $"It fetched something from {own}, but that was not this FormsHub.",
                "Set FormsHub:InternalUrl to an address under which the Document Server reaches this FormsHub and nothing else.");
        }

        return facts.Conversion.Error switch
        {
            Conversion.DownloadError => new(Name, ConnectionVerdict.Failed, $"It could not fetch a file from {own} (error -4). No form opens and nothing is saved like this.", ReachAdvice(facts)),
            Conversion.TokenError => new(Name, ConnectionVerdict.Failed, "It refused FormsHub's token, so it was not asked (error -8).", "See the line about FormsHub's token."),
            _ when facts.Conversion.Complaint == ServerFault.TimedOut.Explain() => new(
                Name, ConnectionVerdict.Failed, $"It was asked to fetch a file from {own}, and neither came nor answered.", ReachAdvice(facts)),
            _ => new(
                Name, ConnectionVerdict.Failed, $"It did not come to fetch a file from {own}{Number(facts.Conversion)}. {facts.Conversion.Complaint}".TrimEnd(),
                "See the first line; if that one is well, look into the Document Server's converter log."),
        };
    }

    private static string Number(Conversion conversion) => conversion.Error is { } error ? $" (error {error})" : "";

    private static string ReachAdvice(ConnectionFacts facts)
    {
        if (facts.OwnAddress.IsLoopback && !facts.ServerAddress.IsLoopback)
        {
            return "That address means the Document Server's own machine to it. Set FormsHub:InternalUrl to FormsHub's address in the network between the two.";
        }

        var advice = "Set FormsHub:InternalUrl to an address that the Document Server's machine or container reaches. "
            + "If it is a private one, the Document Server refuses it unless its tokens are on, or ALLOW_PRIVATE_IP_ADDRESS=true (request-filtering-agent.allowPrivateIPAddress).";
        return facts.OwnAddress.Scheme == Uri.UriSchemeHttps
            ? advice + " It also refuses a self-signed certificate: give FormsHub one that it trusts, or let the two talk by http."
            : advice;
    }

    private static ConnectionLine TheirToken(ConnectionFacts facts)
    {
        const string Name = "FormsHub takes its token";
        const string SecretAdvice = "Set DocumentServer:JwtSecret to the secret it signs with (services.CoAuthoring.secret.outbox), and check DocumentServer:JwtHeader and DocumentServer:JwtPrefix.";
        if (!facts.AsksForTokens)
        {
            return new(
                Name, ConnectionVerdict.Look, "FormsHub asks for no token: anybody who learns a callback address can send submissions.",
                "Turn DocumentServer:JwtEnabled on when the Document Server signs.");
        }

        return facts.Fetch?.Token switch
        {
            null => new(Name, ConnectionVerdict.Failed, "It did not come, so its token is not known.", "See the line above."),
            "valid" => new(Name, ConnectionVerdict.Ok, "It came with a token of the shared secret.", null),
            "expired" => new(
                Name, ConnectionVerdict.Failed, "It came with a token that was out of its time: the clocks differ by more than a minute.",
                "Set the clocks of both machines by the same time server (NTP)."),
            "missing" => new(
                Name, ConnectionVerdict.Failed, "It came without a token, so FormsHub will refuse its callbacks.",
                "Let it sign what it sends: services.CoAuthoring.token.enable.request.outbox. Its header must be that of DocumentServer:JwtHeader."),
            _ => new(Name, ConnectionVerdict.Failed, "It came with a token of another secret, so FormsHub will refuse its callbacks.", SecretAdvice),
        };
    }

    private static ConnectionLine Clocks(ConnectionFacts facts)
    {
        const string Name = "The clocks agree";
        var skew = facts.Fetch is { SignedAt: { } signedAt, FetchedAt: var fetchedAt }
            ? signedAt - WholeSeconds(fetchedAt)
            : facts.Health.Date - WholeSeconds(facts.Now);
        if (skew is not { } found)
        {
            return new(Name, ConnectionVerdict.Look, "The Document Server's clock could not be read.", null);
        }

        var seconds = Math.Round(Math.Abs(found.TotalSeconds));
        var text = $"The Document Server's clock is {seconds:0} {(seconds is 1 ? "second" : "seconds")} {(found < TimeSpan.Zero ? "behind" : "ahead of")} FormsHub's.";
        const string Advice = "Set the clocks of both machines by the same time server (NTP). From one minute on, tokens are refused.";
        return found.Duration() switch
        {
            var small when small <= SmallSkew => new(Name, ConnectionVerdict.Ok, "They differ by less than ten seconds.", null),
            var tolerated when tolerated < ToleratedSkew => new(Name, ConnectionVerdict.Look, text, Advice),
            _ => new(Name, ConnectionVerdict.Failed, text, Advice),
        };
    }

    /// <summary>As tokens and HTTP tell times.</summary>
    private static DateTimeOffset WholeSeconds(DateTimeOffset moment) => DateTimeOffset.FromUnixTimeSeconds(moment.ToUnixTimeSeconds());

    private static ConnectionLine SavedFiles(ConnectionFacts facts)
    {
        const string Name = "FormsHub fetches what it saves";
        return (facts.Conversion.Url, facts.ResultProblem) switch
        {
            (null, _) => new(Name, ConnectionVerdict.Failed, "It saved nothing that could be fetched.", "See the lines above."),
            (_, null) => new(Name, ConnectionVerdict.Ok, "FormsHub fetched the converted file.", null),
            (_, var problem) => new(
                Name, ConnectionVerdict.Failed, $"FormsHub could not fetch the converted file. {problem}",
                "Its files must be reachable at its own address, below one of DocumentServer:DownloadPaths; direct links into a cloud storage (useDirectStorageUrls) are not followed."),
        };
    }
}
