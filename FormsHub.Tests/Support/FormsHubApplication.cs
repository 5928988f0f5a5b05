using System.Net.Http.Headers;
using FormsHub.Jobs;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;

namespace FormsHub.Tests.Support;

/// <summary>The whole application on real Kestrel at a free loopback port, with a fresh database and data directory of its own.</summary>
/// <remarks>Use it as a class fixture, or make one for a test: <c>await using var app = await FormsHubApplication.StartAsync(("Jobs:Enabled", "false"));</c></remarks>
public class FormsHubApplication : WebApplicationFactory<Program>, IAsyncLifetime
{
    /// <summary>The administrator key that every instance accepts.</summary>
    public const string ApiKey = "test-administrator-key-0123456789";

    private readonly Dictionary<string, string?> _settings = new(StringComparer.OrdinalIgnoreCase);

    public PostgresDatabase Database { get; } = new();

    public string DataDirectory { get; } = Directory.CreateTempSubdirectory("formshub-test-").FullName;

    /// <summary>Set before the start to replace the system's clock; null leaves it.</summary>
    public TestClock? Clock { get; init; }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:40123</c>.</summary>
    public Uri Address => ClientOptions.BaseAddress;

    public static async Task<FormsHubApplication> StartAsync(params (string Key, string? Value)[] settings)
    {
        var application = new FormsHubApplication().WithSettings(settings);
        await application.InitializeAsync();
        return application;
    }

    /// <summary>Adds or replaces settings; before the start only.</summary>
    public FormsHubApplication WithSettings(params (string Key, string? Value)[] settings)
    {
        foreach (var (key, value) in settings)
        {
            _settings[key] = value;
        }

        return this;
    }

    /// <summary>A client without sign-in, cookies or automatic redirects.</summary>
    public HttpClient CreateAnonymousClient() =>
        new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };

    /// <summary>A client that carries the administrator key.</summary>
    public HttpClient CreateApiClient()
    {
        var client = CreateAnonymousClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
        return client;
    }

    public virtual async Task InitializeAsync()
    {
        await Database.InitializeAsync();
        UseKestrel(0);
        try
        {
            StartServer();
        }
        catch
        {
            // The runner does not dispose what did not start.
            await DisposeAsync();
            throw;
        }
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(DataDirectory, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        builder.UseSetting("ConnectionStrings:FormsHub", Database.ConnectionString);
        builder.UseSetting($"FormsHub:{nameof(FormsHubOptions.DataDirectory)}", DataDirectory);
        builder.UseSetting($"Access:{nameof(AccessOptions.BootstrapApiKey)}", ApiKey);
        // All tests sign in from one address.
        builder.UseSetting($"Access:{nameof(AccessOptions.SignInAttempts)}", "1000");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services =>
        {
            if (Clock is not null)
            {
                services.RemoveAll<TimeProvider>();
                services.AddSingleton<TimeProvider>(Clock);
            }

            services.ConfigureAll<HttpClientFactoryOptions>(options =>
                options.HttpMessageHandlerBuilderActions.Add(handlers => handlers.AdditionalHandlers.Add(new LoopbackOnlyHandler())));
        });
    }
}
