using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using FormsHub.Jobs.Forms.Samples;

namespace FormsHub.Tests.Support;

/// <summary>What tests do through the API again and again.</summary>
internal static class FormsHubClient
{
    public static async Task<HttpResponseMessage> PostFileAsync(this HttpClient client, string path, byte[] file, string? title = null, string fileName = "form.pdf", string? renames = null)
    {
        using var upload = new MultipartFormDataContent();
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        upload.Add(content, "file", fileName);
        if (title is not null)
        {
            upload.Add(new StringContent(title), "title");
        }

        if (renames is not null)
        {
            upload.Add(new StringContent(renames), "renames");
        }

        return await client.PostAsync(path, upload);
    }

    /// <summary>Publishes a form that must be accepted.</summary>
    /// <returns>The answer of POST /api/forms.</returns>
    public static async Task<JsonElement> PublishAsync(this HttpClient client, FormDraft draft, string? title = null)
    {
        using var response = await client.PostFileAsync("/api/forms", PdfFormWriter.Write(draft), title ?? draft.Title);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Opens a fill session that must be accepted.</summary>
    /// <returns>The answer of POST /api/forms/{id}/fill-sessions.</returns>
    public static async Task<JsonElement> OpenSessionAsync(this HttpClient client, int formId, object? respondent = null)
    {
        using var response = await client.PostAsJsonAsync($"/api/forms/{formId}/fill-sessions", respondent ?? new { });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static async Task<JsonElement> ReadAsync(this HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode} instead of {(int)expected}: {text}");
        return JsonDocument.Parse(text).RootElement.Clone();
    }
}
