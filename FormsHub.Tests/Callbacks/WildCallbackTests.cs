using System.Text;
using FormsHub.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace FormsHub.Tests.Callbacks;

/// <summary>Nothing from outside gives a server error but 503, and never a redirect.</summary>
public class WildCallbackTests(CallbackFixture hub) : IClassFixture<CallbackFixture>
{
    private static readonly Gen<string> Scalars = Gen.Elements(
        "null", "true", "0", "-1", "6", "2.0", "1e400", "\"6\"", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"x\"", "{}", "[]", "[[]]", "{\"a\":{\"b\":[1,null]}}",
        "[null,7,\"u-1\",{}]", "[{\"type\":{},\"userid\":[]}]", "[{\"userid\":\"\\ud800\\u0000\"}]", "\"http://h/cache/files/x/y\"", "\"http://h/cache/files/../..\"",
        "\"2026-11-18T13:06:20.000Z\"", "\"99999-99-99\"", "{\"changes\":[{\"user\":7},{\"user\":{\"id\":\"u\",\"name\":[]}}]}", "123456789012345678901234567890",
        $"\"{new string('u', 5000)}\"", $"[\"{new string('ü', 3000)}\"]");

    private static readonly Gen<string> Members = Gen.Elements(
        "status", "key", "url", "changesurl", "formsdataurl", "filetype", "users", "actions", "history", "lastsave", "notmodified", "forcesavetype",
        "userdata", "iat", "nbf", "exp", "payload", "token", "encrypted", "\\u0000", "");

    [Fact]
    public async Task Any_claims_with_a_good_signature_are_answered()
    {
        var key = await hub.SessionAsync();
        var address = await hub.CallbackAddressAsync(key);
        var claims =
            from members in (from name in Members from value in Scalars select $"\"{name}\":{value}").ListOf()
            from status in Gen.Elements("1", "2", "3", "4", "6", "7", "null")
            from type in Gen.Elements("0", "3", "\"3\"", "3.0")
            select $$"""{"key":"{{key}}","status":{{status}},"forcesavetype":{{type}},"exp":{{hub.Seconds(300)}}{{string.Concat(members.Select(member => "," + member))}} }""";

        Prop.ForAll(claims.ToArbitrary(), text => Answers(address, TestToken.Body(TestToken.Make(text, DocumentServerDouble.Secret)), null)).Check(Runs(300));
    }

    [Fact]
    public async Task Any_body_and_any_header_are_answered()
    {
        var key = await hub.SessionAsync();
        var address = await hub.CallbackAddressAsync(key);
        var good = TestToken.Make($$"""{"key":"{{key}}","status":4,"exp":{{hub.Seconds(300)}}}""", DocumentServerDouble.Secret);
        var pieces = Gen.Elements("{", "}", "\"token\"", ":", ",", "[", "]", "null", "\"\\ud800\"", good, $"\"{good}\"", good[..40], ".", "..", "\"e30.e30.\"", "\u0001", "ÿ", "\"payload\"", "\"status\"", "1");
        var bodies = Gen.OneOf(pieces.ListOf().Select(list => Encoding.UTF8.GetBytes(string.Concat(list))), Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf());
        var headers = Gen.Elements(null, "", "Bearer", "Bearer ", "bearer x", $"Bearer {good}", $"Bearer {good}.", "Bearer a.b.c", "Bearer e30.e30.e30", "Basic Og==", "Bearer " + new string('e', 8000));

        Prop.ForAll(bodies.ToArbitrary(), headers.ToArbitrary(), (body, header) => Answers(address, body, header)).Check(Runs(300));
    }

    private static Config Runs(int count) => Config.QuickThrowOnFailure.WithMaxTest(count);

    private bool Answers(Uri address, byte[] body, string? header)
    {
        var answer = hub.PostAsync(address, body, header).GetAwaiter().GetResult();
        return answer.Status is 200 or 403 or 413 or 503 or (>= 400 and < 500);
    }
}
