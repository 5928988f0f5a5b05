using System.Text.Json;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Web.Submissions;

/// <summary>The answer of a list: <c>{total, matching, items, next}</c>, written without a copy of the rows in between.</summary>
internal sealed class SubmissionList(SubmissionCount count, SubmissionPage page, SubmissionJson shape) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        json.WriteNumber("total", count.Total);
        json.WriteNumber("matching", count.Matching);
        json.WriteStartArray("items");
        foreach (var row in page.Rows)
        {
            shape.Write(json, row);
        }

        json.WriteEndArray();
        json.WriteString("next", page.Next?.ToString());
        json.WriteEndObject();
        await json.FlushAsync(httpContext.RequestAborted);
    }
}
