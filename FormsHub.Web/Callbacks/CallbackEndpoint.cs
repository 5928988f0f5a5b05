using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using FormsHub.Jobs;
using FormsHub.Jobs.Intake;
using FormsHub.Web.Editor;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.Callbacks;

/// <summary><c>POST /callback/{documentKey}?t={mac}</c>: where the document editing service says what happened to a document.</summary>
internal sealed partial class CallbackEndpoint(
    LinkMac linkMac, CallbackToken token, Intake intake, IOptions<LimitsOptions> limits, CallbackEnd end, ILogger<CallbackEndpoint> logger)
{
    public async Task<CallbackReply> PostAsync(string documentKey, HttpContext context)
    {
        // Not the request's own cancellation: a sender that hangs up (it restarts, its network breaks) does not send a submit twice, so what
        // has begun is finished. Intake ends it after CallbackSeconds; shutting down waits for it for some seconds and then ends it with a 503.
        var cancellationToken = end.Token;
        try
        {
            if (!DocumentKeyPattern().IsMatch(documentKey)
                || !await linkMac.IsValidAsync(LinkMac.Callback, documentKey, context.Request.Query["t"], cancellationToken))
            {
                return CallbackReply.For(new(IntakeOutcome.RefusedAddress, "This address was not made for this document."));
            }

            var limit = limits.Value.CallbackKilobytes * 1024;
            if (await ReadBodyAsync(context, limit) is not { } body)
            {
                var tooLarge = await intake.RefuseAsync(documentKey, IntakeOutcome.RefusedBody, "The callback is too large.", cancellationToken);
                return CallbackReply.Refused(StatusCodes.Status413PayloadTooLarge, tooLarge.Message!);
            }

            var claims = await token.ClaimsAsync(body, context.Request.Headers, cancellationToken);
            return CallbackReply.For(claims.ValueKind == JsonValueKind.Undefined
                ? await intake.RefuseAsync(documentKey, IntakeOutcome.RefusedToken, "The callback carries no token that can be believed.", cancellationToken)
                : await intake.AcceptAsync(documentKey, JsonMarshal.GetRawUtf8Value(claims).ToArray(), cancellationToken));
        }
        catch (BadHttpRequestException broken)
        {
            return CallbackReply.Refused(broken.StatusCode, "The request could not be read.");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return CallbackReply.Refused(StatusCodes.Status400BadRequest, "The request broke off.");
        }
        catch (Exception failure)
        {
            // Lost machinery, or a mistake of ours: nothing was promised, and a final save is sent again.
            LogFailure(failure, documentKey);
            return CallbackReply.For(new(IntakeOutcome.StorageUnavailable, "FormsHub cannot store anything now."));
        }
    }

    /// <summary>Any other verb: without this one the sign-in would answer first.</summary>
    public static IResult OnlyPost(HttpResponse response)
    {
        response.Headers.Allow = HttpMethods.Post;
        return TypedResults.StatusCode(StatusCodes.Status405MethodNotAllowed);
    }

    /// <returns>null when there are more bytes than a callback can have.</returns>
    private static async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(HttpContext context, int limit)
    {
        if (context.Request.ContentLength > limit)
        {
            return null;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limit + 1L;
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            // Not cancelled with the request: reading ends when the connection does, and a body that broke off is a bad request.
            var read = await reader.ReadAsync(CancellationToken.None);
            if (read.Buffer.Length > limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    [GeneratedRegex(@"^[0-9A-Za-z._=-]{1,128}\z")]
    private static partial Regex DocumentKeyPattern();

    [LoggerMessage(2101, LogLevel.Error, "Callback of document {DocumentKey} failed.")]
    private partial void LogFailure(Exception exception, string documentKey);
}
