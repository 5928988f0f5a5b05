using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using FormsHub.Jobs.Intake;
using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;
using CallbackAction = FormsHub.Web.PracticeEditor.CallbackAction;

namespace FormsHub.Tests.PracticeEditor;

/// <summary>What the stand-in writes is byte for byte what a Document Server wrote.</summary>
public class RecordedCallbackTests
{
    [Fact]
    public void Captured_callbacks_are_written_again_byte_for_byte()
    {
        foreach (var file in SharedMaterial.Files("onlyoffice/captured", "*-status*.json"))
        {
            using var captured = JsonDocument.Parse(File.ReadAllText(file));
            var request = captured.RootElement.GetProperty("request");
            var claims = captured.RootElement.GetProperty("bodyTokenDecoded").GetProperty("payload");

            var signed = SignerAt(claims, "formshub-secret").Sign(BodyOf(claims));

            Assert.Equal(request.GetProperty("body").GetString(), Encoding.UTF8.GetString(signed.Content));
            Assert.Equal(HeaderOf(request), "Bearer " + signed.HeaderToken);
        }
    }

    [Fact]
    public void Samples_get_the_same_two_tokens_even_when_the_header_would_be_too_long()
    {
        foreach (var (file, headers, secret) in Samples())
        {
            using var sample = JsonDocument.Parse(File.ReadAllText(file));
            var token = sample.RootElement.GetProperty("token").GetString()!;
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));

            var signed = SignerAt(claims.RootElement, secret).Sign(BodyOf(claims.RootElement));

            using var written = JsonDocument.Parse(signed.Content);
            Assert.Equal(
                sample.RootElement.EnumerateObject().Select(field => field.Name),
                written.RootElement.EnumerateObject().Select(field => field.Name));
            Assert.True(JsonElement.DeepEquals(sample.RootElement, written.RootElement), file);
            Assert.Equal(headers.GetProperty("Authorization").GetString(), "Bearer " + signed.HeaderToken);
        }
    }

    [Fact]
    public void Links_of_samples_are_signed_the_same_way()
    {
        foreach (var (file, _, _) in Samples())
        {
            using var sample = JsonDocument.Parse(File.ReadAllText(file));
            if (!sample.RootElement.TryGetProperty("url", out var link))
            {
                continue;
            }

            // The samples' links carry the default of storage.fs.secretString and the frozen clock.
            var url = new Uri(link.GetString()!);
            var segments = Uri.UnescapeDataString(url.AbsolutePath)[CacheLinks.Root.Length..].Split('/');
            var links = new CacheLinks("verysecretstring", new TestClock { Now = DateTimeOffset.FromUnixTimeSeconds(1795000000) });
            Assert.Equal(link.GetString(), links.Sign("https://docs.example.com", $"{segments[0]}/{segments[1]}", segments[2]));
        }
    }

    private static IEnumerable<(string File, JsonElement Headers, string Secret)> Samples()
    {
        foreach (var index in SharedMaterial.Files("onlyoffice/samples", "headers.json"))
        {
            using var headers = JsonDocument.Parse(File.ReadAllText(index));
            foreach (var file in SharedMaterial.Files("onlyoffice/samples", "cb_*.json"))
            {
                // Left out: unsigned (21), mail merge (22), which forms do not have, and a forgery (23).
                if (Path.GetFileName(file)[3..5] is not ("21" or "22" or "23"))
                {
                    yield return (
                        file,
                        headers.RootElement.GetProperty("headers").GetProperty(Path.GetFileName(file)),
                        headers.RootElement.GetProperty("secret").GetString()!);
                }
            }
        }
    }

    private static CallbackSigner SignerAt(JsonElement claims, string secret) =>
        new(Encoding.UTF8.GetBytes(secret), new TestClock { Now = DateTimeOffset.FromUnixTimeSeconds(claims.GetProperty("iat").GetInt64()) });

    private static string HeaderOf(JsonElement request) =>
        request.GetProperty("headers").EnumerateArray().First(header => header[0].GetString() == "Authorization")[1].GetString()!;

    private static CallbackBody BodyOf(JsonElement claims) => new()
    {
        Key = claims.GetProperty("key").GetString()!,
        Status = (DocumentStatus)claims.GetProperty("status").GetInt32(),
        Url = Text(claims, "url"),
        ChangesUrl = Text(claims, "changesurl"),
        History = claims.TryGetProperty("history", out var history) ? HistoryOf(history) : null,
        Users = claims.TryGetProperty("users", out var users) ? [.. users.EnumerateArray().Select(user => user.GetString()!)] : null,
        Actions = claims.TryGetProperty("actions", out var actions)
            ? [.. actions.EnumerateArray().Select(action => new CallbackAction(action.GetProperty("type").GetInt32(), Text(action, "userid")!))]
            : null,
        UserData = Text(claims, "userdata"),
        LastSave = claims.TryGetProperty("lastsave", out var lastSave) ? lastSave.GetDateTimeOffset() : null,
        NotModified = claims.TryGetProperty("notmodified", out var notModified) ? notModified.GetBoolean() : null,
        ForcesaveType = claims.TryGetProperty("forcesavetype", out var type) ? (ForcesaveType)type.GetInt32() : null,
        Encrypted = claims.TryGetProperty("encrypted", out var encrypted) ? encrypted.GetBoolean() : null,
        FormsDataUrl = Text(claims, "formsdataurl"),
        FileType = Text(claims, "filetype"),
    };

    private static CallbackHistory HistoryOf(JsonElement history) =>
        history.TryGetProperty("serverVersion", out var version)
            ? new(version.GetString(), [.. history.GetProperty("changes").EnumerateArray().Select(change => new HistoryChange(
                Text(change, "documentSha256"),
                DateTimeOffset.Parse(Text(change, "created")! + "Z", System.Globalization.CultureInfo.InvariantCulture),
                Text(change.GetProperty("user"), "id")!,
                Text(change.GetProperty("user"), "name")!))])
            : CallbackHistory.Unavailable;

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
