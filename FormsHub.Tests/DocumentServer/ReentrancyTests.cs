using System.Net;
using FormsHub.Jobs.JobServer;
using FormsHub.Tests.Callbacks;
using FormsHub.Tests.Support;
using Microsoft.AspNetCore.Hosting;

namespace FormsHub.Tests.DocumentServer;

/// <summary>The Document Server posts a callback and waits for its answer before it answers a command: nothing that the callback needs may be held meanwhile.</summary>
public class ReentrancyTests
{
    [Fact]
    public async Task One_database_connection_is_enough_for_a_question_and_the_callback_that_comes_before_its_answer()
    {
        await using var hub = new OneConnection();
        await hub.InitializeAsync();
        var key = await hub.SessionAsync();
        await hub.OpenAsync(key, unsaved: Bytes.Pdf("a"));
        using var client = hub.CreateApiClient();

        using var users = await client.GetAsync($"/api/documents/{key}/users");
        using var save = await client.PostAsync($"/api/documents/{key}/save", null);

        Assert.Equal("documentServer", (await users.ReadAsync(HttpStatusCode.OK)).GetProperty("source").GetString());
        Assert.Equal("Saved.", (await save.ReadAsync(HttpStatusCode.OK)).GetProperty("explanation").GetString());
    }

    [Fact]
    public async Task One_worker_is_enough_for_a_command_and_the_callback_that_comes_before_its_answer()
    {
        await using var hub = new OneWorker();
        await hub.InitializeAsync();
        var key = await hub.SessionAsync();
        await hub.OpenAsync(key, unsaved: Bytes.Pdf("a"));
        await hub.Database.ExecuteAsync($"INSERT INTO document_commands (document_key, command) VALUES ('{key}', 'forcesave')");

        hub.Services.GetRequiredService<IJobServer>().Trigger<Jobs.DocumentServer.SendCommands>();

        await Deadline.WaitAsync(async () => await hub.OfAsync<string>("document_commands", "state", key) == "done");
        Assert.Equal(0, await hub.OfAsync<int>("document_commands", "answer", key));
        Assert.Equal("draftStored", await hub.OutcomeAsync(key));
    }

    private sealed class OneConnection : CallbackFixture
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("ConnectionStrings:FormsHub", $"{Database.ConnectionString};Maximum Pool Size=1;Timeout=20");
        }
    }

    private sealed class OneWorker : CallbackFixture
    {
        protected override bool RunsJobs => true;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Jobs:Workers", "1");
        }
    }
}
