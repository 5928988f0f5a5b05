using System.Text;
using FormsHub.Jobs.Intake;
using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Tests.Callbacks;

// Rows 13 to 19 and 23 to 27: what is saved, under which name, in which order.
public partial class ChecklistTests
{
    [Fact]
    public async Task Row_13_Status_2_is_a_new_version_and_retires_the_key()
    {
        var key = await hub.SessionAsync();
        await hub.PostAsync(CallbackBody.Editing(key, ["u-1"], null));

        var answer = await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a"), Bytes.Zip("b")).Final(key));

        Assert.True(answer.IsAccepted);
        Assert.Equal("finalStored", await hub.OutcomeAsync(key));
        Assert.Equal(("final", 1), (await hub.OfAsync<string>("document_saves", "kind", key), await hub.OfAsync<int>("document_saves", "version", key)));
        Assert.Equal(Bytes.Pdf("a"), await hub.BytesAsync("document_saves", "document_sha256", key));
        Assert.NotNull(await hub.KeyAsync<DateTime?>("retired_at", key));
        Assert.Empty(await hub.UsersAsync(key));
    }

    [Fact]
    public async Task Row_13_A_refused_status_2_retires_nothing()
    {
        var key = await hub.SessionAsync();

        Assert.Equal(ReplyVerdict.Failed, (await hub.PostAsync(hub.DocumentServer.Convert(key, "<html>"u8.ToArray()).Final(key))).Verdict);
        Assert.Equal(ReplyVerdict.Failed, (await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a")).Final(key) with { Url = null })).Verdict);

        Assert.Null(await hub.KeyAsync<DateTime?>("retired_at", key));
    }

    [Fact]
    public async Task Row_13_A_second_round_under_one_session_is_the_second_version()
    {
        var key = await hub.SessionAsync();
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a")).Final(key, hub.Now.Now.AddMinutes(-2)));

        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("b")).Draft(key, hub.Now.Now.AddMinutes(-1)));
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("c")).Final(key));

        Assert.Equal("final 1,draft 2,final 2", await hub.SavesAsync(key));
    }

    [Fact]
    public async Task Row_14_Status_3_with_a_document_keeps_it_aside_and_the_key_living()
    {
        var key = await hub.SessionAsync();
        var conversion = hub.DocumentServer.Convert(key, "half a PDF"u8.ToArray(), Bytes.Zip("b"));

        var answer = await hub.PostAsync(conversion.Final(key) with { Status = DocumentStatus.SavingError });

        Assert.True(answer.IsAccepted);
        Assert.Equal(("savedAside", "corrupted"), (await hub.OutcomeAsync(key), await hub.OfAsync<string>("document_saves", "kind", key)));
        Assert.Equal("half a PDF"u8.ToArray(), await hub.BytesAsync("document_saves", "document_sha256", key));
        Assert.Null(await hub.KeyAsync<DateTime?>("retired_at", key));
    }

    [Fact]
    public async Task Row_14_Status_3_without_a_document_is_recorded_as_a_failure_and_accepted()
    {
        var key = await hub.SessionAsync();
        var final = hub.DocumentServer.Convert(key, Bytes.Pdf("a")).Final(key);

        var answer = await hub.PostAsync(final with { Status = DocumentStatus.SavingError, Url = null, ChangesUrl = null, History = null, FileType = null });

        Assert.True(answer.IsAccepted);
        Assert.Equal("savingFailed", await hub.OutcomeAsync(key));
        Assert.NotNull(await hub.OfAsync<string>("callback_events", "error", key));
        Assert.Null(await hub.KeyAsync<DateTime?>("retired_at", key));
    }

    [Theory]
    [InlineData(ForcesaveType.CommandService)]
    [InlineData(ForcesaveType.Button)]
    [InlineData(ForcesaveType.Timer)]
    [InlineData((ForcesaveType)4)]
    public async Task Row_15_A_forcesave_is_a_draft_under_the_same_key(ForcesaveType type)
    {
        var key = await hub.SessionAsync();

        Assert.True((await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a"), Bytes.Zip("b")).Draft(key, type: type))).IsAccepted);

        Assert.Equal(("draftStored", "draft 1"), (await hub.OutcomeAsync(key), await hub.SavesAsync(key)));
        Assert.Null(await hub.KeyAsync<DateTime?>("retired_at", key));
        Assert.Equal(0, await hub.CountAsync("submissions", key));
    }

    [Fact]
    public async Task Row_16_A_submit_is_a_submission_whose_document_is_no_version_of_the_form()
    {
        var key = await hub.SessionAsync(name: "Ada Lovelace");

        Assert.True((await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a"), Bytes.Zip("b"), Bytes.FormData("x")).Submit(key))).IsAccepted);

        Assert.Equal((1, 0), (await hub.CountAsync("submissions", key), await hub.CountAsync("document_saves", key)));
        Assert.Null(await hub.KeyAsync<DateTime?>("retired_at", key));
    }

    [Theory]
    [InlineData("u-1", "Ada Lovelace", "ada@example.org", "Ada Lovelace")]
    [InlineData("u-1", null, "ada@example.org", "ada@example.org")]
    [InlineData("u-1", null, null, "Anna Adams")]
    [InlineData("u-2", "Ada Lovelace", null, "u-2")]
    public async Task Row_16_The_submitter_is_who_pressed_the_button_by_session_then_history_then_id(
        string submitter, string? name, string? email, string shown)
    {
        var key = await hub.SessionAsync(name: name, email: email);

        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a"), formData: Bytes.FormData("x")).Submit(key, submitter));

        Assert.Equal((submitter, shown), (await hub.OfAsync<string>("submissions", "submitter_id", key), await hub.OfAsync<string>("submissions", "submitter", key)));
    }

    [Fact]
    public async Task Row_16_Submissions_of_a_form_are_numbered_without_gaps()
    {
        var form = await hub.FormAsync();
        foreach (var name in new[] { "a", "b", "b", "c" })
        {
            var key = await hub.SessionAsync(form);
            var conversion = hub.DocumentServer.Convert(key, Bytes.Pdf(name), formData: Bytes.FormData(name));
            await hub.PostAsync(conversion.Submit(key));
            await hub.PostAsync(conversion.Submit(key));
        }

        Assert.Equal("1,2,3,4", await hub.Database.ScalarAsync<string>($"SELECT string_agg(number::text, ',' ORDER BY id) FROM submissions WHERE form_id = {form}"));
    }

    [Theory]
    [InlineData("state = 'closed'", true)]
    [InlineData("closes_at = now() - interval '1 day'", true)]
    [InlineData("closes_at = now() + interval '1 day'", false)]
    [InlineData("max_submissions = 1, last_number = 1", true)]
    [InlineData("max_submissions = 1", false)]
    public async Task Row_16_A_submission_of_a_session_opened_in_time_is_kept_and_marked_late(string change, bool late)
    {
        var form = await hub.FormAsync();
        var key = await hub.SessionAsync(form);
        await hub.Database.ExecuteAsync($"UPDATE forms SET {change} WHERE id = {form}");

        Assert.True((await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a"), formData: Bytes.FormData("x")).Submit(key))).IsAccepted);

        Assert.Equal(late, await hub.OfAsync<bool>("submissions", "late", key));
    }

    [Fact]
    public async Task Row_17_A_submit_without_form_data_is_still_a_submission_and_says_why_it_has_no_values()
    {
        var key = await hub.SessionAsync();

        Assert.True((await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a"), Bytes.Zip("b")).Submit(key))).IsAccepted);

        Assert.Equal((3, "The editor sent no form data; only the document came."), (await hub.OfAsync<short>("submissions", "state", key), await hub.OfAsync<string>("submissions", "reason", key)));
        Assert.Equal(Bytes.Pdf("a"), await hub.BytesAsync("submissions", "document_sha256", key));
    }

    [Theory]
    [InlineData("""{"formsdata":[{"key":"a","value":"x","type":"text"}]}""")]
    [InlineData("""[{"key":"a","value":"x","type":"text"}]""")]
    [InlineData("\"not a list\"")]
    [InlineData("""{"formsdata":[{"key":"cut""")]
    public async Task Row_18_Form_data_of_any_shape_that_arrived_whole_is_accepted_and_kept_byte_for_byte(string formData)
    {
        var key = await hub.SessionAsync();
        var bytes = Encoding.UTF8.GetBytes(formData);

        Assert.True((await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a"), formData: bytes).Submit(key))).IsAccepted);

        Assert.Equal(bytes, await hub.BytesAsync("submissions", "form_data_sha256", key));
        Assert.Equal(0, await hub.OfAsync<short>("submissions", "state", key));
    }

    [Fact]
    public async Task Row_19_Status_7_with_form_data_is_a_submission_whose_document_is_missing()
    {
        var key = await hub.SessionAsync();

        var answer = await hub.PostAsync(hub.DocumentServer.Convert(key, [], formData: Bytes.FormData("Ada")).FailedSubmit(key));

        Assert.True(answer.IsAccepted);
        Assert.Equal(Bytes.FormData("Ada"), await hub.BytesAsync("submissions", "form_data_sha256", key));
        Assert.Null(await hub.OfAsync<byte[]>("submissions", "document_sha256", key));
    }

    [Fact]
    public async Task Row_19_A_later_final_save_completes_the_missing_document()
    {
        var key = await hub.SessionAsync();
        await hub.PostAsync(hub.DocumentServer.Convert(key, [], formData: Bytes.FormData("Ada")).FailedSubmit(key));

        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("later"), Bytes.Zip("b")).Final(key));

        Assert.Equal(Bytes.Pdf("later"), await hub.BytesAsync("submissions", "document_sha256", key));
        Assert.Equal(1, await hub.CountAsync("submissions", key));
    }

    [Fact]
    public async Task Row_19_A_repeat_that_brings_the_missing_document_completes_the_submission()
    {
        var key = await hub.SessionAsync();
        var conversion = hub.DocumentServer.Convert(key, Bytes.Pdf("a"), Bytes.Zip("b"), Bytes.FormData("Ada"));
        await hub.PostAsync(conversion.FailedSubmit(key));

        Assert.True((await hub.PostAsync(conversion.Submit(key))).IsAccepted);

        Assert.Equal(("submissionCompleted", 1), (await hub.OutcomeAsync(key), await hub.CountAsync("submissions", key)));
        Assert.Equal(Bytes.Pdf("a"), await hub.BytesAsync("submissions", "document_sha256", key));
    }

    [Fact]
    public async Task Row_19_What_a_failed_submit_saved_of_the_document_is_kept_aside_and_its_loss_loses_no_values()
    {
        var (whole, lost) = (await hub.SessionAsync(), await hub.SessionAsync());
        var conversion = hub.DocumentServer.Convert(lost, "corrupt"u8.ToArray(), formData: Bytes.FormData("Ada"));
        conversion.Break(conversion.Document, Fault.Status(500));

        var kept = await hub.PostAsync(hub.DocumentServer.Convert(whole, "corrupt"u8.ToArray(), formData: Bytes.FormData("Ada")).FailedSubmit(whole, corrupted: true));
        var unkept = await hub.PostAsync(conversion.FailedSubmit(lost, corrupted: true));

        Assert.True(kept.IsAccepted && unkept.IsAccepted);
        Assert.Equal((1, "corrupted"), (await hub.CountAsync("submissions", whole), await hub.OfAsync<string>("document_saves", "kind", whole)));
        Assert.Null(await hub.OfAsync<byte[]>("submissions", "document_sha256", whole));
        Assert.Equal((1, 0), (await hub.CountAsync("submissions", lost), await hub.CountAsync("document_saves", lost)));
    }

    [Fact]
    public async Task Row_19_Status_7_without_form_data_is_recorded_as_a_failure()
    {
        var key = await hub.SessionAsync();

        Assert.True((await hub.PostAsync(hub.DocumentServer.Convert(key, []).FailedSubmit(key))).IsAccepted);

        Assert.Equal(("savingFailed", 0), (await hub.OutcomeAsync(key), await hub.CountAsync("submissions", key)));
    }
}
