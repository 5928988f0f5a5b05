using System.Diagnostics;
using System.Globalization;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Support;
using System.Text.Json;

namespace FormsHub.Bench;

/// <summary>How fill sessions are listed and counted when a form has very many of them, over HTTP.</summary>
internal sealed class SessionsBenchmark : IBenchmark
{
    private const int DefaultSessions = 1_000_000;
    private const int Runs = 30;

    public string Name => "sessions";

    /// <param name="args">How many sessions.</param>
    public async Task<bool> RunAsync(string[] args, MarkdownReport report)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : DefaultSessions;
        await using var hub = await Installation.StartAsync();
        var form = await hub.PublishAsync(SampleForm.Blank);
        await SeedAsync(hub, form, count);

        report.Line(string.Create(CultureInfo.InvariantCulture, $"A form of {count:N0} fill sessions with 3 callbacks each: half submitted, a tenth filled and left, a tenth never opened, a hundred inside now. {Runs} requests each, one after another."));
        report.Line("Expected at 1,000,000: a page within 50 ms, the funnel, which counts all of them, within 500.");
        report.Line();
        report.Head(":what", "p50 ms", "slowest ms", "sessions");
        var sessions = $"/api/forms/{form}/sessions";
        var middle = await CursorAsync(hub, form);
        foreach (var (what, address) in new[]
        {
            ("the newest 50", sessions), ("50 in the middle", $"{sessions}?cursor={middle}"), ("the newest 1,000", $"{sessions}?limit=1000"),
            ("editing now", $"{sessions}?progress=editing"), ("filled, not submitted", $"{sessions}?progress=filledNotSubmitted"), ("just opened", $"{sessions}?progress=opened"),
            ("abandoned", $"{sessions}?progress=abandoned"), ("abandoned, in the middle", $"{sessions}?progress=abandoned&cursor={middle}"), ("submitted", $"{sessions}?progress=submitted"),
            ("not opened", $"{sessions}?progress=notOpened"), ("a person by name", $"{sessions}?q=Person%201234567"), ("everybody called Person", $"{sessions}?q=Person"), ("nobody", $"{sessions}?q=nobodyatall"),
            ("a week", $"{sessions}?from={DateTime.UtcNow.AddDays(-7):yyyy-MM-dd}"), ("the funnel", $"/api/forms/{form}/funnel"), ("the funnel of a week", $"/api/forms/{form}/funnel?from={DateTime.UtcNow.AddDays(-7):yyyy-MM-dd}"),
        })
        {
            await MeasureAsync(hub, what, address, report);
        }

        return true;
    }

    private static async Task MeasureAsync(Installation hub, string what, string address, MarkdownReport report)
    {
        var times = new List<double>();
        var shown = 0;
        for (var run = 0; run < Runs; run++)
        {
            var watch = Stopwatch.StartNew();
            using var answer = JsonDocument.Parse(await hub.Api.GetStringAsync(address));
            times.Add(watch.Elapsed.TotalMilliseconds);
            shown = answer.RootElement.TryGetProperty("items", out var items) ? items.GetArrayLength() : answer.RootElement.GetProperty("sessions").GetInt32();
        }

        times.Sort();
        report.Row(what, times[Runs / 2], times[^1], shown);
    }

    /// <summary>The place after half of the sessions.</summary>
    private static async Task<string> CursorAsync(Installation hub, int form) =>
        (await hub.AskAsync<string>($"""
            SELECT (621355968000000000 + (extract(epoch FROM created_at) * 10000000)::bigint) || '-' || replace(id::text, '-', '')
            FROM fill_sessions WHERE form_id = {form} ORDER BY created_at OFFSET (SELECT count(*) / 2 FROM fill_sessions WHERE form_id = {form}) LIMIT 1
            """))!;

    /// <summary>Rows as callbacks would have left them, over a year; the last digit of a session's number says how far it came.</summary>
    private static async Task SeedAsync(Installation hub, int form, int count)
    {
        foreach (var statement in new[]
        {
            $"""
            INSERT INTO fill_sessions (id, form_id, form_version_id, link_token, respondent_id, name, created_at, opened_at, changed_at, submitted_at, last_activity_at)
            SELECT gen_random_uuid(), v.form_id, v.id, 'l' || n, 'r', CASE WHEN n % 4 = 0 THEN 'Person ' || (1000000 + n) END, at,
                   CASE WHEN n % 10 < 9 THEN at + interval '5 s' END, CASE WHEN n % 10 < 6 THEN at + interval '3 min' END,
                   CASE WHEN n % 10 < 5 THEN at + interval '9 min' END, CASE WHEN n % 10 < 9 THEN at + interval '10 min' END
            FROM form_versions v, generate_series(1, {count}) n, LATERAL (SELECT now() - interval '365 days' * n / {count} - interval '10 min' AS at) t
            WHERE v.form_id = {form}
            """,
            "INSERT INTO document_keys (key, form_id, form_version_id, fill_session_id, users_at, retired_at) SELECT 'k' || link_token, form_id, form_version_id, id, last_activity_at, last_activity_at FROM fill_sessions",
            "UPDATE document_keys SET users = '{r}', users_at = now(), retired_at = NULL WHERE key IN (SELECT 'k' || link_token FROM fill_sessions WHERE stage IN (1, 2) ORDER BY created_at DESC LIMIT 100)",
            """
            INSERT INTO callback_events (document_key, form_id, status, claims, outcome, received_at, duration_ms)
            SELECT 'k' || link_token, form_id, status, jsonb_build_object('key', 'k' || link_token, 'status', status, 'users', CASE status WHEN 1 THEN '["r"]'::jsonb ELSE '[]' END, 'iat', extract(epoch FROM at)::bigint),
                   'presenceUpdated', at, 4
            FROM fill_sessions, LATERAL (VALUES (1, opened_at), (1, opened_at + interval '1 min'), (4, last_activity_at)) said (status, at)
            WHERE opened_at IS NOT NULL
            """,
            """
            INSERT INTO document_saves (document_key, form_id, event_id, status, kind, document_sha256, saved_at)
            SELECT 'k' || link_token, form_id, 1, 2, 'final', (SELECT sha256 FROM blobs LIMIT 1), changed_at FROM fill_sessions WHERE changed_at IS NOT NULL
            """,
            """
            INSERT INTO submissions (form_id, form_version_id, fill_session_id, document_key, event_id, number, submitted_at, state, save_path)
            SELECT form_id, form_version_id, id, 'k' || link_token, 1, row_number() OVER (ORDER BY submitted_at), submitted_at, 1, '/x' FROM fill_sessions WHERE submitted_at IS NOT NULL
            """,
            "VACUUM ANALYZE",
        })
        {
            await hub.AskAsync<object?>(statement);
        }
    }
}
