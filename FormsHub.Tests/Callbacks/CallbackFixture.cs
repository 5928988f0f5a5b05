using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using FormsHub.Jobs.JobServer;
using FormsHub.Tests.Support;
using FormsHub.Web.Editor;
using FormsHub.Web.PracticeEditor;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.Callbacks;

/// <summary>FormsHub and a Document Server that knows its secret, both under one clock that stands still.</summary>
public class CallbackFixture : FormsHubApplication
{
    private static readonly SocketsHttpHandler OneConnectionEach = new() { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero };

    private readonly HttpClient _sender = new(OneConnectionEach, disposeHandler: false);
    private readonly bool _ownsDocumentServer;
    private DocumentServerDouble? _documentServer;

    public CallbackFixture() : this(null)
    {
    }

    /// <param name="documentServer">One that the test made and ends; null for an own one.</param>
    internal CallbackFixture(DocumentServerDouble? documentServer)
    {
        _documentServer = documentServer;
        _ownsDocumentServer = documentServer is null;
        Clock = documentServer?.Clock as TestClock ?? new TestClock();
    }

    internal DocumentServerDouble DocumentServer => _documentServer!;

    internal TestClock Now => Clock!;

    /// <summary>Whether the double checks the signatures of links.</summary>
    protected virtual bool ChecksLinks => true;

    protected virtual string Secret => DocumentServerDouble.Secret;

    /// <summary>Whether sweeps run; a test that runs jobs itself wants none.</summary>
    protected virtual bool RunsJobs => false;

