using System.Text;
using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Tests.Callbacks;

/// <summary>Claims that are JSON and that a text or number of PostgreSQL cannot hold as they are.</summary>
public class OddClaimsTests(CallbackFixture hub) : IClassFixture<CallbackFixture>
{
    private static readonly string Long = new('9', 200_000);

    /// <summary>Members of claims, each put into callbacks of every kind.</summary>
    public static TheoryData<string> Odd =>
    [
        """
        "users":["\ud83d","u\u0000"]
        """,
        """
        "actions":[{"type":2,"userid":"\ud83d"}]
        """,
        """
        "history":{"serverVersion":"9\ud83d","changes":[{"created":"x","user":{"id":"u-1","name":"\ud83d\u0000"}}]}
        """,
        """
        "userdata":1e999999
        """,
        """
        "userdata":-1e-999999
        """,
        """
        "history":{"n":[1e131073,-1e131073,1e-16384,0e999999,1E+400]}
        """,
        """
        "actions":[{"type":1e400,"userid":1e400}],"users":[1e400]
        """,
        """
        "lastsave":1e999999,"forcesavetype":1e999999
        """,
        $"\"userdata\":{Long}",
        $"\"history\":{{\"n\":0.{Long}}}",
        $"\"history\":{{\"changes\":[\"{new string('x', 300_000)}\"]}}",
    ];

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task They_are_taken_in_like_others(string odd)
    {
        var key = await hub.SessionAsync();
        var address = await hub.CallbackAddressAsync(key);
        var conversion = hub.DocumentServer.Convert(key, Bytes.Pdf("a"), Bytes.Zip("b"), Bytes.FormData("x"));
        var links = $"\"url\":\"{conversion.Link(conversion.Document)}\",\"changesurl\":\"{conversion.Link("changes.zip")}\"";
        string[] callbacks =
        [
            "\"status\":1", "\"status\":4", $"\"status\":6,\"forcesavetype\":3,{links},\"formsdataurl\":\"{conversion.Link("formsdata.json")}\"",
            $"\"status\":6,\"forcesavetype\":2,{links}", "\"status\":7,\"forcesavetype\":1", $"\"status\":3,{links}", $"\"status\":2,{links}", "\"status\":9",
        ];

        foreach (var callback in callbacks)
        {
            // The odd member comes first: where one is named twice, the last one counts.
            var claims = $$"""{"key":"{{key}}",{{odd.Trim()}},{{callback}},"exp":{{hub.Seconds(300)}}}""";
            var answer = await hub.PostAsync(address, TestToken.Body(TestToken.Make(claims, DocumentServerDouble.Secret)), null);

            Assert.Equal((callback, 200, """{"error":0}"""), (callback, answer.Status, answer.Body));
        }

        Assert.Equal(1, await hub.CountAsync("submissions", key));
        Assert.Equal(callbacks.Length, await hub.CountAsync("callback_events", key));
    }

    [Theory]
    [InlineData("\"status\":1e400")]
    [InlineData("\"status\":1,\"key\":1e400")]
    public async Task A_status_or_key_that_is_none_is_refused(string odd)
    {
        var key = await hub.SessionAsync();
        var claims = $$"""{"key":"{{key}}",{{odd}},"exp":{{hub.Seconds(300)}}}""";

        var answer = await hub.PostAsync(await hub.CallbackAddressAsync(key), TestToken.Body(TestToken.Make(claims, DocumentServerDouble.Secret)), null);

        Assert.Equal((200, ReplyVerdict.Failed), (answer.Status, answer.Verdict));
        Assert.Equal(0, await hub.CountAsync("submissions", key));
    }

    // What stands at the root is the Document Server's own and never what people typed; there the token itself counts as broken.
    [Theory]
    [InlineData("\"userdata\":\"half \\ud83d of a pair\"")]
    [InlineData("\"\\ude00\":\"x\"")]
    [InlineData("\"filetype\":\"pdf\\ud83d\"")]
    [InlineData("\"lastsave\":\"\\ud83d\"")]
    [InlineData("\"key\":\"\\ud83d\"")]
    public async Task Half_a_surrogate_at_the_root_of_a_token_is_403_and_recorded(string odd)
    {
        var key = await hub.SessionAsync();
        var claims = $$"""{"key":"{{key}}","status":4,{{odd}},"exp":{{hub.Seconds(300)}}}""";

        var answer = await hub.PostAsync(await hub.CallbackAddressAsync(key), TestToken.Body(TestToken.Make(claims, DocumentServerDouble.Secret)), null);

        Assert.Equal((403, "refusedToken"), (answer.Status, await hub.OutcomeAsync(key)));
    }

    [Theory]
    [InlineData("\"exp\":1e400")]
    [InlineData("\"exp\":\"\\ud83d\"")]
    [InlineData("\"exp\":99999999999,\"nbf\":1e400")]
    [InlineData("\"exp\":99999999999,\"iat\":-1e400")]
    public async Task Times_of_a_token_that_are_none_give_no_server_error(string odd)
    {
        var key = await hub.SessionAsync();
        var claims = $$"""{"key":"{{key}}","status":4,{{odd}}}""";

        var answer = await hub.PostAsync(await hub.CallbackAddressAsync(key), TestToken.Body(TestToken.Make(claims, DocumentServerDouble.Secret)), null);

        Assert.InRange(answer.Status, 200, 499);
    }
}
