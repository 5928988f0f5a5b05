using System.Net;
using System.Text.Json;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.Submissions;

/// <summary>What the tests of the submissions' API share.</summary>
internal static class SubmissionsApi
{
    public static async Task<JsonElement> GetJsonAsync(this HttpClient client, string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await client.GetAsync(path);
        return await response.ReadAsync(expected);
    }

    public static Task<TestForm> NewFormAsync(this FormsHubApplication app, params TestField[] fields) => TestForm.CreateAsync(app.Database.DataSource, fields);

    /// <summary>Keeps bytes and registers them.</summary>
    /// <returns>Their sha256.</returns>
    public static async Task<byte[]> KeepAsync(this FormsHubApplication app, byte[] content, string mediaType)
    {
        var blob = await app.Services.GetRequiredService<IBlobStore>().WriteAsync(new MemoryStream(content), mediaType, long.MaxValue, default);
        await app.Database.ExecuteAsync(
            $"INSERT INTO blobs (sha256, size, media_type) VALUES ('\\x{blob.Hex}', {blob.Size}, '{mediaType}') ON CONFLICT DO NOTHING");
        return blob.Sha256;
    }

    public static Dictionary<int, FieldValue> Values(this TestForm form, params (string Name, FieldValue Value)[] values) =>
        values.ToDictionary(one => form.Field(one.Name).Id, one => one.Value);
}
