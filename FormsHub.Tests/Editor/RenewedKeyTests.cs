using FormsHub.Jobs.Forms;
using FormsHub.Tests.Callbacks;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.Editor;

public class RenewedKeyTests(CallbackFixture hub) : IClassFixture<CallbackFixture>
{
    [Theory]
    [InlineData(-30)]
    [InlineData(0)]
    [InlineData(30)]
    public async Task A_session_goes_on_with_what_was_saved_whatever_the_clock_of_the_node_that_renews_its_key_says(int secondsAhead)
    {
        var key = await hub.SessionAsync();
        await hub.PostAsync(hub.DocumentServer.Convert(key, Bytes.Pdf("filled")).Final(key));
        await hub.Database.ExecuteAsync($"UPDATE document_keys SET created_at = '{hub.Now.Now.AddSeconds(-secondsAhead):O}' WHERE key = '{key}'");
        var sessions = hub.Services.GetRequiredService<FillSessions>();
        var session = await sessions.GetAsync(await hub.KeyAsync<Guid>("fill_session_id", key), default);

        var next = await sessions.LivingKeyAsync(session!, default);

        Assert.NotEqual(key, next);
        Assert.Equal(await hub.OfAsync<byte[]>("document_saves", "document_sha256", key), (await sessions.DocumentAsync(next, default))!.Sha256);
    }
}
