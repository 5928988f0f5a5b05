using System.Globalization;

namespace FormsHub.Jobs.Reports.Charts;

/// <summary>The numbers that an axis shows: zero among them, round steps, and all values between the first and the last.</summary>
internal sealed class ChartScale
{
    private const int MostSteps = 5;

    // Sums and products with anything larger would be no numbers any more.
    private const double Largest = 1e300;

    private readonly double _step;

    public ChartScale(IEnumerable<double> values)
    {
        var (low, high) = (0.0, 0.0);
        var isWhole = true;
        foreach (var value in values.Where(double.IsFinite))
        {
            (low, high) = (Math.Max(Math.Min(low, value), -Largest), Math.Min(Math.Max(high, value), Largest));
            isWhole &= value == Math.Truncate(value);
        }

        var atLeast = RoundStep((high - low) / MostSteps);
        _step = isWhole ? Math.Max(1, atLeast) : atLeast;
        (Low, High) = (Math.Floor(low / _step) * _step, Math.Ceiling(high / _step) * _step);
        if (Low >= High)
        {
            High = Low + _step;
        }
    }

    public double Low { get; }
    public double High { get; }

    /// <summary>0 at the low end, 1 at the high end.</summary>
    public double PartOf(double value) => double.IsFinite(value) ? (Math.Clamp(value, Low, High) - Low) / (High - Low) : PartOf(0);

    public IEnumerable<(double Value, string Text)> Ticks()
    {
        var count = (int)Math.Round((High - Low) / _step);
        for (var i = 0; i <= count; i++)
        {
            var value = Low + (i * _step);
            yield return (value, Math.Abs(value) >= 1e15 ? value.ToString("0.##E+0", CultureInfo.InvariantCulture) : value.ToString("#,0.########", CultureInfo.InvariantCulture));
        }
    }

    // 1, 2 or 5 times a power of ten. Counts are whole: a step below 1 is only taken where a value is not.
    private static double RoundStep(double atLeast)
    {
        if (!(atLeast > 1e-300) || double.IsInfinity(atLeast))
        {
            return 1;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        return (atLeast / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
    }
}
