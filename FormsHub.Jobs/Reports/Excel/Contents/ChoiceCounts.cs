using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Excel.Contents;

/// <summary>How often each option of each choice stands in a file; what is no option and what is empty is counted too, so that all of it adds up.</summary>
internal sealed class ChoiceCounts
{
    /// <summary>A sheet of more options than these nobody reads.</summary>
    public const int MostOptions = 20_000;

    private readonly List<CountedChoice> _choices = [];

    public ChoiceCounts(IReadOnlyList<SubmissionColumn> columns)
    {
        var left = MostOptions;
        for (var index = 0; index < columns.Count; index++)
        {
            var options = ChoiceOptions.Of(columns[index]);
            if (options.Count == 0)
            {
                continue;
            }

            if (options.Count > left)
            {
                LeftOut++;
                continue;
            }

            left -= options.Count;
            _choices.Add(new CountedChoice(index, columns[index], options));
        }
    }

    public IReadOnlyList<CountedChoice> All => _choices;

    /// <summary>Choices with too many options to be listed.</summary>
    public int LeftOut { get; }

    public void Add(FieldValue[] row)
    {
        foreach (var choice in _choices)
        {
            choice.Add(in row[choice.Index]);
        }
    }
}

/// <summary>The options of one choice and how often each was chosen.</summary>
internal sealed class CountedChoice
{
    private readonly Dictionary<string, int> _numbers;
    private readonly long[] _counts;

    public CountedChoice(int index, SubmissionColumn column, IReadOnlyList<ChoiceOption> options)
    {
        (Index, Column, Options) = (index, column, options);
        _numbers = ChoiceOptions.Places(options);
        _counts = new long[options.Count];
    }

    /// <summary>Of the column in the file.</summary>
    public int Index { get; }

    public SubmissionColumn Column { get; }

    public IReadOnlyList<ChoiceOption> Options { get; }

    public IReadOnlyList<long> Counts => _counts;

    /// <summary>Answers that are none of the options.</summary>
    public long Others { get; private set; }

    public long Empty { get; private set; }

    public void Add(in FieldValue answer)
    {
        if (answer.Kind == ValueKind.Empty)
        {
            Empty++;
        }
        else if (answer.Kind == ValueKind.Text && _numbers.TryGetValue(answer.Text!, out var number))
        {
            _counts[number]++;
        }
        else
        {
            Others++;
        }
    }
}
