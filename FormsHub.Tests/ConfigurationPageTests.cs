using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using FormsHub.Jobs;
using FormsHub.Jobs.Storage;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Tests;

public class ConfigurationPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "configuration.md"));

    public static IEnumerable<object[]> Settings =>
        typeof(FormsHubOptions).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == typeof(FormsHubOptions).Namespace && type.Name.EndsWith("Options", StringComparison.Ordinal))
            .Append(typeof(PracticeEditorOptions))
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance), (type, property) => new object[]
            {
                $"{type.Name[..^"Options".Length]}:{property.Name}", DefaultOf(property.GetValue(Activator.CreateInstance(type))),
            });

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_is_named_with_its_default(string setting, string defaultValue) =>
        Assert.Contains($"| `{setting}` | {defaultValue} |", Page, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(ExitCodes))]
    public void Every_exit_code_is_named(int code) => Assert.Contains($"\n| {code} | ", Page, StringComparison.Ordinal);

    public static TheoryData<int> ExitCodes => [0, .. Enum.GetValues<StartupFailure>().Select(failure => (int)failure)];

    private static string DefaultOf(object? value) => value switch
    {
        "" => "empty",
        string text => $"`{text}`",
        bool flag => flag ? "`true`" : "`false`",
        string[] texts => string.Join(", ", texts.Select(text => $"`{text}`")),
        _ => $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`",
    };

    private static string Root([CallerFilePath] string file = "") => Path.GetDirectoryName(Path.GetDirectoryName(file))!;
}
