using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FormsHub.Jobs.Storage;

namespace FormsHub.Jobs.Forms;

/// <summary>What of a form its author may change.</summary>
public enum FormMember
{
    Title,
    State,
    OpensAt,
    ClosesAt,
    MaxSubmissions,
    ResultMessage,
    TimeZone,
    AskedBy,
    Purpose,
    AllowCopy,
    NotYetOpenMessage,
    ClosedMessage,
    FullMessage,
    PublicLink,
    OnePerPerson,
    PasswordHash,
    EmbedOrigins,
}

/// <summary>Changes of some members of a form; the others stay as they are at the moment of the change.</summary>
public sealed class FormPatch
{
    private const int LongestTold = 200;
    private const string PasswordColumn = "password_hash";

    private readonly JsonObject _columns = [];

    /// <param name="member">What is changed.</param>
    /// <param name="value">A text, number, truth value, instant or list of texts that the caller has checked; null clears what may be empty.</param>
    public void Set(FormMember member, object? value) => _columns[JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString())] = value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        int number => JsonValue.Create(number),
        bool flag => JsonValue.Create(flag),
        DateTimeOffset moment => JsonValue.Create(moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
        IEnumerable<string> texts => new JsonArray([.. texts.Select(text => (JsonNode)JsonValue.Create(text))]),
        _ => throw new ArgumentException("No member of a form holds this.", nameof(value)),
    };

    /// <summary>The new title; null when it stays.</summary>
    public string? Title => (string?)_columns["title"];

    /// <summary>The new state; null when it stays.</summary>
    public string? State => (string?)_columns["state"];

    /// <summary>As the audit log tells it: long texts cut short, and of a password only whether there is one.</summary>
    public JsonObject Told
    {
        get
        {
            var told = new JsonObject();
            foreach (var (column, value) in _columns)
            {
                var member = column == PasswordColumn ? "password" : column;
                told[member] = column == PasswordColumn ? (value is null ? "removed" : "set")
                    : value is JsonValue text && text.TryGetValue<string>(out var whole) ? PostgresText.Cut(whole, LongestTold)
                    : value?.DeepClone();
            }

            return told;
        }
    }

    /// <summary>As the statement takes it: a JSON object by column.</summary>
    public override string ToString() => _columns.ToJsonString();
}

/// <summary>What came of a change.</summary>
public enum FormChangeOutcome
{
    Changed,
    NoSuchForm,

    /// <summary>The closing time would not be later than the opening time.</summary>
    ClosesBeforeItOpens,
}
