using FormsHub.Jobs.Intake;

namespace FormsHub.Web.PracticeEditor;

/// <summary>What came of a forcesave.</summary>
internal enum SaveOutcome
{
    /// <summary>The storage took it.</summary>
    Saved,

    /// <summary>Nothing changed since it took the last one.</summary>
    NotModified,

    /// <summary>Another forcesave of the document is under way, and this one is swallowed with a success, as the Document Server swallows it.</summary>
    InProgress,

    /// <summary>The storage refused it or did not answer. It is not sent again.</summary>
    Refused,
}

/// <summary>Saves while a document is open: by the button, by a command, and the submit.</summary>
internal sealed class PracticeSaves(PracticeCallbacks callbacks, PracticeConversion conversion, TimeProvider clock)
{
    /// <param name="author">Who pressed the button; null for a command.</param>
    /// <param name="userData">Of the command.</param>
    public async Task<SaveOutcome> ForcesaveAsync(
        PracticeDocument document, ForcesaveType type, Participant? author, string? userData, CancellationToken cancellationToken)
    {
        Forcesave save;
        bool isRepeat;
        lock (document.Lock)
        {
            if (document.IsConverting)
            {
                return SaveOutcome.InProgress;
            }

            var print = type == ForcesaveType.Submit;
            isRepeat = document.Saved is { } last && last.Revision == document.Revision && last.Print == print;
            if (!print && (isRepeat ? document.Saved!.Delivered : document.Revision == 0))
            {
                return SaveOutcome.NotModified;
            }

            if (author is not null && document.History.Count == 0)
            {
                // A form can be submitted untouched; its submitter is its history then.
                document.Sign(author, clock.GetUtcNow());
            }

            save = isRepeat ? document.Saved! : new Forcesave(conversion.Convert(document, print), document.Revision, print) { UserData = userData };
            if (print)
            {
                conversion.PutFormData(document, save.Folder);
            }

            document.Saved = save;
            document.IsConverting = true;
        }

        try
        {
            return await SendAsync(document, type, author, save, isRepeat, cancellationToken);
        }
        finally
        {
            lock (document.Lock)
            {
                document.IsConverting = false;
            }
        }
    }

    private async Task<SaveOutcome> SendAsync(
        PracticeDocument document, ForcesaveType type, Participant? author, Forcesave save, bool isRepeat, CancellationToken cancellationToken)
    {
        string editor;
        DateTimeOffset lastSave;
        lock (document.Lock)
        {
            editor = document.LastEditor ?? author?.UserId ?? document.History[^1].UserId;
            lastSave = document.LastChange ?? clock.GetUtcNow();
        }

        var accepted = await callbacks.SendAsync(
            document,
            author?.UserId ?? editor,
            links => CallbackBody.Forcesaved(
                document.Key, type, PracticeConversion.Describe(document, save.Folder, type == ForcesaveType.Submit, links), editor, author?.UserId, lastSave) with
            {
                // A result that is sent again keeps the user data of who asked for it first.
                UserData = save.UserData,
                Encrypted = isRepeat ? false : null,
            },
            cancellationToken);
        if (!accepted)
        {
            return SaveOutcome.Refused;
        }

        lock (document.Lock)
        {
            if (document.Saved == save && type != ForcesaveType.Submit)
            {
                document.Saved = save with { Delivered = true };
            }
        }

        return SaveOutcome.Saved;
    }
}
