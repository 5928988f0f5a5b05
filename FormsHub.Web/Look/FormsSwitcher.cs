using FormsHub.Jobs.Forms;
using Microsoft.AspNetCore.Mvc;

namespace FormsHub.Web.Look;

/// <summary>The way to any form from any page: a search box over the newest forms; Enter without a match searches all of them.</summary>
public sealed class FormsSwitcher(FormCatalog catalog) : ViewComponent
{
    private const int Shown = 100;

    public async Task<IViewComponentResult> InvokeAsync() => View(await catalog.ListAsync(Shown, HttpContext.RequestAborted));
}
