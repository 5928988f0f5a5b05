using System.Net;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports;
using FormsHub.Jobs.Reports.Excel;
using FormsHub.Jobs.Submissions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FormsHub.Tests.Reports.Excel;

/// <summary>Downloads over a real server, which refuses synchronous writes and cannot seek.</summary>
public sealed class ExcelDownloadTests : IAsyncLifetime, IDisposable
{
    private const int Rows = 20_000;
    private static readonly ReportColumn[] OneColumn = [new("Text", ColumnKind.Text)];
    private readonly WebApplication _server = MakeServer();
    private readonly HttpClient _client = new();

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        _client.BaseAddress = new Uri(_server.Urls.Single());
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("/stream")]
    [InlineData("/body")]
    public async Task A_download_is_a_whole_file(string path)
    {
        var workbook = ExcelReader.Read(await _client.GetByteArrayAsync(path));

        Assert.Equal(Texts(), workbook.Sheets[0].Column(0));
    }

    [Fact]
    public async Task A_download_that_fails_half_way_is_broken_off()
    {
        using var response = await _client.GetAsync("/failing", HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_query_that_fails_at_once_is_an_error_not_a_file()
    {
        using var response = await _client.GetAsync("/failing-at-once");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    private static WebApplication MakeServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = builder.Build();
        server.MapGet("/stream", context => WriteAsync(Texts(), context.Response.BodyWriter.AsStream(), context));
        server.MapGet("/body", context => WriteAsync(Texts(), context.Response.Body, context));
        server.MapGet("/failing", context => WriteAsync(Texts().Concat(Failing()), context.Response.BodyWriter.AsStream(), context));
        server.MapGet("/failing-at-once", context => WriteAsync(Failing(), context.Response.BodyWriter.AsStream(), context));
        return server;
    }

    private static async Task WriteAsync(IEnumerable<string> texts, Stream target, HttpContext context) =>
        await ExcelWriterTests.Writer().WriteAsync(
            Report.Of("Texts", OneColumn, texts.Select(text => new[] { FieldValue.OfText(text) })), target, new ExcelOptions(), context.RequestAborted);

    private static IEnumerable<string> Texts() => Enumerable.Range(0, Rows).Select(number => $"the text of row {number}");

    private static IEnumerable<string> Failing() => Enumerable.Range(0, 1).Select<int, string>(_ => throw new TimeoutException("The database is gone."));
}
