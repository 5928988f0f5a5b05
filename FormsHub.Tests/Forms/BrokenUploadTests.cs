using System.Globalization;
using System.Text;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.Forms;

/// <summary>Files that break off on their way to being published.</summary>
public class BrokenUploadTests(BrokenUploadTests.Application application) : IClassFixture<BrokenUploadTests.Application>
{
    private const string Boundary = "----boundary";

    // More than the server reads ahead: it is in the middle of the file when the rest does not come.
    private static readonly byte[] File = [.. PdfFormWriter.Write(SampleForm.EventRegistration), .. new byte[300_000]];

    private static readonly byte[] Upload =
    [
        .. Encoding.ASCII.GetBytes($"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"broken.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"),
        .. File,
        .. Encoding.ASCII.GetBytes($"\r\n--{Boundary}--\r\n"),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(100_000)]
    [InlineData(int.MaxValue)]
    public async Task An_upload_whose_connection_ends_too_early_is_400_and_leaves_nothing(int sent)
    {
        var part = Upload[..Math.Min(sent, Upload.Length - 1)];

        Assert.Equal(400, await BreakOffAsync("/api/forms", $"Content-Length: {Upload.Length}", part));
        Assert.Equal(400, await BreakOffAsync("/api/forms", "Transfer-Encoding: chunked", Chunk(part)));

        await AssertNothingIsKeptAsync();
    }

    [Theory]
    [InlineData(40)]
    [InlineData(100_000)]
    public async Task An_upload_that_is_whole_as_a_request_and_half_as_a_file_is_400(int sent)
    {
        var part = Upload[..sent];

        Assert.Equal(400, await RawRequest.SendAsync(application.Address, Head("/api/forms", $"Content-Length: {part.Length}"), part));

        await AssertNothingIsKeptAsync();
    }

    [Fact]
    public async Task A_new_version_that_breaks_off_is_400_and_the_form_keeps_its_version()
    {
        using var client = application.CreateApiClient();
        var id = (await client.PublishAsync(SampleForm.Blank)).GetProperty("id").GetInt32();

        // 499 when the connection was gone before its upload was looked at.
        Assert.Contains(await BreakOffAsync($"/api/forms/{id}/versions", $"Content-Length: {Upload.Length}", Upload[..100_000]), (int[])[400, 499]);

        Assert.Equal(1, await application.Database.ScalarAsync<long>($"SELECT count(*) FROM form_versions WHERE form_id = {id}"));
    }

    [Fact]
    public async Task The_same_upload_is_published_when_it_comes_whole()
    {
        var whole = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(Upload).Replace("broken.pdf", "whole.pdf", StringComparison.Ordinal));

        Assert.Equal(201, await RawRequest.SendAsync(application.Address, Head("/api/forms", $"Content-Length: {whole.Length}"), whole));
    }

    private async Task<int> BreakOffAsync(string path, string length, byte[] body)
    {
        var mark = $"?{Guid.NewGuid():n}";
        await RawRequest.BreakOffAsync(application.Address, Head(path + mark, length), body);
        return await application.Answers.OfAsync(mark);
    }

    private static string Head(string path, string length) =>
        $"POST {path} HTTP/1.1\nAuthorization: Bearer {FormsHubApplication.ApiKey}\nContent-Type: multipart/form-data; boundary={Boundary}\n{length}";

    /// <summary>One chunk that announces more than it brings.</summary>
    private static byte[] Chunk(byte[] part) =>
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{part.Length + 10:x}\r\n")), .. part];

    private async Task AssertNothingIsKeptAsync()
    {
        Assert.Equal(0, await application.Database.ScalarAsync<long>("SELECT count(*) FROM form_versions WHERE file_name = 'broken.pdf'"));
        Assert.Empty(Directory.GetFiles(Path.Combine(application.DataDirectory, "blobs", "incoming")));
    }

    /// <summary>Remembers its answers.</summary>
    public sealed class Application : FormsHubApplication
    {
        public Application() => WithSettings(("Jobs:Enabled", "false"));

        internal AnswerLog Answers { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.AddSingleton<IStartupFilter>(Answers));
        }
    }
}
