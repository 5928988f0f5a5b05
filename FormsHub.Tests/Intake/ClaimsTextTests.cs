using System.Text;
using System.Text.Json;
using FormsHub.Jobs.Intake;
using FsCheck;
using FsCheck.Fluent;

namespace FormsHub.Tests.Intake;

public class ClaimsTextTests
{
    [Theory]
    [InlineData("""{"a":"x\u0000y"}""", """{"a":"x\ufffdy"}""")]
    [InlineData("""{"a":"\ud83d\ude00"}""", """{"a":"\ud83d\ude00"}""")]
    [InlineData("""{"a":"\ud83d"}""", """{"a":"\ufffd"}""")]
    [InlineData("""{"a":"\ude00\ud83d"}""", """{"a":"\ufffd\ufffd"}""")]
    [InlineData("""{"a":"\ud83d\ud83d\ude00"}""", """{"a":"\ufffd\ud83d\ude00"}""")]
    [InlineData("""{"a":"\\u0000"}""", """{"a":"\\u0000"}""")]
    [InlineData("""{"a":"\\\u0000"}""", """{"a":"\\\ufffd"}""")]
    [InlineData("{\"a\":\"\\u00", "{\"a\":\"\\u00")]
    public void What_no_text_column_can_hold_becomes_the_replacement_character(string claims, string cleaned) =>
        Assert.Equal(cleaned, Encoding.UTF8.GetString(ClaimsText.Clean(Encoding.UTF8.GetBytes(claims))));

    [Fact]
    public void Broken_utf8_becomes_the_replacement_character() =>
        Assert.Equal("\"\uFFFD\"", Encoding.UTF8.GetString(ClaimsText.Clean([(byte)'"', 0xC3, (byte)'"'])));

    [Fact]
    public void Tokens_and_the_queries_of_links_are_not_kept() =>
        Assert.Equal(
            """{"url":"https://h/cache/x","history":{"a":["http://h/y","no?link"]},"userdata":"?x"}""",
            Redact("""{"url":"https://h/cache/x?md5=secret","token":"eyJ","history":{"a":["http://h/y?z#w","no?link"],"token":{}},"userdata":"?x"}"""));

    [Fact]
    public void A_number_that_postgres_cannot_hold_is_kept_as_text() =>
        Assert.Equal("""{"a":"1e999999","b":1e3,"c":12345678901234567890}""", Redact("""{"a":1e999999,"b":1e3,"c":12345678901234567890}"""));

    [Fact]
    public void Any_text_can_be_read_after_cleaning() =>
        Prop.ForAll<char[]>(units =>
        {
            var escaped = string.Concat((units ?? []).Select(unit => $"\\u{(int)unit:x4}"));
            using var parsed = JsonDocument.Parse(ClaimsText.Clean(Encoding.UTF8.GetBytes($"\"{escaped}\"")));
            return !parsed.RootElement.GetString()!.Contains('\0');
        }).QuickCheckThrowOnFailure();

    private static string Redact(string claims) => ClaimsText.Redact(ClaimsText.Clean(Encoding.UTF8.GetBytes(claims)));
}
