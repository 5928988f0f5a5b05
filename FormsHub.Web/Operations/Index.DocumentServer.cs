using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.DocumentServer.Connection;
using Microsoft.AspNetCore.Mvc;

namespace FormsHub.Web.Operations;

// What FormsHub asks of the Document Server: commands, forgotten files, the check of the connection.
internal sealed partial class IndexModel
{
    public IReadOnlyList<DocumentCommand> Commands { get; private set; } = [];
    public IReadOnlyList<ForgottenFile> ForgottenFiles { get; private set; } = [];
    public ForgottenLook? LastLook { get; private set; }

    /// <summary>As it was found when somebody last asked; a page view asks the Document Server nothing.</summary>
    public ConnectionReport Connection { get; private set; } = new(null, []);

    /// <summary>How many commands were told to run again just now.</summary>
    [BindProperty(SupportsGet = true)]
    public int? CommandsAgain { get; set; }

    /// <summary>A look at the forgotten files was asked for just now.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Looking { get; set; }

    /// <param name="id">One command; null for all that have stopped.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<IActionResult> OnPostCommandsAgainAsync(long? id, CancellationToken cancellationToken) =>
        Redirect($"/operations?commandsAgain={await documents.RunAgainAsync(id, cancellationToken)}");

    public async Task<IActionResult> OnPostLookAsync(CancellationToken cancellationToken)
    {
        await forgotten.RunNowAsync(cancellationToken);
        return Redirect("/operations?looking=true#forgotten-title");
    }

    public async Task<IActionResult> OnPostCheckAsync(CancellationToken cancellationToken)
    {
        await probe.RunAsync(cancellationToken);
        return Redirect("/operations#connection-title");
    }

    private async Task LoadDocumentServerAsync(CancellationToken cancellationToken)
    {
        Commands = await documents.UnsettledAsync(Shown, cancellationToken);
        ForgottenFiles = await forgotten.ListAsync(Shown, cancellationToken);
        LastLook = await forgotten.LastLookAsync(cancellationToken);
        Connection = await checks.LastAsync(cancellationToken);
    }
}
