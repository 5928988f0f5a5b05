using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FormsHub.Tests.Support;
using Microsoft.Playwright;

namespace FormsHub.Tests.Pages;

/// <summary>What the operations page says about the Document Server.</summary>
public class DocumentServerSectionsTests(DocumentServerSectionsTests.Troubled application) : IClassFixture<DocumentServerSectionsTests.Troubled>
{
    private static readonly string Check = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Pages", "accessibility.js"));

    [Fact]
    public async Task Commands_that_stopped_are_shown_with_their_reason_and_sent_again()
    {
        var page = await ReadAsync();
        var table = Text(page.QuerySelector("section[aria-labelledby=commands-title] table"));
        Assert.Contains("End the editing", table, StringComparison.Ordinal);
        Assert.Contains("Show the title “Summer school”", table, StringComparison.Ordinal);
        Assert.Contains("Stopped It failed inside the Document Server.", table, StringComparison.Ordinal);
        Assert.Contains("Waits", table, StringComparison.Ordinal);

        using var answer = await application.Person.SendAsync("/operations", "/operations?handler=CommandsAgain", ("id", $"{application.Stopped}"));

        Assert.Equal("/operations?commandsAgain=1", answer.Headers.Location!.OriginalString);
        Assert.Equal("waiting", await application.Database.ScalarAsync<string>($"SELECT state FROM document_commands WHERE id = {application.Stopped}"));
        await application.Database.ExecuteAsync($"UPDATE document_commands SET state = 'failed', attempts = 8 WHERE id = {application.Stopped}");
    }

    [Fact]
    public async Task Documents_that_only_the_Document_Server_has_are_a_trouble_with_a_button()
    {
        var page = await ReadAsync();
        Assert.Contains("The final save could not be fetched.", Text(page.QuerySelector("section[aria-labelledby=kept-title] table")), StringComparison.Ordinal);
        var look = Text(page.QuerySelector("section[aria-labelledby=forgotten-title]"));
        Assert.Contains("1 file of FormsHub's was there", look, StringComparison.Ordinal);
        Assert.Contains("3 files of other programs were left alone.", look, StringComparison.Ordinal);
        Assert.Contains("Fetched and stored", look, StringComparison.Ordinal);

        using var answer = await application.Person.SendAsync("/operations", "/operations?handler=Look");

        Assert.Equal("/operations?looking=true#forgotten-title", answer.Headers.Location!.OriginalString);
        Assert.True(await application.Database.ScalarAsync<bool>("SELECT next_attempt_at <= now() FROM forgotten_files WHERE state = 'found'"));
    }

    [Fact]
    public async Task What_is_wrong_with_the_connection_comes_first_and_says_what_to_do()
    {
        var page = await ReadAsync();

        var section = page.QuerySelector("section[aria-labelledby=connection-title]")!;
        Assert.Equal("Failed", Text(section.QuerySelector(".toolbar .badge")));
        Assert.Equal(["It reaches FormsHub", "The clocks agree"], section.QuerySelectorAll(":scope > .detail-list dt").Select(Text));
        Assert.Contains("Set FormsHub:InternalUrl", Text(section.QuerySelector(".detail-list dd .as-sent")), StringComparison.Ordinal);
        Assert.Equal("1 thing is well", Text(section.QuerySelector("summary")));
    }

    [Fact]
    public async Task Everything_that_failed_is_counted_in_the_top_bar() =>
        Assert.Contains("2 failed", Text((await ReadAsync()).QuerySelector(".topbar")), StringComparison.Ordinal);