    public override async Task InitializeAsync()
    {
        _documentServer ??= await DocumentServerDouble.StartAsync(Now, ChecksLinks);
        WithSettings(
            ("DocumentServer:InternalUrl", DocumentServer.Address), ("DocumentServer:JwtSecret", Secret),
            ("Jobs:Enabled", RunsJobs ? "true" : "false"));
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _sender.Dispose();
        if (_ownsDocumentServer)
        {
            await DocumentServer.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Publishes a form as far as callbacks need it.</summary>
    public Task<int> FormAsync() => Database.ScalarAsync<int>($"""
        WITH file AS (
            INSERT INTO blobs (sha256, size, media_type) VALUES (sha256('form'), 4, 'application/pdf') ON CONFLICT DO NOTHING
        ), form AS (
            INSERT INTO forms (slug, title, link_token) VALUES ('f-{Guid.NewGuid():n}', 'Form', '{Guid.NewGuid():n}') RETURNING id
        )
        INSERT INTO form_versions (form_id, number, file_sha256, file_name, package_sha256)
        SELECT id, 1, sha256('form'), 'form.pdf', sha256('package') FROM form RETURNING form_id
        """);

    /// <summary>Opens a fill session and returns its document key.</summary>
    public async Task<string> SessionAsync(int? form = null, string? key = null, string respondent = "u-1", string? name = null, string? email = null)
    {
        key ??= $"s-{Guid.NewGuid():n}";
        var formId = form ?? await FormAsync();
        await Database.ExecuteAsync($"""
            WITH session AS (
                INSERT INTO fill_sessions (id, form_id, form_version_id, link_token, respondent_id, name, email)
                SELECT gen_random_uuid(), form_id, id, '{Guid.NewGuid():n}', '{respondent}', {Quoted(name)}, {Quoted(email)} FROM form_versions WHERE form_id = {formId}
                RETURNING id, form_id, form_version_id
            )
            INSERT INTO document_keys (key, form_id, form_version_id, fill_session_id) SELECT '{key}', form_id, form_version_id, id FROM session
            """);
        return key;
    }

    /// <summary>The callback address that the editor is given.</summary>
    public async Task<Uri> CallbackAddressAsync(string key) =>
        new(Address, $"/callback/{key}?t={await Services.GetRequiredService<LinkMac>().ForAsync(LinkMac.Callback, key, default)}");

    /// <summary>Signs and posts a callback as the Document Server does, once.</summary>
    internal async Task<Answer> PostAsync(CallbackBody body, string? toKey = null)
    {
        var signed = DocumentServer.Signer.Sign(body);
        return await PostAsync(await CallbackAddressAsync(toKey ?? body.Key), signed.Content, signed.HeaderToken is null ? null : $"Bearer {signed.HeaderToken}");
    }

    internal async Task<Answer> PostAsync(Uri address, byte[] content, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(content) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var response = await _sender.SendAsync(request);
        var text = await response.Content.ReadAsByteArrayAsync();
        return new Answer(
            (int)response.StatusCode, ReplyJudge.Judge((int)response.StatusCode, text), Encoding.UTF8.GetString(text), response.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>The value of one row's column of what a document key brought; null when there is no row.</summary>
    public Task<T?> OfAsync<T>(string table, string column, string key, string order = "id") =>
        Database.ScalarAsync<T>($"SELECT {column} FROM {table} WHERE document_key = '{key}' ORDER BY {order} DESC LIMIT 1");

    public Task<T?> KeyAsync<T>(string column, string key) => Database.ScalarAsync<T>($"SELECT {column} FROM document_keys WHERE key = '{key}'");

    public async Task<string[]> UsersAsync(string key) => await KeyAsync<string[]>("users", key) ?? [];

    /// <summary>Kinds and versions of a document's saves in their order, such as <c>draft 1,unchanged </c>.</summary>
    public Task<string?> SavesAsync(string key) =>
        Database.ScalarAsync<string>($"SELECT string_agg(kind || ' ' || coalesce(version::text, ''), ',' ORDER BY id) FROM document_saves WHERE document_key = '{key}'");

    /// <summary>Somebody has the document open, here and in the Document Server.</summary>
    /// <param name="unsaved">What a forced save would bring; null: nothing changed.</param>
    internal async Task OpenAsync(string key, string user = "u-1", byte[]? unsaved = null)
    {
        DocumentServer.Commands.Open[key] = new OpenInDouble(await CallbackAddressAsync(key), [user], unsaved);
        Assert.True((await PostAsync(CallbackBody.Editing(key, [user], CallbackAction.Joined(user)))).IsAccepted);
    }

    /// <summary>Runs a job here and now.</summary>
    public async Task RunAsync<TJob>() where TJob : IJob
    {
        await using var scope = Services.CreateAsyncScope();
        await ((IJob)scope.ServiceProvider.GetRequiredService(typeof(TJob))).RunAsync(CancellationToken.None);
    }

    /// <summary>Unix time so many seconds from now.</summary>
    public long Seconds(int fromNow) => Now.Now.AddSeconds(fromNow).ToUnixTimeSeconds();

    /// <summary>Claims with <c>$</c> for the document key and <c>#</c> for an end in five minutes.</summary>
    public string Filled(string claims, string key) =>
        claims.Replace("$", key, StringComparison.Ordinal).Replace("#", Seconds(300).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    public Task<long> CountAsync(string table, string key) => Database.ScalarAsync<long>($"SELECT count(*) FROM {table} WHERE document_key = '{key}'");

    /// <summary>The outcome of the newest callback of a document.</summary>
    public Task<string?> OutcomeAsync(string key) => OfAsync<string>("callback_events", "outcome", key);

    /// <summary>The stored bytes that a column of the newest row names.</summary>
    public async Task<byte[]?> BytesAsync(string table, string column, string key)
    {
        if (await OfAsync<byte[]>(table, column, key) is not { } sha256)
        {
            return null;
        }

        var hex = Convert.ToHexStringLower(sha256);
        return await File.ReadAllBytesAsync(Path.Combine(DataDirectory, "blobs", hex[..2], hex));
    }

    private static string Quoted(string? text) => text is null ? "NULL" : $"'{text}'";
}

/// <summary>FormsHub's answer to a callback, as the Document Server sees it.</summary>
internal sealed record Answer(int Status, ReplyVerdict Verdict, string Body, string? ContentType)
{
    public bool IsAccepted => Verdict == ReplyVerdict.Accepted;
}

/// <summary>Small contents that pass for what they are named.</summary>
internal static class Bytes
{
    public static byte[] Pdf(string text) => Encoding.UTF8.GetBytes($"%PDF-1.7\n{text}\n%%EOF\n");

    public static byte[] Zip(string text) => [.. "PK\x03\x04"u8, .. Encoding.UTF8.GetBytes(text)];

    public static byte[] FormData(string name) => Encoding.UTF8.GetBytes($$"""{"formsdata":[{"key":"Name","tag":"","value":"{{name}}","type":"text"}]}""");
}
