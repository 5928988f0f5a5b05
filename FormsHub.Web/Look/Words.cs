using System.Globalization;
using FormsHub.Jobs.Reports;
using FormsHub.Jobs.Submissions;
using Microsoft.Net.Http.Headers;

namespace FormsHub.Web.Look;

/// <summary>Numbers, sizes and values as the person at the browser writes them.</summary>
public sealed class Words
{
    private readonly CultureInfo _culture;

    public Words(HttpContext context) => _culture = CultureOf(context.Request);

    public string Number(long number) => number.ToString("N0", _culture);

    /// <summary>A figure with its decimals, grouped.</summary>
    public string Figure(decimal number) => number.ToString(NumberText.GroupedFormat, _culture);

    /// <summary><c>1 form</c>, <c>1,234 forms</c>.</summary>
    public string Count(long number, string one, string many) => $"{Number(number)} {(number == 1 ? one : many)}";

    /// <inheritdoc cref="NumberText.Share"/>
    public string Share(double percent) => NumberText.Share(percent, _culture);

    /// <summary><c>–</c>, <c>under 1 min</c>, <c>12 min</c>, <c>3 h 5 min</c>.</summary>
    public string Duration(TimeSpan length) => length switch
    {
        { Ticks: <= 0 } => "–",
        { TotalMinutes: < 1 } => "under 1 min",
        { TotalHours: < 1 } => $"{Number((long)length.TotalMinutes)} min",
        _ => $"{Number((long)length.TotalHours)} h {length.Minutes} min",
    };

    /// <summary><c>512 bytes</c>, <c>64 KB</c>, <c>1.3 MB</c>, <c>2.0 GB</c>.</summary>
    public string Size(long bytes) => bytes switch
    {
        < 1024 => Count(bytes, "byte", "bytes"),
        < 1024 * 1024 => $"{Number(bytes / 1024)} KB",
        < 1024L * 1024 * 1024 => $"{(bytes / 1048576.0).ToString("N1", _culture)} MB",
        _ => $"{(bytes / 1073741824.0).ToString("N1", _culture)} GB",
    };

    /// <summary>A value in a sentence or cell. Numbers keep every digit and are not grouped: they may be years or case numbers.</summary>
    public string Value(FieldValue value) => value.Kind switch
    {
        ValueKind.Text => value.Text!,
        ValueKind.Number => value.Number.ToString(NumberText.PlainFormat, _culture),
        ValueKind.Boolean => value.Boolean ? "Yes" : "No",
        ValueKind.Date => value.Moment.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
        ValueKind.Timestamp => value.Moment.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture),
        ValueKind.Blob => value.Blob!.MediaType.Length == 0 ? "Picture" : $"{value.Blob.MediaType}, {Size(value.Blob.Size)}",
        _ => "",
    };

    private static CultureInfo CultureOf(HttpRequest request)
    {
        // The page's words are English; only separators follow the person.
        var wanted = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1).FirstOrDefault()?.Value.Value;
        try
        {
            return wanted is null or "*" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(wanted, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }
}
