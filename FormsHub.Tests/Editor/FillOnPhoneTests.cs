using FormsHub.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FormsHub.Tests.Editor;

public sealed class FillOnPhoneTests(FillBrowserApplication application) : IClassFixture<FillBrowserApplication>
{
    [Fact]
    public async Task On_a_phone_a_document_with_a_history_fits_into_the_window()
    {
        var (id, link) = await application.PublishAsync();
        var page = await (await Browser.OpenAsync(application, viewport: Browser.Phone)).NewPageAsync();
        await page.GotoAsync(link);
        await Editor(page).GetByLabel("Name").FillAsync("Ada");
        await Expect(Editor(page).Locator("#state")).ToHaveTextAsync("All changes saved");
        var session = page.Url;
        await page.GotoAsync("/sign-in");
        await application.RetiredAsync(id);

        await page.GotoAsync(session);
        await Expect(Editor(page).GetByRole(AriaRole.Button, new() { Name = "History" })).ToBeVisibleAsync();

        foreach (var frame in page.Frames)
        {
            Assert.Empty(await frame.EvaluateAsync<string[]>(Pages.AccessibilityTests.Check));
        }
    }

    private static IFrameLocator Editor(IPage page) => page.FrameLocator("iframe[name=frameEditor]");
}
