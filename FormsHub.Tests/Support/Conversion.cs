using System.Text;
using FormsHub.Jobs.Intake;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Tests.Support;

/// <summary>The files of one conversion, and the callbacks that point at them. Links are signed anew whenever they are asked for.</summary>
internal sealed record Conversion(DocumentServerDouble Server, string Folder, string FileType)
{
    public bool HasChanges { get; init; }

    public bool HasFormData { get; init; }

    /// <summary>As FormsHub keeps it.</summary>
    public string SavePath => CacheLinks.Root + Folder;

    public string Document => $"output.{FileType}";

    public SavedFile Saved => new(Link(Document), FileType)
    {
        ChangesUrl = HasChanges ? Link("changes.zip") : null,
        FormsDataUrl = HasFormData ? Link("formsdata.json") : null,
        History = new CallbackHistory("9.3.0", [new HistoryChange(null, Server.Clock.GetUtcNow(), "u-1", "Anna Adams")]),
    };

    public string Link(string file) => Server.Links.Sign(Server.BrowserAddress, Folder, file);

    public void OverwriteFormData(string json) => Server.Put(Folder, "formsdata.json", Encoding.UTF8.GetBytes(json));

    /// <summary>Time passes: the document and its changes are gone, and the form data is that of the next submit.</summary>
    public void Expire()
    {
        Server.Remove(Folder, Document);
        Server.Remove(Folder, "changes.zip");
        OverwriteFormData("""{"formsdata":[{"key":"text_1","value":"somebody else's","type":"text"}]}""");
    }

    public void Break(string file, Fault? fault) => Server.Break(Folder, file, fault);

    /// <summary>Complete &amp; Submit.</summary>
    public CallbackBody Submit(string key, string submitter = "u-1", DateTimeOffset? lastSave = null) =>
        CallbackBody.Forcesaved(key, ForcesaveType.Submit, Saved, "u-1", submitter, lastSave ?? Server.Clock.GetUtcNow());

    /// <summary>A save while the document is open.</summary>
    public CallbackBody Draft(string key, DateTimeOffset? lastSave = null, ForcesaveType type = ForcesaveType.Timer) =>
        CallbackBody.Forcesaved(key, type, Saved with { FormsDataUrl = null }, "u-1", "u-1", lastSave ?? Server.Clock.GetUtcNow());

    /// <summary>The final save.</summary>
    public CallbackBody Final(string key, DateTimeOffset? lastSave = null, bool notModified = false) =>
        CallbackBody.ReadyForSaving(key, Saved with { FormsDataUrl = null }, "u-1", "u-1", lastSave ?? Server.Clock.GetUtcNow(), notModified);

    /// <summary>Complete &amp; Submit whose document could not be saved: only the form data is linked, and what there is of a corrupted document.</summary>
    public CallbackBody FailedSubmit(string key, bool corrupted = false)
    {
        var submit = Submit(key) with { Status = DocumentStatus.ForcesaveError };
        return corrupted ? submit : submit with { Url = null, ChangesUrl = null, History = null, FileType = null };
    }
}
