using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace FormsHub.Tests.Support;

/// <summary>The status of every answer, also of those that could not be sent because the other side was gone: Kestrel sends nothing after that.</summary>
internal sealed class AnswerLog : IStartupFilter
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<int>> _answers = new(StringComparer.Ordinal);

    /// <param name="mark">The query of the request that is meant, question mark included.</param>
    /// <returns>Its status; 500 when an exception came through.</returns>
    public Task<int> OfAsync(string mark) => Answer(mark).Task.WaitAsync(Deadline.Longest);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, rest) =>
        {
            var status = StatusCodes.Status500InternalServerError;
            try
            {
                await rest(context);
                status = context.Response.StatusCode;
            }
            finally
            {
                Answer(context.Request.QueryString.Value!).TrySetResult(status);
            }
        });
        next(app);
    };

    private TaskCompletionSource<int> Answer(string mark) =>
        _answers.GetOrAdd(mark, _ => new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously));
}
