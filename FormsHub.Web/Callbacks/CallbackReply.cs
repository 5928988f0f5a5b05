using System.Text.Json;
using FormsHub.Jobs.Intake;

namespace FormsHub.Web.Callbacks;

/// <summary>The answer as the document editing service judges it: HTTP 200 and <c>{"error":0}</c> mean stored, and nothing else does.</summary>
/// <remarks>503 makes it send a final save again after 1, 2 and 4 s; 200 with an error, or 4xx, ends it. 202, 204 or a redirect would lose documents.</remarks>
internal sealed class CallbackReply(int httpStatus, int error, string? message) : IResult
{
    private static readonly byte[] AcceptedBody = """{"error":0}"""u8.ToArray();

    public static readonly CallbackReply Accepted = new(StatusCodes.Status200OK, 0, null);

    public static CallbackReply For(IntakeResult result) => result switch
    {
        { IsAccepted: true } => Accepted,
        { IsTransient: true } => new(StatusCodes.Status503ServiceUnavailable, 1, result.Message),
        { Outcome: IntakeOutcome.RefusedAddress or IntakeOutcome.RefusedToken } => new(StatusCodes.Status403Forbidden, 1, result.Message),
        _ => new(StatusCodes.Status200OK, 1, result.Message),
    };

    public static CallbackReply Refused(int httpStatus, string message) => new(httpStatus, 1, message);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var body = error == 0 ? AcceptedBody : Refusal();
        httpContext.Response.StatusCode = httpStatus;
        httpContext.Response.ContentType = "application/json";
        httpContext.Response.ContentLength = body.Length;
        httpContext.Response.Headers.CacheControl = "no-store";

        // Whether the sender is still there or not: one that only ended its own side of the connection still hears the answer.
        return httpContext.Response.Body.WriteAsync(body, CancellationToken.None).AsTask();
    }

    private byte[] Refusal()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("error", error);
            json.WriteString("message", message);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
