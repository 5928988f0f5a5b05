using System.Text;
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

    [Fact]
    public async Task Late_links_change_nothing_that_is_stored()
    {
        var key = await hub.SessionAsync();
        var conversion = hub.DocumentServer.Convert(key, Bytes.Pdf("a"), Bytes.Zip("b"), Bytes.FormData("Ada"));
        var submit = conversion.Submit(key);
        await hub.PostAsync(submit);

        // The next submit of the same document overwrites the form data, then everything is collected and the links are over.
        conversion.OverwriteFormData("""{"formsdata":[{"key":"Name","value":"Somebody else","type":"text"}]}""");
        hub.DocumentServer.Remove(conversion.Folder, conversion.Document);
        hub.DocumentServer.Remove(conversion.Folder, "changes.zip");

        Assert.Equal(Bytes.FormData("Ada"), await hub.BytesAsync("submissions", "form_data_sha256", key));
        Assert.Equal(Bytes.Pdf("a"), await hub.BytesAsync("submissions", "document_sha256", key));
        Assert.Equal(1, await hub.CountAsync("submissions", key));
    }

    [Fact]
    public async Task A_second_submit_of_the_same_conversion_with_other_answers_is_another_submission()
    {
        var key = await hub.SessionAsync();
        var conversion = hub.DocumentServer.Convert(key, Bytes.Pdf("a"), Bytes.Zip("b"), Bytes.FormData("Ada"));
        await hub.PostAsync(conversion.Submit(key, "u-1"));
        conversion.OverwriteFormData(Encoding.UTF8.GetString(Bytes.FormData("Grace")));

        await hub.PostAsync(conversion.Submit(key, "u-2") with { Encrypted = false });

        Assert.Equal(2, await hub.CountAsync("submissions", key));
        Assert.Equal(Bytes.FormData("Grace"), await hub.BytesAsync("submissions", "form_data_sha256", key));
    }

    [Theory]
    [InlineData("s-quote'key", 403)]
    [InlineData("..%2f..%2fetc", 403)]
    [InlineData("%00", 400)]
    [InlineData("%0a", 403)]
    public async Task A_document_key_of_other_characters_than_the_editors_is_refused(string key, int status)
    {
        var answer = await hub.PostAsync(new Uri($"{hub.Address}callback/{key}?t=x"), "{}"u8.ToArray(), null);

        Assert.Equal(status, answer.Status);
    }
}
