using System.Text;
using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Tests.Callbacks;

// Rows 23 to 33: history, order, duplicates, durability, traces.
public partial class ChecklistTests
{
    [Fact]
    public async Task Row_23_Missing_changes_and_an_empty_history_are_no_error()
    {
        var key = await hub.SessionAsync();

        var answer = await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a")).Final(key) with { History = CallbackHistory.Unavailable });

        Assert.True(answer.IsAccepted);
        Assert.Null(await hub.OfAsync<string>("document_saves", "history::text", key));
        Assert.Null(await hub.OfAsync<byte[]>("document_saves", "changes_sha256", key));
    }

    [Fact]
    public async Task Row_24_History_and_changes_are_kept_even_when_they_were_cut_from_header_and_body()
    {
        var key = await hub.SessionAsync();
        var runs = Enumerable.Range(0, 60).Select(run => new HistoryChange(new string('a', 64), hub.Now.Now, $"u-{run}", "Someone with a long name")).ToArray();
        var body = hub.DocumentServer.Convert(key, Bytes.Pdf("a"), Bytes.Zip("changes")).Final(key) with { History = new CallbackHistory("9.3.0", runs) };
        Assert.DoesNotContain("changesurl", Encoding.UTF8.GetString(hub.DocumentServer.Signer.Sign(body).Content), StringComparison.Ordinal);

        await hub.PostAsync(body);

        Assert.Equal(60, await hub.OfAsync<int>("document_saves", "jsonb_array_length(history -> 'changes')", key));
        Assert.Equal("9.3.0", await hub.OfAsync<string>("document_saves", "history ->> 'serverVersion'", key));
        Assert.Equal(Bytes.Zip("changes"), await hub.BytesAsync("document_saves", "changes_sha256", key));
    }

