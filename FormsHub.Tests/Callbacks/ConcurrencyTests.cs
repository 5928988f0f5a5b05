namespace FormsHub.Tests.Callbacks;

public class ConcurrencyTests(CallbackFixture hub) : IClassFixture<CallbackFixture>
{
    private const int Senders = 16;

    [Fact]
    public async Task Equal_submits_at_once_are_stored_once_and_all_accepted()
    {
        var key = await hub.SessionAsync();
        var submit = hub.DocumentServer.Convert(key, Bytes.Pdf("a"), Bytes.Zip("b"), Bytes.FormData("x")).Submit(key);

        var answers = await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(() => hub.PostAsync(submit))));

        Assert.All(answers, answer => Assert.True(answer.IsAccepted, answer.Body));
        Assert.Equal((1, Senders), (await hub.CountAsync("submissions", key), await hub.CountAsync("callback_events", key)));
        Assert.Equal(1, await hub.Database.ScalarAsync<long>($"SELECT count(*) FROM callback_events WHERE document_key = '{key}' AND outcome = 'submissionStored'"));
    }

    [Fact]
    public async Task Equal_saves_at_once_are_one_version()
    {
        var key = await hub.SessionAsync();
        var final = hub.DocumentServer.Convert(key, Bytes.Pdf("a"), Bytes.Zip("b")).Final(key);

        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(() => hub.PostAsync(final))));

        Assert.Equal("final 1", await hub.SavesAsync(key));
    }

    [Fact]
    public async Task Different_submits_of_one_form_at_once_are_all_there_with_a_number_each()
    {
        var form = await hub.FormAsync();
        var keys = await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => hub.SessionAsync(form)));

        // Half of what they send is equal, so that they meet in the register of blobs, in either order.
        await Task.WhenAll(keys.SelectMany((key, index) => Enumerable.Range(0, 4).Select(round => Task.Run(async () =>
        {
            var shared = (index + round) % 3;
            var conversion = hub.DocumentServer.Convert(key, Bytes.Pdf($"{shared}"), Bytes.Zip($"{(shared + 1) % 3}"), Bytes.FormData($"{key} {round}"));
            Assert.True((await hub.PostAsync(conversion.Submit(key))).IsAccepted);
        }))));

        Assert.Equal(
            (Senders * 4, 1, Senders * 4),
            (await hub.Database.ScalarAsync<long>($"SELECT count(*) FROM submissions WHERE form_id = {form}"),
                await hub.Database.ScalarAsync<int>($"SELECT min(number) FROM submissions WHERE form_id = {form}"),
                await hub.Database.ScalarAsync<int>($"SELECT max(number) FROM submissions WHERE form_id = {form}")));
    }

    [Fact]
    public async Task A_submit_and_a_final_save_at_once_are_both_kept()
    {
        for (var round = 0; round < 5; round++)
        {
            var key = await hub.SessionAsync();
            var submit = hub.DocumentServer.Convert(key, Bytes.Pdf("a"), formData: Bytes.FormData("x")).Submit(key);
            var final = hub.DocumentServer.Convert(key, Bytes.Pdf("b")).Final(key);

            var answers = await Task.WhenAll(Task.Run(() => hub.PostAsync(submit)), Task.Run(() => hub.PostAsync(final)));

            Assert.All(answers, answer => Assert.True(answer.IsAccepted, answer.Body));
            Assert.Equal((1, "final 1"), (await hub.CountAsync("submissions", key), await hub.SavesAsync(key)));
        }
    }
}
