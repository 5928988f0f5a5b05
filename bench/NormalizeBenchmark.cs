using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Support;
using Npgsql;

namespace FormsHub.Bench;

/// <summary>Received submissions become values: the stored form data is read, its 25 answers are typed, rows are written and marked.</summary>
internal sealed class NormalizeBenchmark : IBenchmark
{
    private const int DefaultSubmissions = 20_000;
    private const int DefaultRuns = 3;

    private const string Receive = """
        WITH kept AS (
            INSERT INTO blobs (sha256, size, media_type) SELECT hash, size, 'application/json' FROM unnest(@hashes, @sizes) AS f (hash, size)
        ), event AS (
            INSERT INTO callback_events (document_key, form_id, status, forcesave_type, outcome, received_at, duration_ms)
            VALUES ('bench', @form, 6, 3, 'submissionStored', now(), 5) RETURNING id
        ), numbered AS (
            UPDATE forms SET last_number = last_number + cardinality(@hashes) WHERE id = @form RETURNING last_number - cardinality(@hashes) AS before
        )
        INSERT INTO submissions (form_id, form_version_id, document_key, event_id, number, submitted_at, submitter_id, submitter, save_path, form_data_sha256)
        SELECT @form, v.id, 'bench', event.id, before + place, now(), 'u-1', 'Anna Adams', '/cache/files/data/bench_' || before + place, hash
        FROM unnest(@hashes) WITH ORDINALITY AS f (hash, place), event, numbered, form_versions v
        WHERE v.form_id = @form
        """;

    // When the first batch began is not known, so it does not count.
    private const string Rate = """
        SELECT count(*) FILTER (WHERE normalized_at > earliest) / extract(epoch FROM max(normalized_at) - min(earliest))
        FROM (SELECT normalized_at, min(normalized_at) OVER () AS earliest FROM submissions WHERE id > @first) s
        """;

    public string Name => "normalize";

    /// <param name="args">Submissions a run, and runs.</param>
    public async Task<bool> RunAsync(string[] args, MarkdownReport report)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : DefaultSubmissions;
        var runs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : DefaultRuns;
        await using var hub = await Installation.StartAsync();
        var form = await hub.PublishAsync(SampleForm.TwentyFiveFields);
        await ReceiveAsync(hub, form, 1_000, seed: 0);
        await DrainAsync(hub);

        report.Line("Received submissions of 25 fields each, form data stored, no values yet; the service finds them by itself. From the first batch's commit to the last one's. Expected: 1,500 a second.");
        report.Line();
        report.Head("run", "submissions", "per second", "CPU s: FormsHub", "PostgreSQL", "needing attention");
        var rates = new List<double>();
        var attention = 0L;
        for (var run = 1; run <= runs; run++)
        {
            var first = await hub.AskAsync<long>("SELECT max(id) FROM submissions");
            await ReceiveAsync(hub, form, count, run);
            var (formsHub, postgres) = (new ProcessMeter(hub.Program.Id), new ProcessMeter(hub.Program.PostmasterId));
            var before = (formsHub.Cpu, postgres.CpuWithChildren);
            await DrainAsync(hub);
            var cost = (formsHub.Cpu - before.Cpu, postgres.CpuWithChildren - before.CpuWithChildren);

            rates.Add((double)await hub.AskAsync<decimal>(Rate.Replace("@first", first.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)));
            attention += await hub.AskAsync<long>(string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM submissions WHERE state <> 1 AND id > {first}"));
            report.Row(run, count, rates[^1], cost.Item1, cost.Item2, attention);
        }

        report.Row("median", "", rates.Order().ElementAt((runs - 1) / 2), "", "", "");
        return attention == 0;
    }

    private static async Task ReceiveAsync(Installation hub, int form, int count, int seed)
    {
        var random = new Random(seed);
        var (hashes, sizes) = (new byte[count][], new long[count]);
        for (var i = 0; i < count; i++)
        {
            var formData = SentSubmission.Make(random, $"submission {i} of run {seed}", 16, 16).FormData;
            (hashes[i], sizes[i]) = (SHA256.HashData(formData), formData.Length);
            var hex = Convert.ToHexStringLower(hashes[i]);
            Directory.CreateDirectory(Path.Combine(hub.BlobFolder, hex[..2]));
            await File.WriteAllBytesAsync(Path.Combine(hub.BlobFolder, hex[..2], hex), formData);
        }

        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(hub.ConnectionString) { Pooling = false });
        await using var command = database.CreateCommand(Receive);
        command.Parameters.AddWithValue("form", form);
        command.Parameters.AddWithValue("hashes", hashes);
        command.Parameters.AddWithValue("sizes", sizes);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task DrainAsync(Installation hub)
    {
        var watch = Stopwatch.StartNew();
        while (await hub.AskAsync<long>("SELECT count(*) FROM submissions WHERE state = 0") > 0)
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(10))
            {
                throw new TimeoutException("The values were not made in ten minutes.");
            }

            await Task.Delay(200);
        }
    }
}
