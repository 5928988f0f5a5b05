namespace FormsHub.Jobs.Submissions;

/// <summary>What is looked up before submissions of a form are read, so that the usual statement stays the simple one.</summary>
/// <param name="Rowless">There are submissions without a row in the form's table: not normalized yet, or failed before it came to that.</param>
/// <param name="LedgerFields">Ids of the form's fields that have entries in the exception ledger.</param>
/// <param name="HighestId">No submission that is committed now has a higher id; an export ends there.</param>
/// <param name="RareWords">A word of each filter by text that has one so rare that the search index finds its rows first.</param>
internal sealed record ReadingFacts(bool Rowless, IReadOnlySet<int> LedgerFields, long HighestId, IReadOnlyDictionary<FieldFilter, string> RareWords);

/// <summary>A place in an ordered list: behind the submission with this sort value and id.</summary>
/// <param name="Value">Its sort value; empty among those that have none.</param>
/// <param name="Id">Its id.</param>
internal readonly record struct SubmissionPosition(FieldValue Value, long Id);

/// <summary>Submissions that have a value to sort by come first, those that have none follow.</summary>
internal enum SortPart
{
    WithValue,
    WithoutValue,
}
