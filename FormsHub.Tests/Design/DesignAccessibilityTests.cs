using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Support;
using Microsoft.Playwright;

namespace FormsHub.Tests.Design;

public class DesignAccessibilityTests(PracticeApplication application) : IClassFixture<PracticeApplication>
{
    private static readonly string Check = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Pages", "accessibility.js"));

    [Theory]
    [InlineData(false, ColorScheme.Light)]
    [InlineData(false, ColorScheme.Dark)]
    [InlineData(true, ColorScheme.Light)]
    [InlineData(true, ColorScheme.Dark)]
    public async Task Editing_history_preview_and_versions_can_be_read_and_used_by_everybody(bool phone, ColorScheme theme)
    {
        using var api = application.CreateApiClient();
        var form = (await api.PublishAsync(SampleForm.EventRegistration)).GetProperty("id").GetInt32();
        var context = await Browser.OpenAsync(application, application.Anna, phone ? Browser.Phone : Browser.Wide, theme);
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Add(message.Text);
            }
        };

        await page.GotoAsync($"/forms/{form}/edit");
        var editor = PracticeApplication.Editor(page);
        await editor.Locator("[data-key=organisation]").GetByLabel("Key").FillAsync("company");
        await Assertions.Expect(editor.Locator("#state")).ToHaveTextAsync("All changes saved");
        await ExpectNoProblemAsync(page, "the editor");
        await editor.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Preview and publish" }).WaitForAsync();
        await editor.GetByRole(AriaRole.Button, new() { Name = "History", Exact = true }).ClickAsync();
        await Assertions.Expect(editor.Locator("#history-shown h2")).ToHaveTextAsync("Version 2");
        await ExpectNoProblemAsync(page, "the history");
        await page.GetByRole(AriaRole.Link, new() { Name = "Preview and publish" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish version 2" }).WaitForAsync();
        await ExpectNoProblemAsync(page, "the preview");
        await page.GotoAsync($"/forms/{form}/versions");
        await ExpectNoProblemAsync(page, "the versions");

        Assert.Empty(complaints);
        await context.CloseAsync();
    }

    /// <summary>Looks at the page and at the editor's window inside it.</summary>
    private static async Task ExpectNoProblemAsync(IPage page, string what)
    {
        foreach (var frame in page.Frames)
        {
            Assert.Equal((what, ""), (what, string.Join('\n', await frame.EvaluateAsync<string[]>(Check))));
        }
    }
}
