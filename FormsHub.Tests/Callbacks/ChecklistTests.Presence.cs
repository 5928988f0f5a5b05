using FormsHub.Tests.Support;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Tests.Callbacks;

// Rows 9 to 12: repeats, statuses, and who is in the document.
public partial class ChecklistTests
{
    [Fact]
    public async Task Row_09_A_submission_sent_twice_is_kept_once_and_both_times_accepted()
    {
        var key = await hub.SessionAsync();
        var conversion = hub.DocumentServer.Convert(key, Bytes.Pdf("a"), Bytes.Zip("b"), Bytes.FormData("Ada"));
        await hub.PostAsync(conversion.Submit(key));

        var again = await hub.PostAsync(conversion.Submit(key) with { Encrypted = false });

        Assert.True(again.IsAccepted);
        Assert.Equal((1, 2, "alreadyStored"), (await hub.CountAsync("submissions", key), await hub.CountAsync("callback_events", key), await hub.OutcomeAsync(key)));
    }

    [Fact]
    public async Task Row_09_A_save_sent_twice_is_kept_once_and_both_times_accepted()
    {
        var key = await hub.SessionAsync();
        var final = hub.DocumentServer.Convert(key, Bytes.Pdf("a"), Bytes.Zip("b")).Final(key);
        await hub.PostAsync(final);

        Assert.True((await hub.PostAsync(final)).IsAccepted);
        Assert.Equal((1, "alreadyStored"), (await hub.CountAsync("document_saves", key), await hub.OutcomeAsync(key)));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("5")]
    [InlineData("8")]
    [InlineData("99")]
    [InlineData("-1")]
    [InlineData("99.0")]
    [InlineData("\"99\"")]
    public async Task Row_10_Statuses_that_ask_for_nothing_are_recorded_and_accepted(string status)
    {
        var key = await hub.SessionAsync();
        var token = TestToken.Make(hub.Filled($$"""{"key":"$","status":{{status}},"exp":#,"newField":{"x":[1]} }""", key), DocumentServerDouble.Secret);

        Assert.True((await hub.PostAsync(await hub.CallbackAddressAsync(key), TestToken.Body(token), null)).IsAccepted);
        Assert.Equal("recorded", await hub.OutcomeAsync(key));
        Assert.Equal((int)double.Parse(status.Trim('"'), System.Globalization.CultureInfo.InvariantCulture), await hub.OfAsync<int>("callback_events", "status", key));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"two\"")]
    [InlineData("1.5")]
    [InlineData("{}")]
    [InlineData("1e99")]
    public async Task Row_10_A_callback_without_a_status_is_refused(string status)
    {
        var key = await hub.SessionAsync();
        var token = TestToken.Make(hub.Filled($$"""{"key":"$","status":{{status}},"exp":#}""", key), DocumentServerDouble.Secret);

        Assert.Equal(ReplyVerdict.Failed, (await hub.PostAsync(await hub.CallbackAddressAsync(key), TestToken.Body(token), null)).Verdict);
        Assert.Equal("refusedBody", await hub.OutcomeAsync(key));
    }

    [Fact]
    public async Task Row_11_Presence_is_what_users_says_whatever_the_actions_are()
    {
        var key = await hub.SessionAsync();

        await hub.PostAsync(CallbackBody.Editing(key, ["u-1", "u-2"], CallbackAction.Joined("u-2")));
        Assert.Equal(["u-1", "u-2"], await hub.UsersAsync(key));
        await hub.PostAsync(CallbackBody.Editing(key, ["u-1", "u-2"], CallbackAction.Left("u-2")));
        Assert.Equal(["u-1", "u-2"], await hub.UsersAsync(key));
        await hub.PostAsync(CallbackBody.Editing(key, [], null));
        Assert.Empty(await hub.UsersAsync(key));
    }

    [Fact]
    public async Task Row_11_A_status_1_that_was_overtaken_changes_nothing()
    {
        var key = await hub.SessionAsync();
        string At(int seconds, string user) => TestToken.Make(hub.Filled($$"""{"key":"$","status":1,"users":["{{user}}"],"iat":{{hub.Seconds(seconds)}},"exp":#}""", key), DocumentServerDouble.Secret);

        await hub.PostAsync(await hub.CallbackAddressAsync(key), TestToken.Body(At(-1, "newer")), null);
        var late = await hub.PostAsync(await hub.CallbackAddressAsync(key), TestToken.Body(At(-3, "older")), null);

        Assert.True(late.IsAccepted);
        Assert.Equal(["newer"], await hub.UsersAsync(key));
    }

    [Fact]
    public async Task Row_12_Status_4_ends_presence_and_keeps_the_key()
    {
        var key = await hub.SessionAsync();
        await hub.PostAsync(CallbackBody.Editing(key, ["u-1"], CallbackAction.Joined("u-1")));

        Assert.True((await hub.PostAsync(CallbackBody.ClosedWithNoChanges(key, "u-1"))).IsAccepted);
        Assert.True((await hub.PostAsync(CallbackBody.ClosedWithNoChanges(key, null))).IsAccepted);

        Assert.Empty(await hub.UsersAsync(key));
        Assert.Null(await hub.KeyAsync<DateTime?>("retired_at", key));
    }
}
