using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Web.PracticeEditor.Design;
using FormsHub.Web.PracticeEditor.Documents;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.PracticeEditor;

/// <summary>A tab and the document that is open in it.</summary>
internal sealed record OpenTab(PracticeDocument Document, Participant Tab);

/// <summary>The stand-in's document service: which documents are open, who comes and goes, what is saved when. All of it is in memory.</summary>
internal sealed class PracticeServer(
    PracticeCallbacks callbacks,
    PracticeConversion conversion,
    DocumentFetch fetch,
    DocumentServerSecret secret,
    IOptions<PracticeEditorOptions> options,
    TimeProvider clock)
{
    /// <summary>A document saved under a key is not opened under it again this long (<c>expire.updateVersionStatus</c>).</summary>
    private static readonly TimeSpan KeyRemembered = TimeSpan.FromMinutes(5);

    /// <summary>A tab that asked for a document and never came for it is forgotten after this.</summary>
    private static readonly TimeSpan ArrivalTime = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, PracticeDocument> _documents = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, OpenTab> _tabs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _savedKeys = new(StringComparer.Ordinal);

    /// <summary>Final saves that no storage took, by document key.</summary>
    public ConcurrentDictionary<string, byte[]> Forgotten { get; } = new(StringComparer.Ordinal);

    public PracticeDocument? Find(string? key) => key is not null && _documents.TryGetValue(key, out var found) ? found : null;

    public OpenTab? FindTab(string id) => _tabs.GetValueOrDefault(id);

    /// <param name="config">As the page gave it to the editor.</param>
    /// <param name="address">The stand-in's own address, as the tab reached it.</param>
    public async Task<(OpenTab? Opened, EditorRefusal Refusal, string? Explanation)> OpenAsync(
        JsonElement config, string address, CancellationToken cancellationToken)
    {
        Tidy();
        if (EditorConfigCheck.Read(config, await secret.GetAsync(cancellationToken), clock.GetUtcNow(), out var refusal) is not { } asked)
        {
            return (null, refusal, null);
        }

        if (_savedKeys.ContainsKey(asked.Key))
        {
            return (null, EditorRefusal.VersionChanged, null);
        }

        if (Find(asked.Key) is not { } document)
        {
            if (_documents.Count >= options.Value.MostDocuments)
            {
                return (null, EditorRefusal.Busy, null);
            }

            var left = Forgotten.GetValueOrDefault(asked.Key);
            if ((left ?? await fetch.GetAsync(asked.Url, cancellationToken)) is not { } file)
            {
                return (null, EditorRefusal.DownloadFailed, null);
            }

            var read = FormDefinitionReader.Read(new MemoryStream(file), cancellationToken);
            if (read.Definition is null)
            {
                return (null, EditorRefusal.NotAForm, read.Explanation);
            }

            document = _documents.GetOrAdd(
                asked.Key,
                new PracticeDocument(asked.Key, address, file, read.Definition, SavedAnswers.In(file, read.Definition.Fields.Count))
                {
                    Title = asked.Title,
                    Design = asked.CanDesign ? new FormDesign(PracticeDocument.HeadingOf(asked.Title), read.Definition) : null,
                    IsFromForgotten = left is not null,
                    OpenedAt = clock.GetUtcNow(),
                });
        }

        return (Admit(document, asked), default, null);
    }

    /// <summary>The tab is there: it counts as present until it disconnects.</summary>
    public void Connect(OpenTab open)
    {
        var (document, tab) = open;
        lock (document.Lock)
        {
            tab.IsConnected = true;
            if (tab.CanFill)
            {
                document.Closing?.Cancel();
                document.Closing = null;
                callbacks.Post(document, tab.UserId, CallbackBody.Editing(document.Key, document.Users, CallbackAction.Joined(tab.UserId)));
            }

            PracticeDesigns.TellWhoIsThere(document);
        }
    }

    public void Disconnect(OpenTab open)
    {
        var (document, tab) = open;
        lock (document.Lock)
        {
            if (!document.Participants.Remove(tab))
            {
                return;
            }

            _tabs.TryRemove(tab.Id, out _);
            PracticeDesigns.TellWhoIsThere(document);
            if (tab.CanFill)
            {
                Leave(document, tab);
            }
            else if (document.Participants.Count == 0 && document.Closing is null)
            {
                _documents.TryRemove(new(document.Key, document));
            }
        }
    }

    /// <summary>Turns tabs into viewers (command <c>drop</c>).</summary>
    /// <param name="users">Null: everybody.</param>
    public void Drop(PracticeDocument document, IReadOnlyCollection<string>? users)
    {
        lock (document.Lock)
        {
            foreach (var tab in document.Participants.Where(tab => tab.CanFill && (users is null || users.Contains(tab.UserId))).ToList())
            {
                tab.CanFill = false;
                tab.Notices.Writer.TryWrite("drop");
                Leave(document, tab);
            }
        }
    }

    /// <returns>False when the tab may not fill.</returns>
    public bool Change(OpenTab open, Answer[] answers)
    {
        lock (open.Document.Lock)
        {
            if (open.Tab.CanFill && !open.Document.Answers.AsSpan().SequenceEqual(answers))
            {
                open.Document.Change(answers, open.Tab, clock.GetUtcNow());
            }

            return open.Tab.CanFill;
        }
    }

    private OpenTab Admit(PracticeDocument document, EditorConfig asked)
    {
        var tab = new Participant(WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(16)), asked);
        var open = new OpenTab(document, tab);
        lock (document.Lock)
        {
            document.Participants.Add(tab);

            // What a document is open for is decided by whoever opened it first; others can look.
            tab.CanFill = document.Design is null ? asked.CanFill : asked.CanDesign;
            if (asked.CallbackUrl is not null && tab.CanFill)
            {
                document.CallbackUrls.Add((asked.UserId, asked.CallbackUrl));
            }
        }

        _tabs[tab.Id] = open;
        return open;
    }

    /// <summary>Somebody stopped filling. The last one's leaving ends the document: at once when nothing changed, else with a final save a little later.</summary>
    private void Leave(PracticeDocument document, Participant leaver)
    {
        if (document.Users.Count > 0)
        {
            callbacks.Post(document, leaver.UserId, CallbackBody.Editing(document.Key, document.Users, CallbackAction.Left(leaver.UserId)));
        }
        else if (document.Revision == 0 && !document.IsFromForgotten)
        {
            _documents.TryRemove(new(document.Key, document));
            callbacks.Post(document, leaver.UserId, CallbackBody.ClosedWithNoChanges(document.Key, leaver.UserId));
        }
        else if (document.Closing is null)
        {
            document.Closing = new CancellationTokenSource();
            _ = CloseAsync(document, leaver.UserId, document.Closing.Token);
        }
    }

    private async Task CloseAsync(PracticeDocument document, string leaver, CancellationToken comeback)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(options.Value.SaveDelaySeconds), clock, comeback);
            string folder, editor;
            DateTimeOffset lastSave;
            bool notModified;
            lock (document.Lock)
            {
                folder = conversion.Convert(document, print: false);
                editor = document.LastEditor ?? leaver;
                lastSave = document.LastChange ?? clock.GetUtcNow();
                notModified = document.Saved is { Delivered: true } saved && saved.Revision == document.Revision;
            }

            var accepted = await callbacks.SendAsync(
                document,
                editor,
                links => CallbackBody.ReadyForSaving(
                    document.Key, PracticeConversion.Describe(document, folder, withFormData: false, links), editor, leaver, lastSave, notModified),
                comeback);
            End(document, accepted ? null : conversion.Saved(folder));
        }
        catch (OperationCanceledException)
        {
            // Somebody came back: the document goes on, and its save comes when they leave.
        }
    }

    private void End(PracticeDocument document, byte[]? forgotten)
    {
        lock (document.Lock)
        {
            if (forgotten is null)
            {
                Forgotten.TryRemove(document.Key, out _);
                _savedKeys[document.Key] = clock.GetUtcNow();
            }
            else
            {
                Forgotten[document.Key] = forgotten;
            }

            _documents.TryRemove(new(document.Key, document));
            foreach (var tab in document.Participants)
            {
                _tabs.TryRemove(tab.Id, out _);
                tab.Notices.Writer.TryWrite("version");
            }
        }
    }

    private void Tidy()
    {
        var now = clock.GetUtcNow();
        foreach (var (key, savedAt) in _savedKeys.Where(saved => saved.Value + KeyRemembered <= now))
        {
            _savedKeys.TryRemove(new(key, savedAt));
        }

        foreach (var document in _documents.Values.Where(document => document.OpenedAt + ArrivalTime <= now))
        {
            lock (document.Lock)
            {
                if (document.Closing is null && !document.Participants.Exists(tab => tab.IsConnected))
                {
                    _documents.TryRemove(new(document.Key, document));
                    document.Participants.ForEach(tab => _tabs.TryRemove(tab.Id, out _));
                }
            }
        }
    }
}
