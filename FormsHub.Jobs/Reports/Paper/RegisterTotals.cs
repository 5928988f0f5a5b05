using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Paper;

/// <summary>The last row of a register: how many there are, and sum and mean of numbers that are quantities.</summary>
/// <remarks>Whole numbers that all have the same four digits or more are taken for years, postcodes or case numbers: their sum means nothing and is not told.</remarks>
internal sealed class RegisterTotals(IReadOnlyList<SubmissionColumn> columns)
{
    private const int FewestDigitsOfACode = 4;

    private readonly Sum[] _sums = [.. columns.Select(column => new Sum(column is { Field: not null, Kind: ColumnKind.Number }))];

    public long Rows { get; private set; }

    /// <param name="cells">One a column.</param>
    public void Add(ReadOnlySpan<FieldValue> cells)
    {
        Rows++;
        for (var column = 0; column < cells.Length; column++)
        {
            _sums[column].Add(cells[column]);
        }
    }

    /// <returns>Empty where nothing is told.</returns>
    public string Of(int column) => _sums[column].Text;

    private sealed class Sum(bool isWanted)
    {
        private decimal _sum;
        private long _count;
        private int _digits;
        private bool _isCode = true;
        private bool _isWanted = isWanted;

        public string Text => !_isWanted || _count < 2 || _isCode ? "" : $"Sum {PaperWords.Quantity(_sum)}\nMean {PaperWords.Quantity(Math.Round(_sum / _count, 2))}";

        public void Add(in FieldValue value)
        {
            if (!_isWanted || value.Kind != ValueKind.Number)
            {
                return;
            }

            try
            {
                _sum += value.Number;
            }
            catch (OverflowException)
            {
                _isWanted = false;
                return;
            }

            _count++;
            var digits = value.Number == decimal.Truncate(value.Number) && value.Number > 0 ? NumberText.Plain(value.Number).Length : 0;
            _isCode &= digits >= FewestDigitsOfACode && (_count == 1 || digits == _digits);
            _digits = digits;
        }
    }
}
