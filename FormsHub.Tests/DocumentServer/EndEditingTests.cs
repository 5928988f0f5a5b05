using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.Forms;
using FormsHub.Tests.Callbacks;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.DocumentServer;

public class EndEditingTests(CallbackFixture hub) : IClassFixture<CallbackFixture>
{
    [Fact]
    public async Task A_form_whose_time_is_over_ends_the_editing_of_whoever_is_inside_once()
    {
        var (form, other) = (await hub.FormAsync(), await hub.FormAsync());
        var (inside, outside, elsewhere) = (await hub.SessionAsync(form), await hub.SessionAsync(form), await hub.SessionAsync(other));
        await hub.OpenAsync(inside);
        await hub.OpenAsync(elsewhere);
        await ClosesAsync(form, TimeSpan.FromMinutes(1));

        await EndAsync();
        Assert.Empty(Drops(inside));
        hub.Now.Advance(TimeSpan.FromMinutes(1));
        await EndAsync();
        await EndAsync();

        Assert.Single(Drops(inside));
        Assert.Empty(Drops(outside));
        Assert.Empty(Drops(elsewhere));
    }

    [Fact]
    public async Task A_closing_time_that_is_put_off_ends_it_again_when_it_comes()
    {
        var form = await hub.FormAsync();
        var key = await hub.SessionAsync(form);
        await hub.OpenAsync(key);
        await ClosesAsync(form, TimeSpan.Zero);
        await EndAsync();
        await ClosesAsync(form, TimeSpan.FromMinutes(5));
        hub.Now.Advance(TimeSpan.FromMinutes(1));
        await hub.OpenAsync(key);

        await EndAsync();
        Assert.Single(Drops(key));
        hub.Now.Advance(TimeSpan.FromMinutes(4));
        await EndAsync();

        Assert.Equal(2, Drops(key).Count());
    }

    [Fact]
    public async Task Two_nodes_that_sweep_at_once_end_it_once()
    {
        var form = await hub.FormAsync();
        var keys = new List<string>();
        for (var person = 0; person < 3; person++)
        {
            keys.Add(await hub.SessionAsync(form));
            await hub.OpenAsync(keys[^1]);
        }

        await ClosesAsync(form, TimeSpan.Zero);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => hub.RunAsync<EndEditing>()));

        Assert.Equal(3, await hub.Database.ScalarAsync<long>($"SELECT count(*) FROM document_commands WHERE document_key IN ('{string.Join("','", keys)}')"));
    }

    [Theory]
    [InlineData("UPDATE forms SET state = 'closed' WHERE id = $")]
    [InlineData("WITH i AS (INSERT INTO invitations (form_id, link_token, batch, line, created_at, revoked_at) VALUES ($, gen_random_uuid(), gen_random_uuid(), 1, now(), now()) RETURNING id) UPDATE fill_sessions SET invitation_id = i.id FROM i WHERE form_id = $")]
    public async Task Whoever_comes_in_while_their_form_is_being_closed_or_their_link_withdrawn_is_found_by_the_sweep(string shut)
    {
        var form = await hub.FormAsync();
        var key = await hub.SessionAsync(form);
        await hub.Database.ExecuteAsync(shut.Replace("$", $"{form}", StringComparison.Ordinal));
        await EndAsync();

        await hub.OpenAsync(key);
        await EndAsync();
        await EndAsync();

        Assert.Single(Drops(key));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Authors_go_on_designing_a_form_that_ends_or_is_closed(bool byHand)
    {
        var form = await hub.FormAsync();
        var (design, filling) = ($"d-{Guid.NewGuid():n}", await hub.SessionAsync(form));
        await hub.Database.ExecuteAsync($"INSERT INTO document_keys (key, form_id, form_version_id) SELECT '{design}', form_id, id FROM form_versions WHERE form_id = {form}");
        await hub.OpenAsync(design, "a-1");
        await hub.OpenAsync(filling);

        if (byHand)
        {
            var patch = new FormPatch();
            patch.Set(FormMember.State, "closed");
            await hub.Services.GetRequiredService<FormCatalog>().ChangeAsync(form, patch, "somebody", default);
        }
        else
        {
            await ClosesAsync(form, TimeSpan.Zero);
        }

        await EndAsync();

        Assert.Single(Drops(filling));
        Assert.Empty(Drops(design));
    }

    [Fact]
    public async Task Commands_about_one_document_are_sent_one_after_the_other_in_their_order()
    {
        var key = await hub.SessionAsync();
        await hub.Database.ExecuteAsync($$"""
            INSERT INTO document_commands (document_key, command, argument) VALUES ('{{key}}', 'meta', '{"title":"New"}'), ('{{key}}', 'drop', NULL)
            """);
        var (arrived, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        hub.DocumentServer.Commands.Faults["meta"] = async _ =>
        {
            arrived.TrySetResult();
            await gate.Task;
            return false;
        };

        var sending = hub.RunAsync<SendCommands>();
        await arrived.Task;
        await hub.RunAsync<SendCommands>();
        Assert.Equal(["meta"], Names(key));
        gate.SetResult();
        await sending;
        hub.DocumentServer.Commands.Faults.Clear();

        Assert.Equal(["meta", "drop"], Names(key));
    }

    private Task ClosesAsync(int form, TimeSpan after) => hub.Database.ExecuteAsync($"UPDATE forms SET closes_at = '{(hub.Now.Now + after).AddMilliseconds(-1):O}' WHERE id = {form}");

    private async Task EndAsync()
    {
        await hub.RunAsync<EndEditing>();
        await hub.RunAsync<SendCommands>();
    }

    private IEnumerable<string> Drops(string key) => Names(key).Where(name => name == "drop");

    private IEnumerable<string> Names(string key) => hub.DocumentServer.Commands.Of(key).Select(command => command.Name);
}
