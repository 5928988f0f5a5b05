using FormsHub.Tests.Support;
using Microsoft.Playwright;

namespace FormsHub.Tests.Pages;

public class AccessibilityTests(PagesApplication application) : IClassFixture<PagesApplication>
{
    internal static readonly string Check = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Pages", "accessibility.js"));

    public static TheoryData<string, bool, ColorScheme> EveryPage()
    {
        var data = new TheoryData<string, bool, ColorScheme>();
        foreach (var page in new[]
        {
            "forms", "form", "empty form", "no match", "mistyped filter", "versions", "no fields", "new form", "nothing waits", "submission", "submission of a list", "failed submission",
            "settings", "share", "nobody invited", "invite", "roles", "password", "account", "key to be revoked", "operations", "style", "not found",
            "connect", "views", "views with a problem", "no views yet",
        })
        {
            foreach (var phone in new[] { false, true })
            {
                data.Add(page, phone, ColorScheme.Light);
                data.Add(page, phone, ColorScheme.Dark);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryPage))]
    public async Task A_page_can_be_read_and_used_by_everybody(string name, bool phone, ColorScheme theme)
    {
        var context = await Browser.OpenAsync(application, application.Person, phone ? Browser.Phone : Browser.Wide, theme);
        var page = await context.NewPageAsync();
        var address = Address(name);
        var foreign = new List<string>();
        var complaints = new List<string>();
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: not ("data" or "blob") } uri && uri.Authority != application.Address.Authority)
            {
                foreign.Add(request.Url);
            }
        };
        page.Console += (_, message) =>
        {
            // Chromium reports the status of an error page's own request as an error; that is what the page is about.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);

        await page.GotoAsync(address);
        var problems = await page.EvaluateAsync<string[]>(Check);

        Assert.Empty(problems);
        Assert.Empty(complaints);
        Assert.Empty(foreign);
        await context.CloseAsync();
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-in?code=")]
    public async Task Strangers_can_read_and_use_the_sign_in_page(string address)
    {
        var context = await Browser.OpenAsync(application);
        var page = await context.NewPageAsync();

        await page.GotoAsync(address);

        Assert.Empty(await page.EvaluateAsync<string[]>(Check));
        await context.CloseAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Open_menus_and_dialogs_can_be_read_and_used_too(bool phone)
    {
        var page = await application.OpenAsync($"/forms/{application.Form.Id}", phone ? Browser.Phone : Browser.Wide);
        foreach (var menu in phone ? ["Filter", "Download", "Forms"] : new[] { "Filter", "Columns", "Download", "Forms" })
        {
            await page.Locator("summary", new() { HasText = menu }).First.ClickAsync();

            Assert.Empty(await page.EvaluateAsync<string[]>(Check));
        }

        foreach (var (address, menu) in new[] { ("/", "New form"), ("/operations/style", "New form"), ("/account", SignedInPerson.Name) })
        {
            await page.GotoAsync(address);
            await page.Locator("summary", new() { HasText = menu }).ClickAsync();
            Assert.Empty(await page.EvaluateAsync<string[]>(Check));
        }

        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("?");
        Assert.True(await page.Locator("#key-map").IsVisibleAsync());
        Assert.Empty(await page.EvaluateAsync<string[]>(Check));
        await page.Context.CloseAsync();
    }

    private string Address(string name) => name switch
    {
        "forms" => "/",
        "form" => $"/forms/{application.Form.Id}",
        "empty form" => $"/forms/{application.SampleForm.Id}?published",
        "no match" => $"/forms/{application.Form.Id}?q=nowhere",
        "mistyped filter" => $"/forms/{application.Form.Id}?f.Guests=gte:many&review=new",
        "no fields" => $"/forms/{application.FormWithoutFields.Id}/versions",
        "new form" => $"/forms/new/{application.Upload}",
        "nothing waits" => "/forms/new/0123456789012345678901",
        "submission of a list" => $"/submissions/{application.Odd.Id}?state=needsAttention&q=Respondent",
        "account" => "/account",
        "key to be revoked" => $"/account?revoke={application.ApiKeyId}",
        "versions" => $"/forms/{application.SampleForm.Id}/versions",
        "settings" => $"/forms/{application.SampleForm.Id}/settings",
        "share" => $"/forms/{application.SampleForm.Id}/share",
        "nobody invited" => $"/forms/{application.Form.Id}/share",
        "invite" => $"/forms/{application.SampleForm.Id}/invite",
        "roles" => $"/forms/{application.RolesForm.Id}/share",
        "password" => $"/f/{application.RolesForm.LinkToken}",
        "submission" => $"/submissions/{application.Odd.Id}",
        "failed submission" => $"/submissions/{application.Odd.Id + 1}",
        "operations" => "/operations",
        "connect" => "/connect",
        "views" => $"/forms/{application.Form.Id}/connect",
        "views with a problem" => $"/forms/{application.RolesForm.Id}/connect",
        "no views yet" => $"/forms/{application.FormWithoutFields.Id}/connect",
        "style" => "/operations/style",
        "not found" => "/nothing-here",
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
