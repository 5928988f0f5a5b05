using System.Globalization;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Submissions.Normalization;
using FormsHub.Tests.Support;
using Npgsql;

namespace FormsHub.Tests.Submissions;

public class NormalizeSubmissionsTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly FieldDefinition[] EveryKind =
    [
        NormalizationForm.Field("Name", "text"),
        NormalizationForm.Field("Amount", "text") with { TextFormat = new TextFormat("digit", null, null) },
        NormalizationForm.Field("Agree", "checkBox"),
        NormalizationForm.Field("Plan", "radio") with { Options = [new FieldOption("Business plan", "Choice1")] },
        NormalizationForm.Field("Day", "dateTime") with { DateFormat = "dd.mm.yyyy", Language = "de-DE" },
        NormalizationForm.Field("Meeting", "dateTime") with { DateFormat = "mm/dd/yyyy h:mm AM/PM", Language = "en-US" },
        NormalizationForm.Field("Photo", "picture"),
    ];

    private const string Filled =
        $$"""
        {"formsdata":[{"key":"Name","type":"text","value":"Anna M\u00fcller"},{"key":"Amount","type":"text","value":"42"},{"key":"Agree","type":"checkBox","value":true},
        {"key":"Plan","type":"radio","value":"Choice1"},{"key":"Day","type":"dateTime","value":"18.11.2026"},
        {"key":"Meeting","type":"dateTime","value":"11/18/2026 3:30 PM"},{"key":"Photo","type":"picture","value":"{{NormalizerSamples.Png}}"}]}
        """;

    [Fact]
    public async Task Every_kind_of_value_stands_in_its_column()
    {
        var form = await NormalizationForm.PublishAsync(database, EveryKind);
        var id = await form.SubmitAsync(Filled);
        await form.NormalizeAsync();

        Assert.Equal("1", await form.SubmissionAsync(id, "state"));
        Assert.Equal("true", await form.SubmissionAsync(id, "normalized_at IS NOT NULL AND reason IS NULL"));
        Assert.Equal("Anna Müller", await form.CellAsync(id, form.Column("Name")));
        Assert.Equal("42", await form.CellAsync(id, form.Column("Amount")));
        Assert.Equal("true", await form.CellAsync(id, form.Column("Agree")));
        Assert.Equal("Business plan", await form.CellAsync(id, form.Column("Plan")));
        Assert.Equal("2026-11-18", await form.CellAsync(id, form.Column("Day")));
        Assert.Equal("2026-11-18 15:30:00", await form.CellAsync(id, form.Column("Meeting")));
        var search = await form.CellAsync(id, "search");
        Assert.StartsWith("Anna Müller\n42\nBusiness plan\n18.11.2026\n", search, StringComparison.Ordinal);
        Assert.Equal("image/png", await database.ScalarAsync<string>(
            $"SELECT b.media_type FROM data.f{form.Id} d JOIN blobs b ON b.sha256 = d.{form.Column("Photo")}"));
        Assert.Empty(await form.LedgerAsync(id));
    }

    [Fact]
    public async Task What_does_not_fit_goes_to_the_ledger_and_nothing_is_lost()
    {
        var form = await NormalizationForm.PublishAsync(database, EveryKind);
        var id = await form.SubmitAsync(
            """
            [{"key":"Amount","type":"text","value":"007"},{"key":"Amount","type":"text","value":"8"},{"key":"Plan","type":"radio","value":"Choice9"},
             {"key":"Day","type":"dateTime","value":"soon"},{"key":"Photo","type":"picture","value":"https://example.org/x.png"},
             {"key":"Extra","type":"radio","value":"x"},{"key":"Amount","type":"checkBox","value":true},{"key":"Untouched","type":"text","value":""}]
            """);
        await form.NormalizeAsync();

        Assert.Equal("3 values need attention: Plan, Day, Photo", await form.SubmissionAsync(id, "reason"));
        Assert.Equal("2", await form.SubmissionAsync(id, "state"));
        Assert.Equal(
            [
                "Amount|0|007", "Amount|1|8|8", "Plan|0|Choice9|Choice9|The value is not one of the options.",
                "Day|0|soon|The value is not a date in the form dd.mm.yyyy.",
                "Photo|0|https://example.org/x.png|The value is not an image but an address or a text; addresses are never fetched.",
                "Amount#checkBox|0|true|t", "Extra|0|x|x",
            ],
            await form.LedgerAsync(id));
        Assert.Null(await form.CellAsync(id, form.Column("Amount")));
        Assert.Equal("Choice9", await form.CellAsync(id, form.Column("Plan")));
        Assert.Equal("1", await database.ScalarAsync<string>(
            $"SELECT count(*)::text FROM form_fields WHERE form_id = {form.Id} AND name = 'Untouched' AND column_kind IS NULL"));
    }

    [Theory]
    [InlineData("\"just a string\"", "The form data is not a list of fields.")]
    [InlineData(null, "The submission came without form data.")]
    public async Task A_submission_that_cannot_be_read_is_failed_and_has_an_empty_row(string? formData, string reason)
    {
        var form = await NormalizationForm.PublishAsync(database, EveryKind);
        var id = await form.SubmitAsync(formData);
        await form.NormalizeAsync();

        Assert.Equal("3", await form.SubmissionAsync(id, "state"));
        Assert.Equal(reason, await form.SubmissionAsync(id, "reason"));
        Assert.Equal("1", await form.CellAsync(id, "number"));
        Assert.Null(await form.CellAsync(id, form.Column("Agree")));
    }

    [Fact]
    public async Task Normalizing_again_replaces_values_and_keeps_one_row()
    {
        var form = await NormalizationForm.PublishAsync(database, EveryKind);
        var id = await form.SubmitAsync("""[{"key":"Name","type":"text","value":"x"},{"key":"New","type":"text","value":"y"},{"key":"Day","type":"dateTime","value":"soon"}]""");
        await form.NormalizeAsync();
        var before = await form.LedgerAsync(id);
        await database.ExecuteAsync($"UPDATE submissions SET state = 0, trashed = true WHERE id = {id}");
        await database.ExecuteAsync($"UPDATE data.f{form.Id} SET search = 'old', {form.Column("Name")} = 'old'");
        await form.NormalizeAsync();

        Assert.Equal(2, before.Count);
        Assert.Equal(before, await form.LedgerAsync(id));
        Assert.Equal("x", await form.CellAsync(id, form.Column("Name")));
        Assert.Equal("x\ny\nsoon", await form.CellAsync(id, "search"));
        Assert.Equal("true", await form.CellAsync(id, "trashed"));
    }

    [Fact]
    public async Task A_poisoned_submission_does_not_hold_up_its_batch_and_comes_back_until_its_attempts_are_used_up()
    {
        var form = await NormalizationForm.PublishAsync(database, EveryKind);
        var good = await form.SubmitAsync(Filled);
        var poisoned = await form.SubmitAsync("""[{"key":"Name","type":"text","value":"its bytes will be missing"}]""");
        var better = await form.SubmitAsync("""[{"key":"Name","type":"text","value":"x"}]""");
        var sha256 = await database.ScalarAsync<byte[]>($"SELECT form_data_sha256 FROM submissions WHERE id = {poisoned}");
        form.Blobs.Remove(sha256!);

        await form.NormalizeAsync();
        Assert.Equal("1", await form.SubmissionAsync(good, "state"));
        Assert.Equal("1", await form.SubmissionAsync(better, "state"));
        Assert.Equal("0 1 true", await form.SubmissionAsync(poisoned, "concat_ws(' ', state, attempts, (next_attempt_at > now())::text)"));

        await form.NormalizeAsync();
        Assert.Equal("1", await form.SubmissionAsync(poisoned, "attempts"));

        form.Clock.Advance(TimeSpan.FromMinutes(1));
        await form.NormalizeAsync();
        form.Clock.Advance(TimeSpan.FromMinutes(2));
        await form.NormalizeAsync();
        Assert.Equal("3 3", await form.SubmissionAsync(poisoned, "concat_ws(' ', state, attempts)"));
        Assert.StartsWith("Its values could not be made in 3 attempts: FileNotFoundException", await form.SubmissionAsync(poisoned, "reason"), StringComparison.Ordinal);
        Assert.Equal("2", await form.CellAsync(poisoned, "number"));
    }

    [Fact]
    public async Task A_crash_in_the_middle_of_a_batch_stores_nothing_and_the_next_run_everything()
    {
        var form = await NormalizationForm.PublishAsync(database, EveryKind);
        var ids = new[] { await form.SubmitAsync("[]"), await form.SubmitAsync(Filled), await form.SubmitAsync("[]") };
        using var stopping = new CancellationTokenSource();
        form.Blobs.BeforeWrite = _ =>
        {
            stopping.Cancel();
            throw new OperationCanceledException(stopping.Token);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => form.Job().RunAsync(stopping.Token));
        Assert.Equal("0", await database.ScalarAsync<string>($"SELECT count(*)::text FROM data.f{form.Id}"));
        Assert.All(ids, id => Assert.Equal("0 0", form.SubmissionAsync(id, "concat_ws(' ', state, attempts)").Result));

        form.Blobs.BeforeWrite = null;
        await form.NormalizeAsync();
        Assert.All(ids, id => Assert.Equal("1", form.SubmissionAsync(id, "state").Result));
    }

    [Fact]
    public async Task A_blob_store_that_fails_costs_only_the_submission_whose_picture_it_refused()
    {
        var form = await NormalizationForm.PublishAsync(database, EveryKind);
        var plain = await form.SubmitAsync("[]");
        var picture = await form.SubmitAsync(Filled);
        form.Blobs.BeforeWrite = _ => throw new IOException("No space left on device");
        await form.NormalizeAsync();
        Assert.Equal("1", await form.SubmissionAsync(plain, "state"));
        Assert.Equal("0 IOException: No space left on device", await form.SubmissionAsync(picture, "concat_ws(' ', state, last_error)"));

        form.Blobs.BeforeWrite = null;
        form.Clock.Advance(TimeSpan.FromMinutes(1));
        await form.NormalizeAsync();
        Assert.Equal("1", await form.SubmissionAsync(picture, "state"));
        Assert.Null(await form.SubmissionAsync(picture, "last_error"));
    }

    [Fact]
    public async Task A_database_that_goes_away_costs_no_attempt()
    {
        var form = await NormalizationForm.PublishAsync(database, EveryKind);
        var id = await form.SubmitAsync(Filled);
        await using var severed = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { ApplicationName = "severed" }.ConnectionString);
        form.Blobs.BeforeWrite = _ => database.ScalarAsync<bool>(
            "SELECT bool_and(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity WHERE application_name = 'severed'").Wait();

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => form.Job(severed).RunAsync(CancellationToken.None));
        Assert.Equal("0 0", await form.SubmissionAsync(id, "concat_ws(' ', state, attempts)"));

        form.Blobs.BeforeWrite = null;
        await form.NormalizeAsync();
        Assert.Equal("1", await form.SubmissionAsync(id, "state"));
    }

    [Fact]
    public async Task Two_workers_share_the_work_and_agree_on_new_fields()
    {
        var form = await NormalizationForm.PublishAsync(database, EveryKind);
        const int Submissions = 60;
        for (var i = 0; i < Submissions; i++)
        {
            await form.SubmitAsync($$"""[{"key":"Name","type":"text","value":"n{{i}}"},{"key":"New{{i % 3}}","type":"text","value":"v{{i}}"},{"key":"New0","type":"checkBox","value":true}]""");
        }

        await Task.WhenAll(form.NormalizeAsync(), form.NormalizeAsync());

        Assert.Equal("60 60", await database.ScalarAsync<string>($"SELECT concat_ws(' ', count(*), count(DISTINCT {form.Column("Name")})) FROM data.f{form.Id}"));
        Assert.Equal("60 0", await database.ScalarAsync<string>($"SELECT concat_ws(' ', count(*) FILTER (WHERE state = 1), sum(attempts)) FROM submissions WHERE form_id = {form.Id}"));
        Assert.Equal("New0 checkBox, New0 text, New1 text, New2 text", await database.ScalarAsync<string>(
            $"SELECT string_agg(key || ' ' || type, ', ' ORDER BY key, type) FROM form_fields WHERE form_id = {form.Id} AND column_kind IS NULL"));
        Assert.Equal("3", await database.ScalarAsync<string>(
            $"SELECT count(*)::text FROM form_fields WHERE form_id = {form.Id} AND column_kind IS NULL AND name = key"));
        Assert.Equal("120", await database.ScalarAsync<string>(
            $"SELECT count(*)::text FROM field_values v JOIN submissions s ON s.id = v.submission_id WHERE s.form_id = {form.Id}"));
    }

    [Fact]
    public async Task Values_whose_column_is_pending_wait_in_the_ledger_and_move_when_it_is_there()
    {
        var form = await NormalizationForm.PublishAsync(database, EveryKind);
        var amount = form.Column("Amount");
        await database.ExecuteAsync($"UPDATE form_fields SET column_ready = false WHERE id = {form.FieldId("Amount")}");
        await database.ExecuteAsync($"ALTER TABLE data.f{form.Id} DROP COLUMN {amount}");
        var id = await form.SubmitAsync(Filled);
        await form.NormalizeAsync();
        Assert.Equal(["Amount|0|42|42"], await form.LedgerAsync(id));
        Assert.Equal("1", await form.SubmissionAsync(id, "state"));

        await using (var connection = await database.DataSource.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await FormsHub.Jobs.Forms.TypedTable.AddColumnsAsync(connection, transaction, form.Id, CancellationToken.None);
            await transaction.CommitAsync();
        }

        await form.NormalizeAsync();
        Assert.Empty(await form.LedgerAsync(id));
        Assert.Equal("42", await form.CellAsync(id, amount));
    }

    [Fact]
    public async Task A_choice_too_long_for_an_index_and_a_wide_form_are_no_poison()
    {
        var fields = Enumerable.Range(0, 900).Select(i => NormalizationForm.Field(string.Create(CultureInfo.InvariantCulture, $"F{i}"), i % 2 == 0 ? "comboBox" : "text"));
        var form = await NormalizationForm.PublishAsync(database, [.. fields]);
        await database.ExecuteAsync($"CREATE INDEX ON data.f{form.Id} ({form.Column("F0")})");
        var longest = new string('漢', 100_000);
        var id = await form.SubmitAsync($$"""[{"key":"F0","type":"comboBox","value":"{{longest}}"},{"key":"F899","type":"text","value":"last"}]""");
        await form.NormalizeAsync();

        Assert.Equal("1", await form.SubmissionAsync(id, "state"));
        Assert.Null(await form.CellAsync(id, form.Column("F0")));
        Assert.Equal("last", await form.CellAsync(id, form.Column("F899")));
        Assert.Equal($"F0|0|{longest}|{longest}", Assert.Single(await form.LedgerAsync(id)));
    }

    [Fact]
    public void A_batch_takes_what_memory_holds_and_always_one()
    {
        var batch = NormalizationBatch.FitMemory([Claimed(30), Claimed(1)]);
        Assert.Single(batch);
        Assert.Equal(3, NormalizationBatch.FitMemory([Claimed(5), Claimed(5), Claimed(5), Claimed(5)]).Count);

        static ClaimedSubmission Claimed(int megabytes) => new()
        {
            Id = 1, FormId = 1, FormVersionId = 1, Version = 1, Number = 1, SubmittedAt = DateTime.UnixEpoch, FormDataSize = megabytes * 1024L * 1024,
        };
    }
}
