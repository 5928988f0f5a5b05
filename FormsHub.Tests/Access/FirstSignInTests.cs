using System.Text.RegularExpressions;
using FormsHub.Jobs;
using FormsHub.Jobs.Access;
using FormsHub.Tests.Support;
using FormsHub.Web.Access;
using FormsHub.Web.Editor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FormsHub.Tests.Access;

public partial class FirstSignInTests
{
    [Fact]
    public async Task The_console_shows_a_code_that_works_and_the_address_to_use_it_at_until_there_is_an_account()
    {
        await using var application = await FormsHubApplication.StartAsync();
        var shown = await SayAsync(application, newCode: false);
        var accounts = application.Services.GetRequiredService<Accounts>();

        var code = Code().Match(shown).Value;
        Assert.Contains($"{application.Address}sign-in?code={code}", shown);
        Assert.NotNull(await accounts.ClaimAsync(code, "First", "hash", default));
        Assert.Equal("", await SayAsync(application, newCode: false));
        Assert.Matches(Code(), await SayAsync(application, newCode: true));
    }

    private static async Task<string> SayAsync(FormsHubApplication application, bool newCode)
    {
        await using var console = new StringWriter();
        var say = new FirstSignIn(
            application.Services.GetRequiredService<Accounts>(),
            Options.Create(new AccessOptions { NewSignInCode = newCode }),
            application.Services.GetRequiredService<Addresses>(),
            console);
        await say.StartedAsync(default);
        return console.ToString();
    }

    [GeneratedRegex("[2-9A-Z]{4}(-[2-9A-Z]{4}){3}")]
    private static partial Regex Code();
}
