using FormsHub.Jobs.Operations;
using Microsoft.AspNetCore.Mvc;

namespace FormsHub.Web.Look;

/// <summary>Says in the top bar that something failed or waits for long; nothing when all is well.</summary>
public sealed class OperationsCounter(OperationsReader operations, TimeProvider time) : ViewComponent
{
    /// <summary>Work that is younger is on its way and no news.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task<IViewComponentResult> InvokeAsync()
    {
        var count = await operations.CountAsync(HttpContext.RequestAborted);
        return View(count with { Waiting = time.GetUtcNow() - count.OldestWaiting > Patience ? count.Waiting : 0 });
    }
}
