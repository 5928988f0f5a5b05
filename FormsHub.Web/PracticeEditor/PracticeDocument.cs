using System.Threading.Channels;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Web.PracticeEditor.Design;

namespace FormsHub.Web.PracticeEditor;

/// <summary>A browser tab in which a document is open.</summary>
internal sealed class Participant(string id, EditorConfig config)
{
    /// <summary>Known to the tab only: whoever has it speaks for the tab.</summary>
    public string Id { get; } = id;
    public EditorConfig Config { get; } = config;
    public string UserId => Config.UserId;

    /// <summary>Names the tab to others.</summary>
    public string PublicId { get; } = Guid.NewGuid().ToString("n");

    /// <summary>Whether it may fill, or design where that is what the document is open for. Turned off by the command <c>drop</c>: the tab becomes a viewer.</summary>
    public bool CanFill { get; set; }
    public bool IsConnected { get; set; }
    public Channel<string> Notices { get; } = Channel.CreateBounded<string>(new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest });
}

/// <summary>A forcesave's result: it is sent again from here while nothing has changed since.</summary>
/// <param name="Folder">Below the cache's <c>data</c> folder.</param>
/// <param name="Revision">Of the document when it was converted.</param>
/// <param name="Print">Converted flat, for a submit.</param>
internal sealed record Forcesave(string Folder, int Revision, bool Print)
{
    /// <summary>A storage took it; types 0, 1 and 2 only, a submit does not count.</summary>
    public bool Delivered { get; init; }

    /// <summary>Of the command that asked for it.</summary>
    public string? UserData { get; init; }
}

/// <summary>A document that is open under a key: who is in it, what was entered, what was saved. Every member is used under <see cref="Lock"/>.</summary>
internal sealed class PracticeDocument(string key, string address, byte[] file, FormDefinition definition, Answer[] answers)
{
    public Lock Lock { get; } = new();
    public string Key { get; } = key;

    /// <summary>The stand-in's address as the first tab reached it; links carry it, as the Document Server's do.</summary>
    public string Address { get; } = address;
    public byte[] File { get; } = file;
    public FormDefinition Definition { get; } = definition;
    public Answer[] Answers { get; private set; } = answers;
    public required string Title { get; init; }

    /// <summary>The form as it is designed; null when the document is open for filling.</summary>
    public FormDesign? Design { get; init; }

    /// <summary>Opened from what an earlier final save left behind: it is saved again even without a change, without history.</summary>
    public bool IsFromForgotten { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public List<Participant> Participants { get; } = [];

    /// <summary>All callback addresses ever given, with whose they are; the last one serves who is not known.</summary>
    public List<(string UserId, Uri Url)> CallbackUrls { get; } = [];
    public List<HistoryChange> History { get; } = [];

    /// <summary>Counts changes; 0 means unchanged since it was opened.</summary>
    public int Revision { get; private set; }
    public DateTimeOffset? LastChange { get; private set; }
    public string? LastEditor { get; private set; }
    public Forcesave? Saved { get; set; }

    /// <summary>A forcesave is under way; another submit meanwhile is swallowed, as the Document Server swallows it.</summary>
    public bool IsConverting { get; set; }

    /// <summary>Ends the wait before the final save when somebody comes back.</summary>
    public CancellationTokenSource? Closing { get; set; }

    /// <summary>Who edits at the moment, each once; viewers are not named.</summary>
    public IReadOnlyList<string> Users =>
        [.. Participants.Where(tab => tab is { IsConnected: true, CanFill: true }).Select(tab => tab.UserId).Distinct(StringComparer.Ordinal)];

    public void Change(Answer[] answers, Participant author, DateTimeOffset now)
    {
        Answers = answers;
        Touch(author, now);
    }

    /// <summary>Something changed.</summary>
    public void Touch(Participant author, DateTimeOffset now)
    {
        Revision++;
        LastChange = now;
        LastEditor = author.UserId;
        Sign(author, now);
    }

    /// <summary>Records whose changes a save holds: one entry of the history for each run of one author.</summary>
    public void Sign(Participant author, DateTimeOffset now)
    {
        if (History.Count == 0 || History[^1].UserId != author.UserId)
        {
            History.Add(new HistoryChange(null, now, author.UserId, author.Config.UserName));
        }
    }

    /// <summary>The title without its ending, as it stands on the page.</summary>
    public string Heading => HeadingOf(Title);

    public static string HeadingOf(string title) => title.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase) ? title[..^".pdf".Length] : title;

    /// <summary>Shows another title in every tab (command <c>meta</c>).</summary>
    public void Rename(string title)
    {
        lock (Lock)
        {
            Participants.ForEach(tab => tab.Notices.Writer.TryWrite($"title {title}"));
        }
    }

    /// <summary>Tells every tab something; for presence that no storage took.</summary>
    public void Warn(string text)
    {
        lock (Lock)
        {
            Participants.ForEach(tab => tab.Notices.Writer.TryWrite($"warning {text}"));
        }
    }

    public Uri? CallbackUrlOf(string? userId)
    {
        var known = CallbackUrls.FindLastIndex(entry => entry.UserId == userId);
        return known >= 0 ? CallbackUrls[known].Url : CallbackUrls.Count > 0 ? CallbackUrls[^1].Url : null;
    }
}
