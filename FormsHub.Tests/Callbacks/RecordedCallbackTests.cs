using System.Text;
using System.Text.Json;
using FormsHub.Tests.PracticeEditor;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Tests.Callbacks;

/// <summary>The sample callbacks beside the repository, each answered as the protocol asks. Where they are absent there is nothing to answer.</summary>
public class SampleCallbackTests(SampleCallbackTests.Fixture hub) : IClassFixture<SampleCallbackTests.Fixture>
{
    private const string Key = "fh-form42-v7-9c1e";

    private static readonly Dictionary<string, (bool Accepted, string Outcome)> Expected = new(StringComparer.Ordinal)
    {
        ["cb_01"] = (true, "presenceUpdated"), ["cb_02"] = (true, "presenceUpdated"), ["cb_03"] = (true, "presenceUpdated"), ["cb_04"] = (true, "presenceUpdated"),
        ["cb_05"] = (true, "finalStored"), ["cb_06"] = (true, "finalStored"), ["cb_07"] = (true, "finalStored"), ["cb_08"] = (true, "finalStored"),
        ["cb_09"] = (true, "savingFailed"), ["cb_10"] = (true, "savedAside"), ["cb_11"] = (true, "presenceUpdated"),
        ["cb_12"] = (true, "draftStored"), ["cb_13"] = (true, "draftStored"), ["cb_14"] = (true, "draftStored"),
        ["cb_15"] = (true, "submissionStored"), ["cb_16"] = (true, "submissionStored"), ["cb_17"] = (true, "submissionStored"), ["cb_18"] = (true, "submissionStored"),
        ["cb_19"] = (true, "savingFailed"), ["cb_20"] = (true, "submissionStored"),
        ["cb_21"] = (false, "refusedToken"), ["cb_22"] = (true, "recorded"), ["cb_23"] = (false, "refusedToken"),
    };

    [Fact]
    public async Task Every_sample_is_answered_as_the_protocol_asks()
    {
        var headers = hub.Headers;
        foreach (var file in SharedMaterial.Files("onlyoffice/samples", "cb_*.json"))
        {
            foreach (var withHeader in new[] { true, false })
            {
                await hub.FreshSessionAsync(Key);
                var (accepted, outcome) = Expected[Path.GetFileName(file)[..5]];
                var authorization = withHeader && headers.GetProperty("headers").TryGetProperty(Path.GetFileName(file), out var own)
                    && own.TryGetProperty("Authorization", out var header) ? header.GetString() : null;

                var answer = await hub.PostAsync(await hub.CallbackAddressAsync(Key), await File.ReadAllBytesAsync(file), authorization);

                Assert.True((accepted, outcome) == (answer.IsAccepted, await hub.OutcomeAsync(Key)), $"{file}: {answer} {await hub.OutcomeAsync(Key)}");
            }
        }
    }

    [Fact]
    public async Task The_samples_in_their_order_leave_one_row_for_everything_that_was_said()
    {
        await hub.FreshSessionAsync(Key);
        var samples = SharedMaterial.Files("onlyoffice/samples", "cb_1[5678]*.json").Concat(SharedMaterial.Files("onlyoffice/samples", "cb_20*.json"))
            .Concat(Enumerable.Range(15, 4).SelectMany(number => SharedMaterial.Files("onlyoffice/samples", $"cb_{number}_*.json"))).Distinct().ToArray();
        foreach (var file in samples)
        {
            await hub.PostAsync(await hub.CallbackAddressAsync(Key), await File.ReadAllBytesAsync(file), null);
        }

        // 15 and 16 say the same twice; 17 is another submitter, 18 lacks form data, 20 lacks the document.
        Assert.Equal(samples.Length == 0 ? 0 : 4, await hub.CountAsync("submissions", Key));
    }

    [Fact]
    public async Task Form_data_of_every_sample_is_kept_byte_for_byte()
    {
        var submit = SharedMaterial.Files("onlyoffice/samples", "cb_15*.json");
        foreach (var formData in SharedMaterial.Files("onlyoffice/samples", "forms_*").Where(_ => submit.Count == 1))
        {
            await hub.FreshSessionAsync(Key);
            hub.DocumentServer.Put($"data/{Key}_4829", "formsdata.json", await File.ReadAllBytesAsync(formData));

            Assert.True((await hub.PostAsync(await hub.CallbackAddressAsync(Key), await File.ReadAllBytesAsync(submit[0]), null)).IsAccepted, formData);

            Assert.Equal(await File.ReadAllBytesAsync(formData), await hub.BytesAsync("submissions", "form_data_sha256", Key));
        }
    }

