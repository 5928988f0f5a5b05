using FormsHub.Tests.Support;
using Microsoft.Playwright;

namespace FormsHub.Tests.Pages;

public class AccessibilityTests(PagesApplication application) : IClassFixture<PagesApplication>
{
    internal static readonly string Check = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Pages", "accessibility.js"));

    private const string Filters = "from=2026-11-01&to=2026-11-30&version=1&state=normalized&review=new,approved&f.Guests=gte:1&f.Name=contains:Respondent";

    public static TheoryData<string, bool, ColorScheme> EveryPage()
    {
        var data = new TheoryData<string, bool, ColorScheme>();
        foreach (var page in new[]
        {
            "forms", "form", "summary", "empty form", "no match", "mistyped filter", "versions", "no fields", "new form", "nothing waits", "submission", "submission of a list", "failed submission",
            "no form", "trash", "empty trash", "reviewed", "settings", "settings saved", "form closed", "share", "links made", "link withdrawn", "nobody invited", "invite", "roles", "password", "account", "key to be revoked", "operations", "files looked for", "style", "not found", "unknown link",
            "connect", "views", "views with a problem", "no views yet", "reports", "reports of a form", "no report like that", "ended report link", "many filters", "summary of filters", "summary without match", "role",
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
    [InlineData("/sign-in", false, ColorScheme.Light)]
    [InlineData("/sign-in", true, ColorScheme.Dark)]
    [InlineData("/sign-in?code=", false, ColorScheme.Dark)]
    [InlineData("/sign-in?code=", true, ColorScheme.Light)]
    public async Task Strangers_can_read_and_use_the_sign_in_page(string address, bool phone, ColorScheme theme)
    {
        var context = await Browser.OpenAsync(application, viewport: phone ? Browser.Phone : Browser.Wide, theme: theme);
        var page = await context.NewPageAsync();

        await page.GotoAsync(address);

        Assert.Empty(await page.EvaluateAsync<string[]>(Check));
        await context.CloseAsync();
    }

    [Fact]
    public async Task Whoever_mistypes_at_the_door_is_told_and_goes_on_where_it_is_most_likely_wrong()
    {
        var context = await Browser.OpenAsync(application);
        var page = await context.NewPageAsync();

        await page.GotoAsync("/sign-in");
        await page.GetByLabel("Name").FillAsync(SignedInPerson.Name);
        await page.GetByLabel("Password").FillAsync("not this one");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("do not match");
        await Assertions.Expect(page.GetByLabel("Password")).ToBeFocusedAsync();
        Assert.Empty(await page.EvaluateAsync<string[]>(Check));

        await page.GotoAsync("/sign-in?code=");
        await page.GetByLabel("One-time code").FillAsync("AAAA-BBBB-CCCC-DDDD");
        await page.GetByLabel("Your name").FillAsync("Nobody Atall");
        await page.GetByLabel("Choose a password").FillAsync("long enough to be one");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This code is wrong");
        await Assertions.Expect(page.GetByLabel("One-time code")).ToBeFocusedAsync();
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
        "summary" => $"/forms/{application.Form.Id}/summary",
        "no form" => "/?q=nowhere",
        "trash" => $"/forms/{application.Form.Id}?trashed=true&q=nowhere",
        "empty trash" => $"/forms/{application.SampleForm.Id}?trashed=true",
        "reviewed" => $"/submissions/{application.Odd.Id}?done=review&was=Approved",
        "settings saved" => $"/forms/{application.SampleForm.Id}/settings?done=texts#texts",
        "form closed" => $"/forms/{application.SampleForm.Id}/settings?done=closed&wasState=open",
        "links made" => $"/forms/{application.SampleForm.Id}/share?made=60#links",
        "link withdrawn" => $"/forms/{application.SampleForm.Id}/share?done=revoked&link=1&state=revoked#links",
        "files looked for" => "/operations?looking=true#forgotten-title",
        "unknown link" => "/f/nothing-here",
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
        "reports" => "/reports",
        "reports of a form" => $"/forms/{application.Form.Id}/reports",
        "no report like that" => "/reports?state=failed",
        "ended report link" => "/r/nothing-here",
        "many filters" => $"/forms/{application.Form.Id}?{Filters}",
        "summary of filters" => $"/forms/{application.Form.Id}/summary?{Filters}",
        "summary without match" => $"/forms/{application.Form.Id}/summary?q=nowhere",
        "role" => $"/forms/{application.RolesForm.Id}?role=Manager",
        "style" => "/operations/style",
        "not found" => "/nothing-here",
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
