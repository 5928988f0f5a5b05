using System.Text;
using System.Text.Json;
using FormsHub.Jobs.Intake;
using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;
using CallbackAction = FormsHub.Web.PracticeEditor.CallbackAction;

namespace FormsHub.Tests.PracticeEditor;

public class CallbackSignerTests
{
    private static readonly byte[] Secret = "short"u8.ToArray();
    private static readonly TestClock Clock = new() { Now = new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero) };

    [Fact]
    public void Body_claims_stand_at_the_root_and_header_claims_under_payload()
    {
        var signed = new CallbackSigner(Secret, Clock).Sign(CallbackBody.Editing("k", ["u-1"], CallbackAction.Joined("u-1")));

        var body = Parse(signed.Content);
        Assert.Equal(TokenVerdict.Valid, DocumentServerToken.Verify(body.GetProperty("token").GetString(), Secret, Clock.Now, out var inBody));
        Assert.Equal(TokenVerdict.Valid, DocumentServerToken.Verify(signed.HeaderToken, Secret, Clock.Now, out var inHeader));
        Assert.Equal(1, inBody.GetProperty("status").GetInt32());
        Assert.Equal("k", inHeader.GetProperty("payload").GetProperty("key").GetString());
        Assert.Equal(300, inBody.GetProperty("exp").GetInt64() - inBody.GetProperty("iat").GetInt64());
        Assert.False(inHeader.TryGetProperty("status", out _));
    }

    [Fact]
    public void A_long_history_stays_in_the_body_token_and_nowhere_else()
    {
        var signed = new CallbackSigner(Secret, Clock).Sign(SaveWithHistoryOf(60));

        var body = Parse(signed.Content);
        DocumentServerToken.Verify(body.GetProperty("token").GetString(), Secret, Clock.Now, out var inBody);
        DocumentServerToken.Verify(signed.HeaderToken, Secret, Clock.Now, out var inHeader);
        Assert.Equal("{}", body.GetProperty("history").GetRawText());
        Assert.False(body.TryGetProperty("changesurl", out _));
        Assert.Equal("{}", inHeader.GetProperty("payload").GetProperty("history").GetRawText());
        Assert.False(inHeader.GetProperty("payload").TryGetProperty("changesurl", out _));
        Assert.Equal(60, inBody.GetProperty("history").GetProperty("changes").GetArrayLength());
        Assert.True(inBody.TryGetProperty("changesurl", out _));
        Assert.InRange(signed.HeaderToken!.Length, 200, 1000);
    }

    [Fact]
    public void A_short_history_is_left_alone()
    {
        var signed = new CallbackSigner(Secret, Clock).Sign(SaveWithHistoryOf(3));

        Assert.Equal(3, Parse(signed.Content).GetProperty("history").GetProperty("changes").GetArrayLength());
    }

    [Fact]
    public void Without_a_secret_nothing_is_signed()
    {
        var signed = new CallbackSigner(null, Clock).Sign(CallbackBody.ClosedWithNoChanges("k", "u-1"));

        Assert.Null(signed.HeaderToken);
        Assert.Equal("""{"key":"k","status":4,"actions":[{"type":0,"userid":"u-1"}]}""", Encoding.UTF8.GetString(signed.Content));
    }

    [Fact]
    public void Another_secret_another_algorithm_and_a_late_clock_are_told_apart()
    {
        var token = DocumentServerToken.SignPayload(json => json.WriteString("url", "x"), Secret, Clock.Now);
        var unsigned = "eyJhbGciOiJub25lIn0." + token.Split('.')[1] + ".";

        Assert.Equal(TokenVerdict.Bad, DocumentServerToken.Verify(token, "other"u8.ToArray(), Clock.Now, out _));
        Assert.Equal(TokenVerdict.Bad, DocumentServerToken.Verify(unsigned, Secret, Clock.Now, out _));
        Assert.Equal(TokenVerdict.Bad, DocumentServerToken.Verify(null, Secret, Clock.Now, out _));
        Assert.Equal(TokenVerdict.Valid, DocumentServerToken.Verify(token, Secret, Clock.Now.AddSeconds(359), out _));
        Assert.Equal(TokenVerdict.Expired, DocumentServerToken.Verify(token, Secret, Clock.Now.AddSeconds(360), out _));
    }

    private static CallbackBody SaveWithHistoryOf(int entries) => CallbackBody.ReadyForSaving(
        "k",
        new SavedFile("http://docs/cache/files/data/k_1/output.pdf/output.pdf?md5=a&expires=1", "pdf")
        {
            ChangesUrl = "http://docs/cache/files/data/k_1/changes.zip/changes.zip?md5=b&expires=1",
            History = new CallbackHistory("9.3.0", [.. Enumerable.Range(0, entries).Select(entry =>
                new HistoryChange(new string('a', 64), Clock.Now.AddMinutes(entry), $"u-{entry % 2}", "Ada"))]),
        },
        "u-1", "u-1", Clock.Now, notModified: false);

    private static JsonElement Parse(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
