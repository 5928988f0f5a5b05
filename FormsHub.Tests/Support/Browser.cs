using Microsoft.Playwright;

namespace FormsHub.Tests.Support;

/// <summary>A real browser: Debian's Chromium, driven by Playwright, talking to nobody but the application under test.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A page with cookies of its own.</summary>
    public async Task<IPage> OpenAsync(FormsHubApplication application, int width = 1440, int height = 900)
    {
        var context = await _browser!.NewContextAsync(new() { BaseURL = application.Address.ToString(), ViewportSize = new() { Width = width, Height = height } });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout((float)Deadline.Longest.TotalMilliseconds);
        return page;
    }

    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout((float)Deadline.Longest.TotalMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Flags });
    }

    public async Task DisposeAsync()
    {
        await _browser!.DisposeAsync();
        _playwright!.Dispose();
    }
}
