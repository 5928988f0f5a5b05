using FormsHub.Jobs.Storage;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Storage;

public sealed class DatabaseAddressTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("formshub-address-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Theory]
    [InlineData("complete nonsense")]
    [InlineData("Host=127.0.0.1;Port=many")]
    [InlineData("Host=127.0.0.1;Colour=blue")]
    [InlineData("Database=formshub")]
    public async Task A_connection_string_that_cannot_be_read_is_explained_in_a_sentence(string address)
    {
        await using var formsHub = FormsHubProcess.Start(_data, $"--ConnectionStrings:FormsHub={address}");

        var (code, errors) = await formsHub.WaitForExitAsync();

        Assert.Equal((int)StartupFailure.Configuration, code);
        Assert.StartsWith("ConnectionStrings:FormsHub cannot be read: ", errors, StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
    }
}
