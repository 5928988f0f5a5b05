using FormsHub.Web.PracticeEditor;

namespace FormsHub.Tests.Callbacks;

public class SubmitTests(CallbackFixture hub) : IClassFixture<CallbackFixture>
{
    [Fact]
    public async Task A_submit_is_stored_with_all_its_bytes_before_it_is_answered()
    {
        var key = await hub.SessionAsync();
        var conversion = hub.DocumentServer.Convert(key, Bytes.Pdf("a"), Bytes.Zip("b"), Bytes.FormData("Ada"));

        var answer = await hub.PostAsync(conversion.Submit(key));

        Assert.Equal(new Answer(200, ReplyVerdict.Accepted, """{"error":0}""", "application/json"), answer);
        Assert.Equal("submissionStored", await hub.OutcomeAsync(key));
        Assert.Equal(Bytes.Pdf("a"), await hub.BytesAsync("submissions", "document_sha256", key));
        Assert.Equal(Bytes.Zip("b"), await hub.BytesAsync("submissions", "changes_sha256", key));
        Assert.Equal(Bytes.FormData("Ada"), await hub.BytesAsync("submissions", "form_data_sha256", key));
        Assert.Equal(conversion.SavePath, await hub.OfAsync<string>("submissions", "save_path", key));
    }
}
