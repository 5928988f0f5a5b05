using System.Text.Json;
using FormsHub.Tests.Callbacks;
using FormsHub.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace FormsHub.Tests.DocumentServer;

// Every way in which a file cannot be fetched, stored or deleted.
public sealed partial class StoreForgottenFilesTests
{
    [Theory]
    [InlineData("no answer", "502")]
    [InlineData("internal error", "failed inside")]
    [InlineData("no link", "no link")]
    [InlineData("another's link", "does not lead to it")]
    [InlineData("link elsewhere", "does not lead to it")]
    [InlineData("not a PDF", "not of the announced type")]
    [InlineData("empty", "is empty")]
    [InlineData("gone", "404")]
    [InlineData("cut", "did not deliver")]
    [InlineData("not deleted", "failed inside")]
    public async Task What_fails_stays_there_with_its_reason_and_is_tried_again_later(string fault, string reason)
    {
        var key = await ForgottenAsync(fault);
        Break(key, fault);

        await RunAsync();
        await RunAsync();
        Assert.Contains(reason, await hub.OfAsync<string>("forgotten_files", "last_error", key, "document_key"), StringComparison.Ordinal);
        Assert.Equal(1, await hub.OfAsync<int>("forgotten_files", "attempts", key, "document_key"));
        Assert.Contains(key, Commands.Forgotten.Keys);

        Commands.Faults.Clear();
        hub.DocumentServer.Break($"forgotten/{key}", "output.pdf", null);
        Commands.Forgotten[key] = Bytes.Pdf("well");
        hub.Now.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();
        Assert.Equal("deleted", await StateAsync(key));
        Assert.Equal(Bytes.Pdf("well"), await hub.BytesAsync("document_saves", "document_sha256", key));
    }

    private void Break(string key, string fault)
    {
        Func<HttpContext, Task<bool>> link(string url) => context => CommandServiceDouble.ReplyAsync(context, $$"""{"error":0,"url":{{JsonSerializer.Serialize(url)}}}""");
        switch (fault)
        {
            case "no answer":
                Commands.Faults["getForgotten"] = context =>
                {
                    context.Response.StatusCode = 502;
                    return Task.FromResult(true);
                };
                break;
            case "internal error":
                Commands.Answer("getForgotten", 3);
                break;
            case "no link":
                Commands.Answer("getForgotten", 0);
                break;
            case "another's link":
                hub.DocumentServer.Put($"forgotten/{key}0", "output.pdf", Bytes.Pdf("another's"));
                Commands.Faults["getForgotten"] = link(hub.DocumentServer.Links.Sign("http://any", $"forgotten/{key}0", "output.pdf"));
                break;
            case "link elsewhere":
                Commands.Faults["getForgotten"] = link($"http://169.254.169.254/secrets/{key}/output.pdf");
                break;
            case "not a PDF":
                Commands.Forgotten[key] = "<html>"u8.ToArray();
                break;
            case "empty":
                Commands.Forgotten[key] = [];
                break;
            case "gone":
                hub.DocumentServer.Break($"forgotten/{key}", "output.pdf", Fault.Status(404));
                break;
            case "cut":
                hub.DocumentServer.Break($"forgotten/{key}", "output.pdf", Fault.Truncated);
                break;
            case "not deleted":
                Commands.Answer("deleteForgotten", 3);
                break;
        }
    }
}