    public sealed class Fixture : CallbackFixture
    {
        public JsonElement Headers { get; } = SharedMaterial.Files("onlyoffice/samples", "headers.json") is [var file]
            ? JsonDocument.Parse(File.ReadAllBytes(file)).RootElement
            : default;

        protected override string Secret => Headers.ValueKind == JsonValueKind.Object ? Headers.GetProperty("secret").GetString()! : "absent";

        public override async Task InitializeAsync()
        {
            if (Headers.ValueKind == JsonValueKind.Object)
            {
                Now.Now = DateTimeOffset.FromUnixTimeSeconds(Headers.GetProperty("clockIat").GetInt64());
            }

            await base.InitializeAsync();
        }

        /// <summary>A session of this key that has seen nothing yet, and every file that the samples link.</summary>
        public async Task FreshSessionAsync(string key)
        {
            await Database.ExecuteAsync($"DELETE FROM forms WHERE id IN (SELECT form_id FROM document_keys WHERE key = '{key}')");
            await SessionAsync(key: key, respondent: "u-2002");
            for (var conversion = 4821; conversion <= 4831; conversion++)
            {
                DocumentServer.Put($"data/{key}_{conversion}", "output.pdf", Bytes.Pdf($"{conversion}"));
                DocumentServer.Put($"data/{key}_{conversion}", "output.docx", Bytes.Zip($"{conversion}"));
                DocumentServer.Put($"data/{key}_{conversion}", "changes.zip", Bytes.Zip($"changes {conversion}"));
                DocumentServer.Put($"data/{key}_{conversion}", "formsdata.json", Bytes.FormData($"{conversion}"));
            }
        }
    }
}

/// <summary>Callbacks that a real Document Server sent, with what their links served.</summary>
public class CapturedCallbackTests(CapturedCallbackTests.Fixture hub) : IClassFixture<CapturedCallbackTests.Fixture>
{
    [Fact]
    public async Task Every_captured_callback_is_accepted_and_what_its_links_served_is_stored()
    {
        foreach (var file in SharedMaterial.Files("onlyoffice/captured", "*-status*.json"))
        {
            using var captured = JsonDocument.Parse(await File.ReadAllBytesAsync(file));
            var request = captured.RootElement.GetProperty("request");
            var body = request.GetProperty("body").GetString()!;
            using var callback = JsonDocument.Parse(body);
            var key = callback.RootElement.GetProperty("key").GetString()!;
            var served = hub.Serve(captured.RootElement);
            hub.Now.Now = captured.RootElement.GetProperty("time").GetDateTimeOffset();
            if (await hub.KeyAsync<string>("key", key) is null)
            {
                await hub.SessionAsync(key: key, respondent: "user-1");
            }

            var authorization = request.GetProperty("headers").EnumerateArray().First(header => header[0].GetString() == "Authorization")[1].GetString();
            var answer = await hub.PostAsync(await hub.CallbackAddressAsync(key), Encoding.UTF8.GetBytes(body), authorization);

            Assert.True(answer.IsAccepted, $"{file}: {answer}");
            foreach (var content in served)
            {
                Assert.Equal(1, await hub.Database.ScalarAsync<long>($"SELECT count(*) FROM blobs WHERE sha256 = '\\x{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content))}'"));
            }
        }
    }

    public sealed class Fixture : CallbackFixture
    {
        protected override bool ChecksLinks => false;

        protected override string Secret => "formshub-secret";

        /// <summary>Puts what the links of a captured callback served where they will be asked for.</summary>
        public List<byte[]> Serve(JsonElement captured)
        {
            var contents = new List<byte[]>();
            if (!captured.TryGetProperty("downloads", out var downloads))
            {
                return contents;
            }

            foreach (var download in downloads.EnumerateObject())
            {
                var content = download.Value.TryGetProperty("base64", out var base64) ? base64.GetBytesFromBase64() : Encoding.UTF8.GetBytes(download.Value.GetProperty("text").GetString()!);
                var segments = new Uri(download.Value.GetProperty("url").GetString()!).AbsolutePath[CacheLinks.Root.Length..].Split('/');
                DocumentServer.Put(string.Join('/', segments[..^2]), segments[^2], content);
                contents.Add(content);
            }

            return contents;
        }
    }
}
