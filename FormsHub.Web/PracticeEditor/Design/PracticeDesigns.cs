using System.Text;
using System.Text.Json;

namespace FormsHub.Web.PracticeEditor.Design;

/// <summary>Design documents that are open in several tabs: what one changes, and who is there, the others hear at once.</summary>
internal sealed class PracticeDesigns(TimeProvider clock)
{
    /// <returns>null when the tab may not design.</returns>
    public DesignOutcome? Change(OpenTab open, JsonElement change)
    {
        var (document, tab) = open;
        lock (document.Lock)
        {
            if (!tab.CanFill || document.Design is not { } design)
            {
                return null;
            }

            var outcome = design.Apply(change, out var field);
            if (outcome == DesignOutcome.Changed)
            {
                document.Touch(tab, clock.GetUtcNow());
                var said = "design " + Describe(document, field, tab);
                document.Participants.ForEach(other => other.Notices.Writer.TryWrite(said));
            }

            return outcome;
        }
    }

    /// <summary>The whole design: a tab that missed one message has everything with the next.</summary>
    /// <param name="field">The field that was changed; 0 for none.</param>
    /// <param name="author">Who changed it; null when a tab asks for the first time.</param>
    public static string Describe(PracticeDocument document, int field, Participant? author) => Encoding.UTF8.GetString(DocumentServerJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("revision", document.Revision);
        json.WriteNumber("changed", field);
        json.WriteString("by", author?.Config.UserName ?? "");
        json.WriteString("byTab", author?.PublicId ?? "");
        document.Design!.Write(json);
        json.WriteEndObject();
    }));

    /// <summary>Tells every tab who is in the document; under the document's lock.</summary>
    public static void TellWhoIsThere(PracticeDocument document)
    {
        if (document.Design is null)
        {
            return;
        }

        var people = document.Participants.Where(tab => tab is { IsConnected: true, CanFill: true }).DistinctBy(tab => tab.UserId)
            .OrderBy(tab => tab.Config.UserName, StringComparer.CurrentCulture).Select(tab => new { id = tab.UserId, name = tab.Config.UserName });
        var said = "people " + JsonSerializer.Serialize(people);
        document.Participants.ForEach(tab => tab.Notices.Writer.TryWrite(said));
    }
}
