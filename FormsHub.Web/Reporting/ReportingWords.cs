using FormsHub.Jobs.Reporting;
using FormsHub.Jobs.Storage;

namespace FormsHub.Web.Reporting;

/// <summary>Reporting views in the words of a person, and what to type into the programs that read them.</summary>
public static class ReportingWords
{
    public static string Type(string type) => type switch
    {
        "text" => "Text",
        "integer" => "Whole number",
        "numeric" => "Number",
        "boolean" => "Yes or no",
        "date" => "Date",
        "timestamp without time zone" => "Date and time as entered",
        "timestamp with time zone" => "Date and time, UTC",
        "jsonb" => "JSON",
        _ => type,
    };

    /// <summary>What a column says that every form has; null for an unknown one.</summary>
    public static string? Leading(string column) => column switch
    {
        "number" => "The submission’s number in this form",
        "submitted_at" => "When it came in",
        "submitter" => "Who sent it",
        "submitter_email" => "Their e-mail address, when the link or the program named it",
        "submitter_reference" => "Their reference, when the link or the program named it",
        "version" => "The version of the form that was filled",
        "state" => "received, normalized, needsAttention or failed",
        "review" => "new, approved, rejected or onHold",
        "reason" => "Why it needs attention or failed",
        "other_values" => "What did not fit its column or has none, as it was sent, by the column’s name; empty for most",
        "role" => "Whose part of a case it is",
        "case_name" => "The case it belongs to",
        _ => null,
    };

    /// <summary>How many submissions came in a month.</summary>
    public static string MonthlyQuery(ReportingView view) =>
        $"SELECT date_trunc('month', submitted_at) AS month, count(*)\nFROM {view.QuotedName}\nGROUP BY 1\nORDER BY 1;";

    /// <summary>Submissions with something that stands in no column.</summary>
    public static string OddQuery(ReportingView view) => $"SELECT number, reason, other_values\nFROM {view.QuotedName}\nWHERE state = 'needsAttention';";

    /// <summary>For whoever administers the server, where FormsHub may not make the account.</summary>
    public static string MakingSql(string database)
    {
        var within = $"ALTER ROLE {ReaderAccount.Name} IN DATABASE {SqlIdentifier.Quote(database)} SET";
        return $"""
            CREATE ROLE {ReaderAccount.Name} LOGIN CONNECTION LIMIT 10 PASSWORD 'choose a long one';
            {within} default_transaction_read_only = on;
            {within} statement_timeout = '5min';
            {within} idle_in_transaction_session_timeout = '1min';
            {within} search_path = reporting;
            {within} timezone = 'UTC';
            REVOKE TEMPORARY ON DATABASE {SqlIdentifier.Quote(database)} FROM PUBLIC;
            """;
    }

    /// <summary>For an account that is there already.</summary>
    public static string ChangingSql => $"""
        ALTER ROLE {ReaderAccount.Name} LOGIN PASSWORD 'choose a long one';
        -- or, to let nobody in any more:
        ALTER ROLE {ReaderAccount.Name} NOLOGIN PASSWORD NULL;
        """;
}
