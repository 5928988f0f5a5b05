using FormsHub.Jobs.JobServer;
using FormsHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace FormsHub.Tests.Pages;

/// <summary>The pages' application, where more than twenty submissions are too many to be downloaded at once.</summary>
public sealed class ReportPagesFixture : IAsyncLifetime
{
    public PagesApplication Application { get; } = new();

    public string List => $"/forms/{Application.Form.Id}";

    public async Task InitializeAsync()
    {
        Application.WithSettings(("Reports:StreamRows", "20"), ("Reports:WaitingPerPerson", "100"));
        await Application.InitializeAsync();
    }

    public async Task DisposeAsync() => await Application.DisposeAsync();

    public async Task DrainAsync<TJob>() where TJob : IJob
    {
        await using var scope = Application.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TJob>().RunAsync(CancellationToken.None);
    }

    /// <summary>A report of one form, waiting.</summary>
    public async Task<long> AskAsync(string format = "csv", string query = "")
    {
        using var sent = await Application.Person.SendAsync(
            List + query, $"{List}/reports{(query.Length == 0 ? "?" : query + "&")}handler=Make", ("format", format), ("rows", "matching"), ("columns", "all"));
        return long.Parse(sent.Headers.Location!.OriginalString.Split("run=")[1].Split('#')[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    public Task<IPage> OpenAsync(string address, bool phone = false, ColorScheme theme = ColorScheme.Light) =>
        Application.OpenAsync(address, phone ? Browser.Phone : Browser.Wide, theme);
}
