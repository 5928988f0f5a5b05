using System.Diagnostics.CodeAnalysis;

namespace FormsHub.Jobs.Submissions;

/// <summary>The outcome of reading a query: the query, or what is wrong with which parameter.</summary>
public sealed record SubmissionQueryResult
{
    public SubmissionQuery? Query { get; private init; }
    public IReadOnlyList<QueryProblem> Problems { get; private init; } = [];

    [MemberNotNullWhen(true, nameof(Query))]
    public bool IsValid => Query is not null;

    public static SubmissionQueryResult Of(SubmissionQuery query) => new() { Query = query };

    public static SubmissionQueryResult Refused(IReadOnlyList<QueryProblem> problems) => new() { Problems = problems };
}

/// <summary>What is wrong with one parameter of a query.</summary>
/// <param name="Parameter">Its name as it came.</param>
/// <param name="Reason">A sentence for whoever wrote it.</param>
public sealed record QueryProblem(string Parameter, string Reason);
