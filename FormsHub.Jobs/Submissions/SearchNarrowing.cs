using System.Text;
using Dapper;
using FormsHub.Jobs.Forms;
using Npgsql;

namespace FormsHub.Jobs.Submissions;

/// <summary>
/// Finds the filters by text that the index over all texts of a submission answers sooner than a look at every row: those by a word that is
/// rare in the form. One word tells nearly as much as all, and the index need not read long lists for the common ones.
/// </summary>
internal sealed record SearchNarrowing
{
    /// <summary>From about here on looking at every row takes longer than anybody likes to wait.</summary>
    public const int LargeForm = 20_000;

    /// <summary>The index knows parts of three characters; a shorter word finds nothing there.</summary>
    private const int ShortestWord = 3;

    private const int MostWords = 8;
    private const int SampledRows = 1_000;

    /// <summary>Forms of fewer rows are left alone.</summary>
    public double FewestRows { get; init; } = LargeForm;

    /// <summary>The index gives rows one by one: of a larger share of the form, looking at all of them in their order is faster.</summary>
    public double LargestShare { get; init; } = 0.02;

    /// <param name="connection">Open.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="rows">How many rows the form's table has, about.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>The rare word of each filter that has one.</returns>
    public async Task<IReadOnlyDictionary<FieldFilter, string>> FindAsync(
        NpgsqlConnection connection, SubmissionQuery query, double rows, CancellationToken cancellationToken)
    {
        var found = new Dictionary<FieldFilter, string>(ReferenceEqualityComparer.Instance);
        if (rows < FewestRows)
        {
            return found;
        }

        foreach (var filter in query.Filters.Where(CanBeNarrowed))
        {
            string[] words = [.. Words(filter.Operands[0].Text!).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(word => word.Length).Take(MostWords)];
            if (words.Length > 0)
            {
                var sample = new { patterns = Array.ConvertAll(words, FilterSql.LikePattern), percent = Math.Min(100, 100d * SampledRows / Math.Max(rows, 1)) };
                var (place, share) = await connection.QuerySingleAsync<(int Place, double Share)>(
                    new CommandDefinition(FormSql.Get("submissions/sample_search", query.FormId), sample, cancellationToken: cancellationToken));
                if (share <= LargestShare)
                {
                    found.Add(filter, words[place]);
                }
            }
        }

        return found;
    }

    /// <summary>Whether every text in the field's column that meets the filter has the operand in it. Equal choices have an index of their own.</summary>
    private static bool CanBeNarrowed(FieldFilter filter) =>
        filter.Field is { ColumnReady: true, Column: ColumnKind.Text or ColumnKind.Choice }
        && (filter.Operator == FilterOperator.Contains || (filter.Operator == FilterOperator.Equal && filter.Field.Column == ColumnKind.Text));

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Append(new Rune(' ')))
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(rune);
            }
            else
            {
                // A sigma's small letter depends on what follows it, so part of a text may be written otherwise than in the whole.
                if (word.Length >= ShortestWord && word.ToString().AsSpan().IndexOfAny("Σσς") < 0)
                {
                    yield return word.ToString();
                }

                word.Clear();
            }
        }
    }
}
