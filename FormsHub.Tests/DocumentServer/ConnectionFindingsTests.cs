using System.Text;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.DocumentServer.Connection;

namespace FormsHub.Tests.DocumentServer;

/// <summary>What takes too long, or another machine, to be seen over real HTTP.</summary>
public class ConnectionFindingsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    private static readonly ConnectionFacts Unreached = new()
    {
        ServerAddress = new Uri("https://docs.example.org/ds"),
        OwnAddress = new Uri("http://forms.internal:8080/documents/check/n?t=m"),
        AsksForTokens = true,
        Now = Now,
        Health = new ServerAnswer(ServerFault.None, 200, "true"u8.ToArray(), Now),
        Version = new CommandReply { Outcome = CommandOutcome.Done, Version = "9.3.0" },
        WithoutToken = new CommandReply { Outcome = CommandOutcome.BadToken },
        License = CommandReply.NoAnswer("It is away."),
        Conversion = new Conversion(null, Conversion.DownloadError, null),
    };

    [Fact]
    public void An_address_that_means_the_Document_Servers_own_machine_to_it_is_named() =>
        Assert.Contains("own machine", Advice(Unreached with { OwnAddress = new Uri("http://127.0.0.1:8080/x") }), StringComparison.Ordinal);

    [Fact]
    public void A_certificate_of_ours_may_be_what_it_refuses() =>
        Assert.Contains("self-signed", Advice(Unreached with { OwnAddress = new Uri("https://forms.internal/x") }), StringComparison.Ordinal);

    [Fact]
    public void No_answer_in_time_means_that_it_waits_for_FormsHub_in_vain()
    {
        var line = Reach(Unreached with { Conversion = new Conversion(null, null, ServerFault.TimedOut.Explain()) });

        Assert.Equal(ConnectionVerdict.Failed, line.Verdict);
        Assert.Contains("neither came nor answered", line.Text, StringComparison.Ordinal);
        Assert.Contains("ALLOW_PRIVATE_IP_ADDRESS", line.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_visit_the_clock_is_read_from_its_answers() =>
        Assert.Equal(
            "The Document Server's clock is 61 seconds behind FormsHub's.",
            Of(Unreached with { Health = Unreached.Health with { Date = Now.AddSeconds(-61) } }, "The clocks agree").Text);

    [Theory]
    [InlineData(ServerFault.UnknownName, "DNS")]
    [InlineData(ServerFault.Redirected, "https")]
    [InlineData(ServerFault.TimedOut, "firewall")]
    [InlineData(ServerFault.Interrupted, "DocumentServer:InternalUrl")]
    public void Each_way_of_not_answering_has_its_advice(object fault, string advice)
    {
        var line = Of(Unreached with { Health = new ServerAnswer((ServerFault)fault, 0, default, null) }, "The Document Server answers");

        Assert.Equal(ConnectionVerdict.Failed, line.Verdict);
        Assert.Contains(advice, line.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true\n", ConnectionVerdict.Ok)]
    [InlineData("True", ConnectionVerdict.Failed)]
    public void Only_true_is_healthy(string body, ConnectionVerdict verdict) =>
        Assert.Equal(verdict, Of(Unreached with { Health = Unreached.Health with { Body = Encoding.UTF8.GetBytes(body) } }, "The Document Server answers").Verdict);

    private static string? Advice(ConnectionFacts facts) => Reach(facts).Advice;

    private static ConnectionLine Reach(ConnectionFacts facts) => Of(facts, "It reaches FormsHub");

    private static ConnectionLine Of(ConnectionFacts facts, string name) => ConnectionFindings.Of(facts).Single(line => line.Name == name);
}
