using System.Globalization;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Tests.Support;
using Npgsql;

namespace FormsHub.Tests.Submissions;

/// <summary>Submissions whose values cannot be made, while other workers look for work at the worst moment.</summary>
public class FailedAttemptsTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncLifetime
{
    private const string Good = """[{"key":"Name","type":"text","value":"good"}]""";

    private static readonly FieldDefinition[] OneField = [NormalizationForm.Field("Name", "text")];

    /// <summary>Jobs take what is due, whoever left it.</summary>
    public Task InitializeAsync() => database.ExecuteAsync("UPDATE submissions SET state = 3 WHERE state = 0");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_failure_is_counted_once_though_another_worker_fails_at_the_same_before_it_is_counted()
    {
        var form = await NormalizationForm.PublishAsync(database, OneField);
        var poisoned = await PoisonedAsync(form);
        var other = 0;

        // What is logged is logged between the end of the failed attempt and its being counted: the row is free then.
        var job = form.Job(_ =>
        {
            if (Interlocked.Exchange(ref other, 1) == 0)
            {
                form.NormalizeAsync().GetAwaiter().GetResult();
            }
        });
        await job.RunAsync(CancellationToken.None);

        Assert.Equal(1, other);
        Assert.Equal("0 1 true", await StateAsync(form, poisoned));
    }

    [Fact]
    public async Task A_failure_is_counted_once_though_another_worker_has_counted_it_before_this_one_tries_alone()
    {
        var form = await NormalizationForm.PublishAsync(database, OneField);
        var good = await form.SubmitAsync(Good);
        var poisoned = await PoisonedAsync(form);
        var ofGood = await Sha256Async(good);
        var (readings, others) = (0, 0);
        form.Blobs.BeforeRead = sha256 =>
        {
            // Read first in the batch that fails, then alone: the poisoned one is next, and free until then.
            if (sha256.AsSpan().SequenceEqual(ofGood) && Interlocked.Increment(ref readings) == 2)
            {
                others++;
                form.NormalizeAsync().GetAwaiter().GetResult();
            }
        };

        await form.NormalizeAsync();

        Assert.Equal(1, others);
        Assert.Equal("1 0 false", await StateAsync(form, good));
        Assert.Equal("0 1 true", await StateAsync(form, poisoned));
    }

    [Fact]
    public async Task A_failure_that_cannot_be_counted_does_not_keep_the_others_from_their_values()
    {
        var form = await NormalizationForm.PublishAsync(database, OneField);
        var poisoned = await PoisonedAsync(form);
        var good = await form.SubmitAsync(Good);
        var refusal = await RefuseToCountAsync(poisoned);

        await Assert.ThrowsAsync<PostgresException>(form.NormalizeAsync);

        Assert.Equal("0 0 false", await StateAsync(form, poisoned));
        Assert.Equal("1 0 false", await StateAsync(form, good));

        await database.ExecuteAsync($"DROP TRIGGER {refusal} ON submissions");
        await form.NormalizeAsync();
        Assert.Equal("0 1 true", await StateAsync(form, poisoned));
    }

    [Fact]
    public async Task A_submission_that_its_database_statement_cannot_finish_costs_no_attempt_and_does_not_hold_up_the_others()
    {
        var form = await NormalizationForm.PublishAsync(database, OneField);
        var slow = await form.SubmitAsync("""[{"key":"Name","type":"text","value":"slow"}]""");
        var good = await form.SubmitAsync(Good);
        var ofSlow = await Sha256Async(slow);
        form.Blobs.BeforeRead = sha256 =>
        {
            if (sha256.AsSpan().SequenceEqual(ofSlow))
            {
                throw new NpgsqlException("The operation has timed out", new TimeoutException());
            }
        };

        await Assert.ThrowsAsync<NpgsqlException>(form.NormalizeAsync);

        Assert.Equal("0 0 false", await StateAsync(form, slow));
        Assert.Equal("1 0 false", await StateAsync(form, good));
    }

    [Fact]
    public async Task Values_of_an_earlier_run_stay_when_making_them_again_fails_for_good()
    {
        var form = await NormalizationForm.PublishAsync(database, OneField);
        var id = await form.SubmitAsync(Good);
        await form.NormalizeAsync();
        form.Blobs.Remove(await Sha256Async(id));
        await database.ExecuteAsync($"UPDATE submissions SET state = 0, attempts = {form.Options.MaxAttempts - 1} WHERE id = {id}");

        await form.NormalizeAsync();

        Assert.Equal("3 3 false", await StateAsync(form, id));
        Assert.Equal("good", await form.CellAsync(id, form.Column("Name")));
        Assert.Equal("good", await form.CellAsync(id, "search"));
    }

    [Fact]
    public async Task A_submission_that_is_thrown_away_while_its_last_attempt_fails_is_in_the_trash_where_it_is_seen()
    {
        var form = await NormalizationForm.PublishAsync(database, OneField);
        var poisoned = await PoisonedAsync(form);
        form.Options.MaxAttempts = 1;

        await form.Job(_ => database.ExecuteAsync($"UPDATE submissions SET trashed = true WHERE id = {poisoned}").GetAwaiter().GetResult()).RunAsync(CancellationToken.None);

        Assert.Equal("3 1 false", await StateAsync(form, poisoned));
        Assert.Equal("true", await form.CellAsync(poisoned, "trashed"));
    }

    private async Task<long> PoisonedAsync(NormalizationForm form)
    {
        var id = await form.SubmitAsync("""[{"key":"Name","type":"text","value":"its bytes will be missing"}]""");
        form.Blobs.Remove(await Sha256Async(id));
        return id;
    }

    /// <returns>The name of the trigger that does it.</returns>
    private async Task<string> RefuseToCountAsync(long id)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"refuse_to_count_{id}");
        await database.ExecuteAsync($"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''not now''; END'");
        await database.ExecuteAsync(
            $"CREATE TRIGGER {name} BEFORE UPDATE ON submissions FOR EACH ROW WHEN (OLD.id = {id} AND NEW.attempts > OLD.attempts) EXECUTE FUNCTION {name}()");
        return name;
    }

    private async Task<byte[]> Sha256Async(long id) => (await database.ScalarAsync<byte[]>($"SELECT form_data_sha256 FROM submissions WHERE id = {id}"))!;

    /// <returns>State, attempts and whether it waits for a later time.</returns>
    private static Task<string?> StateAsync(NormalizationForm form, long id) =>
        form.SubmissionAsync(id, "concat_ws(' ', state, attempts, (next_attempt_at > now())::text)");
}