    [Fact]
    public async Task A_check_is_run_by_its_button_and_the_page_shows_what_it_found()
    {
        await using var fresh = await FormsHubApplication.StartAsync();
        using var person = await SignedInPerson.ArriveAsync(fresh);
        var context = await Browser.OpenAsync(fresh, person);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/operations");
        Assert.Contains("Not checked yet.", await page.Locator("section[aria-labelledby=connection-title]").InnerTextAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Check now" }).ClickAsync();

        await page.GetByText("All 8 things are well").ClickAsync();
        Assert.Contains("It fetched a file from http://127.0.0.1:", await page.Locator("section[aria-labelledby=connection-title]").InnerTextAsync(), StringComparison.Ordinal);
        await context.CloseAsync();
    }

    [Theory]
    [InlineData(false, ColorScheme.Light)]
    [InlineData(false, ColorScheme.Dark)]
    [InlineData(true, ColorScheme.Light)]
    [InlineData(true, ColorScheme.Dark)]
    public async Task With_every_trouble_at_once_the_page_can_be_read_and_used_by_everybody(bool phone, ColorScheme theme)
    {
        var context = await Browser.OpenAsync(application, application.Person, phone ? Browser.Phone : Browser.Wide, theme);
        var page = await context.NewPageAsync();

        await page.GotoAsync("/operations");
        await page.Locator("section[aria-labelledby=connection-title] summary").ClickAsync();

        Assert.Empty(await page.EvaluateAsync<string[]>(Check));
        await context.CloseAsync();
    }

    private static string Text(IElement? element) => string.Join(' ', element!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task<IDocument> ReadAsync()
    {
        using var answer = await application.Person.Client.GetAsync("/operations");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>An application whose Document Server gives trouble in every way the page shows.</summary>
    public sealed class Troubled : FormsHubApplication
    {
        public SignedInPerson Person { get; private set; } = null!;

        /// <summary>The command that stopped.</summary>
        public long Stopped { get; private set; }

        public override async Task InitializeAsync()
        {
            WithSettings(("Jobs:Enabled", "false"));
            await base.InitializeAsync();
            Person = await SignedInPerson.ArriveAsync(this);
            var form = await TestForm.CreateAsync(Database.DataSource);
            await Database.ExecuteAsync($$"""
                UPDATE forms SET title = 'Summer school' WHERE id = {{form.Id}};
                INSERT INTO document_keys (key, form_id, form_version_id, retired_at)
                SELECT 's-' || repeat(n::text, 32), {{form.Id}}, (SELECT id FROM form_versions WHERE form_id = {{form.Id}}), CASE WHEN n > 1 THEN now() END
                FROM generate_series(1, 4) AS n;
                INSERT INTO document_commands (document_key, command, argument, state, attempts, next_attempt_at, last_error, answer)
                VALUES ('s-' || repeat('1', 32), 'drop', NULL, 'failed', 8, now(), 'It failed inside the Document Server.', 3),
                       ('s-' || repeat('2', 32), 'meta', '{"title":"Summer school.pdf"}', 'waiting', 2, now() + interval '1 minute', 'The Document Server did not answer in time.', NULL),
                       ('s-' || repeat('3', 32), 'forcesave', NULL, 'waiting', 0, '-infinity', NULL, NULL);
                INSERT INTO forgotten_files (document_key, state, found_at, seen_at, attempts, next_attempt_at, last_error)
                VALUES ('s-' || repeat('1', 32), 'found', now() - interval '2 hours', now(), 5, now() + interval '16 minutes', 'The final save could not be fetched.');
                INSERT INTO forgotten_files (document_key, state, found_at, seen_at, attempts, next_attempt_at, document_sha256, settled_at)
                SELECT 's-' || repeat('2', 32), 'deleted', now() - interval '3 hours', now(), 1, now(), sha256, now() - interval '3 hours' FROM blobs LIMIT 1;
                INSERT INTO forgotten_files (document_key, state, found_at, seen_at, attempts, next_attempt_at, settled_at)
                VALUES ('s-' || repeat('3', 32), 'gone', now() - interval '4 hours', now(), 1, now(), now() - interval '4 hours');
                INSERT INTO forgotten_looks (looked_at, ours, others) VALUES (now() - interval '2 minutes', 1, 3);
                INSERT INTO connection_checks (nonce, started_at, finished_at, lines)
                VALUES ('n', now(), now() - interval '12 minutes', '[
                    {"name":"The Document Server answers","verdict":"ok","text":"It is there and says that it is healthy.","advice":null},
                    {"name":"It reaches FormsHub","verdict":"failed","text":"It could not fetch a file from http://127.0.0.1:8080 (error -4). No form opens and nothing is saved like this.","advice":"That address means the Document Server''s own machine to it. Set FormsHub:InternalUrl to FormsHub''s address in the network between the two."},
                    {"name":"The clocks agree","verdict":"look","text":"The Document Server''s clock is 31 seconds ahead of FormsHub''s.","advice":"Set the clocks of both machines by the same time server (NTP). From one minute on, tokens are refused."}]');
                """);
            Stopped = await Database.ScalarAsync<long>("SELECT id FROM document_commands WHERE state = 'failed'");
        }

        public override async ValueTask DisposeAsync()
        {
            Person.Dispose();
            await base.DisposeAsync();
            GC.SuppressFinalize(this);
        }
    }
}
