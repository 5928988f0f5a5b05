using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Storage;

namespace FormsHub.Jobs.Reports.Runs;

/// <summary>Why a report was not made, for the person who asked for it.</summary>
/// <param name="Sentence">What happened and what to do.</param>
/// <param name="IsHopeless">Trying again cannot help.</param>
internal sealed record ReportFailure(string Sentence, bool IsHopeless = false)
{
    public static readonly ReportFailure Interrupted =
        new("It was begun several times and never finished, because FormsHub ended each time. Ask your administrator to look into the log, or ask for fewer submissions.", IsHopeless: true);

    public static readonly ReportFailure NoForm = new("The form is not there any more.", IsHopeless: true);

    public static ReportFailure UnknownFormat(string name) => new($"This FormsHub does not make files of the kind “{name}”.", IsHopeless: true);

    public static ReportFailure Misunderstood(string problems) => new($"The form has changed since this was asked for: {problems} Ask again from the list.", IsHopeless: true);

    /// <summary>Kind to people: what went wrong inside is in the log.</summary>
    public static ReportFailure Of(Exception failure) => failure switch
    {
        ReportCountException count => new(count.Message),
        ReportObstacleException obstacle => new(obstacle.Message, IsHopeless: true),
        _ when DiskSpace.IsUsedUp(failure) => new("There is no room left on the disk where FormsHub keeps files. Ask your administrator to make room; nothing that was submitted is lost."),
        Npgsql.NpgsqlException { IsTransient: true } => new("The database could not be reached while it was made."),
        Pdf.PdfException pdf => new(pdf.Message),
        _ => new("Something broke while it was made. What exactly is in the log; your administrator finds it by the report's number."),
    };
}
