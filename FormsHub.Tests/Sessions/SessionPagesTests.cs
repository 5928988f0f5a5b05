using FormsHub.Jobs.Forms.Samples;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.PracticeEditor;
using FormsHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FormsHub.Tests.Sessions;

/// <summary>Every page of the respondents' and the sessions' side, looked at with the accessibility check, and walked through.</summary>
public sealed class SessionPagesTests(SessionPagesApplication application) : IClassFixture<SessionPagesApplication>
{
    private static readonly string Check = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Pages", "accessibility.js"));

    public static TheoryData<string, bool, ColorScheme> EveryPage()
    {
        var data = new TheoryData<string, bool, ColorScheme>();
        foreach (var page in new[] { "sessions", "empty sessions", "filled", "no match", "bad question", "filled session", "submitted session", "document", "fill", "received", "verify", "genuine", "wrong code" })
        {
            foreach (var phone in new[] { false, true })
            {
                data.Add(page, phone, ColorScheme.Light);
                data.Add(page, phone, ColorScheme.Dark);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryPage))]
    public async Task A_page_can_be_read_and_used_by_everybody(string name, bool phone, ColorScheme theme)
    {
        var isPublic = name is "fill" or "received" or "verify" or "genuine" or "wrong code";
        var context = await Browser.OpenAsync(application, isPublic ? null : application.Person, phone ? Browser.Phone : Browser.Wide, theme);
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            // Chromium reports the status of an error page's own request as an error; that is what the page is about.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);

        await page.GotoAsync(application.AddressOf(name));
        if (name is "document" or "fill")
        {
            await Expect(page.FrameLocator("iframe[name=frameEditor]").GetByLabel("Name")).ToBeVisibleAsync();
        }

        Assert.Empty(await page.EvaluateAsync<string[]>(Check));
        Assert.Empty(complaints);
        await context.CloseAsync();
    }

    [Fact]
    public async Task From_the_form_to_what_was_filled_and_never_submitted_and_back()
    {
        var page = await (await Browser.OpenAsync(application, application.Person)).NewPageAsync();
        await page.GotoAsync($"/forms/{application.FormId}");

        await page.GetByRole(AriaRole.Link, new() { Name = "Sessions", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Progressbar, new() { Name = "Submitted:" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Filled, not submitted" }).ClickAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "Grace Hopper", Exact = true }).ClickAsync();
        await Expect(page.Locator(".timeline").First).ToContainTextAsync("Left; what was entered is saved");
        await page.GetByRole(AriaRole.Link, new() { Name = "Open what is filled" }).ClickAsync();

        var editor = page.FrameLocator("iframe[name=frameEditor]");
        await Expect(editor.GetByLabel("Name")).ToHaveValueAsync("Grace Hopper");
        await Expect(editor.GetByLabel("Name")).ToBeDisabledAsync();
        await Expect(editor.Locator("#submit")).ToBeHiddenAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());
        Assert.Equal("%PDF-"u8.ToArray(), (await File.ReadAllBytesAsync(await download.PathAsync()))[..5]);
        await page.GetByRole(AriaRole.Link, new() { Name = "The session of Grace Hopper" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Grace Hopper" })).ToBeVisibleAsync();
        await page.GoBackAsync();
        await page.GoBackAsync();
        await page.Locator(".breadcrumb").ClickAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("tr.current")).ToContainTextAsync("Grace Hopper");
    }

    [Fact]
    public async Task Looking_at_a_document_is_no_visit_of_the_session()
    {
        var events = await application.Database.ScalarAsync<long>("SELECT count(*) FROM callback_events");
        var page = await (await Browser.OpenAsync(application, application.Person)).NewPageAsync();
        await page.GotoAsync(application.AddressOf("document"));
        await Expect(page.FrameLocator("iframe[name=frameEditor]").GetByLabel("Name")).ToBeVisibleAsync();

        await page.GotoAsync("/");

        Assert.Equal(events, await application.Database.ScalarAsync<long>("SELECT count(*) FROM callback_events"));
    }

    [Fact]
    public async Task A_file_is_compared_in_the_browser_and_never_sent()
    {
        var page = await (await Browser.OpenAsync(application)).NewPageAsync();
        var posts = new List<string>();
        page.Request += (_, request) =>
        {
            if (request.Method != "GET")
            {
                posts.Add(request.Url);
            }
        };
        await page.GotoAsync(application.AddressOf("genuine"));

        foreach (var (content, verdict) in new[] { (application.Received, "This is the file that was received."), ("%PDF-1.7 other"u8.ToArray(), "This is another file.") })
        {
            await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "mine.pdf", MimeType = "application/pdf", Buffer = content });
            await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
            await Expect(page.Locator("[data-verdict]:not([hidden])")).ToContainTextAsync(verdict);
        }

        Assert.Empty(posts);
    }
}

/// <summary>A form that three people came to in a browser: one submitted, one filled and left, one is inside.</summary>
public sealed class SessionPagesApplication : FormsHubApplication
{
    private readonly Dictionary<string, string> _addresses = new(StringComparer.Ordinal);

