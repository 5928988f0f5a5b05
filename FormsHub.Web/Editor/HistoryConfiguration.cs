using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.Forms.Design;

namespace FormsHub.Web.Editor;

/// <summary>What the editor's history panel is told: the list for <c>refreshHistory</c>, and for one entry the signed object for <c>setHistoryData</c>.</summary>
public sealed class HistoryConfiguration(Addresses addresses, LinkMac linkMac, DocumentServerTokens tokens)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <param name="document">Whose history it is, in characters of a document key: keys of its entries begin with it.</param>
    /// <param name="states">The oldest first.</param>
    public static JsonObject List(string document, IReadOnlyList<DocumentState> states) => new()
    {
        ["currentVersion"] = states.LastOrDefault(state => !state.Aside)?.Number ?? 0,
        ["history"] = new JsonArray([.. states.Select(state => Entry(document, state))]),
    };

    /// <returns>null when there is no such entry.</returns>
    public async Task<JsonObject?> DataAsync(string document, IReadOnlyList<DocumentState> states, int number, CancellationToken cancellationToken)
    {
        if (states.FirstOrDefault(state => state.Number == number) is not { } state)
        {
            return null;
        }

        var data = new JsonObject
        {
            ["version"] = state.Number,
            ["key"] = KeyOf(document, state),
            ["url"] = await DocumentUrlAsync(state, cancellationToken),
            ["fileType"] = state.FileType,
        };

        // Changes mean something between the two documents they were made from only; the editor refuses the version with any other pair.
        if (state.ChangesSha256 is { } changes && states.FirstOrDefault(other => other.Number == state.PreviousNumber) is { } previous)
        {
            data["changesUrl"] = await ChangesUrlAsync(changes, cancellationToken);
            data["previous"] = new JsonObject
            {
                ["key"] = KeyOf(document, previous),
                ["url"] = await DocumentUrlAsync(previous, cancellationToken),
                ["fileType"] = previous.FileType,
            };
        }

        data["token"] = await tokens.SignAsync(data, Lifetime, cancellationToken);
        return data;
    }

    private static JsonObject Entry(string document, DocumentState state)
    {
        var entry = new JsonObject
        {
            ["version"] = state.Number,
            ["key"] = KeyOf(document, state),
            ["created"] = state.SavedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        };
        if (state.Author is { } author)
        {
            entry["user"] = new JsonObject { ["id"] = state.AuthorId ?? "", ["name"] = author };
        }

        // Verbatim, and one never without the other.
        if (state.History is { } text && JsonNode.Parse(text) is JsonObject history
            && history["serverVersion"]?.GetValueKind() == JsonValueKind.String && history["changes"] is JsonArray changes)
        {
            entry["changes"] = changes.DeepClone();
            entry["serverVersion"] = history["serverVersion"]!.DeepClone();
        }

        return entry;
    }

    /// <summary>Another one for every entry and for every content of it: the editor keeps what it fetched under a key.</summary>
    private static string KeyOf(string document, DocumentState state) =>
        string.Create(CultureInfo.InvariantCulture, $"h-{document}-{state.Number}-{Convert.ToHexStringLower(state.Sha256.AsSpan(0, 8))}");

    private async Task<string> DocumentUrlAsync(DocumentState state, CancellationToken cancellationToken)
    {
        var sha256 = Convert.ToHexStringLower(state.Sha256);
        return $"{addresses.Internal}/documents/history/{sha256}?t={await linkMac.ForAsync(LinkMac.HistoryDocument, sha256, cancellationToken)}";
    }

    /// <summary>The browser fetches it, so it is the address people know.</summary>
    private async Task<string> ChangesUrlAsync(byte[] changes, CancellationToken cancellationToken)
    {
        var sha256 = Convert.ToHexStringLower(changes);
        return $"{addresses.Public}/documents/changes/{sha256}?t={await linkMac.ForAsync(LinkMac.HistoryChanges, sha256, cancellationToken)}";
    }
}
