using Microsoft.Playwright;

namespace FormsHub.Tests.Support;

/// <summary>The one Chromium of a test run, Debian's; every test opens its own context in it.</summary>
public static class Browser
{
    // Chromium without the windows that nobody sees: the tests take half the CPU.
    private const string Program = "/usr/bin/chromium-headless-shell";

    private static readonly Lazy<Task<IBrowser>> Started = new(StartAsync);

    public static readonly ViewportSize Wide = new() { Width = 1440, Height = 900 };
    public static readonly ViewportSize Phone = new() { Width = 390, Height = 844 };

    /// <summary>A fresh browser profile at the application; reads nothing from anywhere else.</summary>
    /// <param name="application">Where relative addresses lead.</param>
    /// <param name="person">Whose cookies it has; null for a stranger.</param>
    /// <param name="viewport">Null for <see cref="Wide"/>.</param>
    /// <param name="theme">What the system prefers.</param>
    public static async Task<IBrowserContext> OpenAsync(
        FormsHubApplication application, SignedInPerson? person = null, ViewportSize? viewport = null, ColorScheme theme = ColorScheme.Light)
    {
        var browser = await Started.Value;

        // A busy machine is slow, not wrong.
        Assertions.SetDefaultExpectTimeout(20_000);
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = application.Address.ToString(),
            ViewportSize = viewport ?? Wide,
            ColorScheme = theme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
            TimezoneId = "Europe/Berlin",
        });
        context.SetDefaultTimeout(20_000);
        if (person is not null)
        {
            await context.AddCookiesAsync(person.Cookies.Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = application.Address.ToString() }));
        }

        return context;
    }

    private static async Task<IBrowser> StartAsync()
    {
        if (!File.Exists(Program))
        {
            throw new InvalidOperationException($"{Program} is missing. \"./formshub test\" installs it; by hand: apt-get install chromium-headless-shell.");
        }

        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        // The test platform offers no hook after the last test of an assembly.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => playwright.Dispose();
        return browser;
    }
}