    [Theory]
    [InlineData("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("oform", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.oform")]
    [InlineData("djvu", "application/octet-stream")]
    public async Task Row_25_A_document_of_another_type_is_kept_as_what_it_is(string fileType, string mediaType)
    {
        var key = await hub.SessionAsync();

        Assert.True((await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Zip(fileType), fileType: fileType).Final(key))).IsAccepted);

        Assert.Equal(fileType, await hub.OfAsync<string>("document_saves", "filetype", key));
        Assert.Equal(mediaType, await hub.OfAsync<string>("document_saves d JOIN blobs b ON b.sha256 = d.document_sha256", "b.media_type", key, "d.id"));
    }

    [Fact]
    public async Task Row_26_A_forcesave_older_than_a_stored_final_save_is_kept_as_stale()
    {
        var key = await hub.SessionAsync();
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("final")).Final(key, hub.Now.Now));

        Assert.True((await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("older")).Draft(key, hub.Now.Now.AddSeconds(-5)))).IsAccepted);

        Assert.Equal(("saveStale", "final 1,stale "), (await hub.OutcomeAsync(key), await hub.SavesAsync(key)));
    }

    [Fact]
    public async Task Row_26_A_late_submit_is_a_submission_however_old_it_is()
    {
        var key = await hub.SessionAsync();
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("final")).Final(key, hub.Now.Now));

        Assert.True((await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a"), formData: Bytes.FormData("x")).Submit(key, lastSave: hub.Now.Now.AddSeconds(-5)))).IsAccepted);

        Assert.Equal(1, await hub.CountAsync("submissions", key));
    }

    [Fact]
    public async Task Row_26_Forcesaves_that_overtake_each_other_leave_the_newest_as_the_draft()
    {
        var key = await hub.SessionAsync();

        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("newer")).Draft(key, hub.Now.Now));
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("older")).Draft(key, hub.Now.Now.AddSeconds(-5)));

        Assert.Equal("draft 1,stale ", await hub.SavesAsync(key));
    }

    [Fact]
    public async Task Row_27_Notmodified_after_a_forcesave_makes_no_new_version_and_still_retires_the_key()
    {
        var key = await hub.SessionAsync();
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("draft")).Draft(key, hub.Now.Now.AddSeconds(-5)));

        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("same, converted again")).Final(key, notModified: true));

        Assert.Equal(("saveUnchanged", "draft 1,unchanged "), (await hub.OutcomeAsync(key), await hub.SavesAsync(key)));
        Assert.NotNull(await hub.KeyAsync<DateTime?>("retired_at", key));
    }

    [Fact]
    public async Task Row_27_Equal_content_makes_no_new_version()
    {
        var key = await hub.SessionAsync();
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a")).Draft(key, hub.Now.Now.AddSeconds(-5)));

        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a")).Final(key));

        Assert.Equal("draft 1,unchanged ", await hub.SavesAsync(key));
    }

    [Fact]
    public async Task Row_27_Notmodified_without_anything_stored_before_is_stored()
    {
        var key = await hub.SessionAsync();

        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a")).Final(key, notModified: true));

        Assert.Equal("final 1", await hub.SavesAsync(key));
    }

    [Fact]
    public async Task Row_28_A_transient_failure_is_answered_503_so_that_the_final_save_comes_again_with_fresh_links()
    {
        var key = await hub.SessionAsync();
        var conversion = hub.DocumentServer.Convert(key, Bytes.Pdf("a"));
        var attempts = 0;
        using var sender = new CallbackSender(new ImpatientClock());

        var outcome = await sender.SendAsync(await hub.CallbackAddressAsync(key), hub.DocumentServer.Signer, () =>
        {
            conversion.Break(conversion.Document, ++attempts < 4 ? Fault.Status(500) : null);
            return conversion.Final(key);
        }, default);

        Assert.Equal(new CallbackOutcome(ReplyVerdict.Accepted, 200, 4), outcome);
        Assert.Equal(("finalStored", 4, 1), (await hub.OutcomeAsync(key), await hub.CountAsync("callback_events", key), await hub.CountAsync("document_saves", key)));
    }

    [Fact]
    public async Task Row_29_Userdata_of_our_own_commands_is_kept_with_the_callback()
    {
        var key = await hub.SessionAsync();

        await hub.PostAsync(CallbackBody.Editing(key, [], null, """my data äöü {"x":1}"""));

        Assert.Equal("""my data äöü {"x":1}""", await hub.OfAsync<string>("callback_events", "claims ->> 'userdata'", key));
    }

    [Fact]
    public async Task Row_30_A_document_that_comes_back_from_the_forgotten_files_is_stored_like_any_final_save()
    {
        var key = await hub.SessionAsync();
        var conversion = hub.DocumentServer.Convert(key, Bytes.Pdf("forgotten"));
        var link = hub.DocumentServer.Links.Sign("https://docs.example.com", $"forgotten/{key}", "output.pdf");
        hub.DocumentServer.Put($"forgotten/{key}", "output.pdf", Bytes.Pdf("forgotten"));

        Assert.True((await hub.PostAsync(conversion.Final(key) with { Url = link, History = CallbackHistory.Unavailable })).IsAccepted);

        Assert.Equal(Bytes.Pdf("forgotten"), await hub.BytesAsync("document_saves", "document_sha256", key));
    }

    [Fact]
    public async Task Row_31_Nothing_waits_for_the_downloads_of_another_callback_of_the_same_document()
    {
        var key = await hub.SessionAsync();
        var slow = hub.DocumentServer.Convert(key, Bytes.Pdf("slow"), formData: Bytes.FormData("x"));
        var gate = new TaskCompletionSource();
        slow.Break(slow.Document, Fault.Behind(gate.Task));
        var submit = hub.PostAsync(slow.Submit(key));

        Assert.True((await hub.PostAsync(CallbackBody.Editing(key, ["u-1"], null, "info"))).IsAccepted);
        Assert.True((await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("final")).Final(key))).IsAccepted);
        Assert.False(submit.IsCompleted);
        gate.SetResult();

        Assert.True((await submit).IsAccepted);
        Assert.Equal(1, await hub.CountAsync("submissions", key));
    }

    [Fact]
    public async Task Row_32_What_is_kept_of_a_callback_opens_nothing()
    {
        var key = await hub.SessionAsync();
        var conversion = hub.DocumentServer.Convert(key, Bytes.Pdf("a"), Bytes.Zip("b"), Bytes.FormData("x"));

        await hub.PostAsync(conversion.Submit(key));

        var claims = await hub.OfAsync<string>("callback_events", "claims::text", key);
        Assert.Contains($"{conversion.SavePath}/output.pdf/output.pdf\"", claims, StringComparison.Ordinal);
        Assert.DoesNotContain("md5", claims, StringComparison.Ordinal);
        Assert.DoesNotContain("token", claims, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"formsdata":[{"key":"=cmd|' /C calc'!A0","value":"\u0000\ud83d","type":"text"},null]}""")]
    [InlineData("""{"formsdata":{"__proto__":{"x":1}}}""")]
    public async Task Row_33_Hostile_values_are_kept_as_they_came_and_harm_nothing(string formData)
    {
        var key = await hub.SessionAsync();

        Assert.True((await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("a"), formData: Encoding.UTF8.GetBytes(formData)).Submit(key))).IsAccepted);

        Assert.Equal(Encoding.UTF8.GetBytes(formData), await hub.BytesAsync("submissions", "form_data_sha256", key));
    }

    /// <summary>A clock on which every pause is over at once.</summary>
    private sealed class ImpatientClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