    public SessionPagesApplication() => WithSettings(("PracticeEditor:SaveDelaySeconds", "0"), ("Access:VerificationAttempts", "10000"));

    public SignedInPerson Person { get; private set; } = null!;
    public int FormId { get; private set; }

    /// <summary>The document that was submitted.</summary>
    public byte[] Received { get; private set; } = [];

    public string AddressOf(string page) => _addresses[page];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Person = await SignedInPerson.ArriveAsync(this);
        using var api = CreateApiClient();
        FormId = (await api.PublishAsync(PracticeEditorFixture.Draft)).GetProperty("id").GetInt32();
        await Database.ExecuteAsync($"UPDATE forms SET allow_copy = true, asked_by = 'City Library', purpose = 'We plan the rooms with it.', result_message = 'See you on Monday.' WHERE id = {FormId}");
        var empty = (await api.PublishAsync(SampleForm.EventRegistration)).GetProperty("id").GetInt32();
        var ada = await FillAsync(api, "Ada Lovelace", submits: true);
        var grace = await FillAsync(api, "Grace Hopper", submits: false);
        await api.OpenSessionAsync(FormId, new { name = "Emmy Noether", reference = "case 42" });
        var fresh = await api.OpenSessionAsync(FormId);
        await SessionRows.AddAsync(Database, FormId, SessionRows.Random(new Random(7), 40, DateTimeOffset.UtcNow).Where(row => row.ChangedAt is null));
        var submission = await Database.ScalarAsync<long>($"SELECT max(id) FROM submissions WHERE form_id = {FormId}");
        Received = await api.GetByteArrayAsync($"/api/submissions/{submission}/document");
        var code = await Services.GetRequiredService<VerificationCodes>().OfAsync(submission, default);
        foreach (var (page, address) in new[]
        {
            ("sessions", $"/forms/{FormId}/sessions"), ("empty sessions", $"/forms/{empty}/sessions"), ("filled", $"/forms/{FormId}/sessions?progress=filledNotSubmitted"),
            ("no match", $"/forms/{FormId}/sessions?q=nobody"), ("bad question", $"/forms/{FormId}/sessions?progress=gone"), ("filled session", $"/sessions/{grace.Id}"),
            ("submitted session", $"/sessions/{ada.Id}"), ("document", $"/sessions/{grace.Id}/document"),
            ("fill", new Uri(fresh.GetProperty("fillUrl").GetString()!).AbsolutePath), ("received", ada.Link), ("verify", "/verify"), ("genuine", $"/verify/{code}"), ("wrong code", "/verify/wrong"),
        })
        {
            _addresses.Add(page, address);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        Person.Dispose();
        await base.DisposeAsync();
    }

    private async Task<(Guid Id, string Link)> FillAsync(HttpClient api, string name, bool submits)
    {
        var session = await api.OpenSessionAsync(FormId, new { name });
        var context = await Browser.OpenAsync(this);
        var page = await context.NewPageAsync();
        var link = new Uri(session.GetProperty("fillUrl").GetString()!).AbsolutePath;
        await page.GotoAsync(link);
        var editor = page.FrameLocator("iframe[name=frameEditor]");
        await editor.GetByLabel("Name").FillAsync(name);
        await Expect(editor.Locator("#state")).ToHaveTextAsync("All changes saved");
        if (submits)
        {
            await editor.Locator("#submit").ClickAsync();
            await Expect(page.Locator("#received-title")).ToBeVisibleAsync();
        }

        await context.CloseAsync();
        var id = session.GetProperty("id").GetGuid();
        await Deadline.WaitAsync(async () => await Database.ScalarAsync<long>($"SELECT count(*) FROM document_keys WHERE fill_session_id = '{id}' AND retired_at IS NOT NULL") > 0);
        return (id, link);
    }
}
