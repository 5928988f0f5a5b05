using FormsHub.Jobs.Reports.Formats;

namespace FormsHub.Jobs.Reports.Receipts;

/// <summary>How much of answers one document takes: pictures beyond it are only named, a longer text is cut.</summary>
internal sealed class AnswerLimits
{
    private long _pictureBytes = 64 * 1024 * 1024;
    private long _characters = 64 * 1024 * 1024;

    public long PictureBytes { init => _pictureBytes = value; }

    /// <summary>Of all texts together, in UTF-16 units: they are kept in memory while pages are made.</summary>
    public long Characters { init => _characters = value; }

    /// <summary>Of one text.</summary>
    public int LongestText { get; init; } = 20_000;

    /// <summary>Say below an answer why it does not fit its field; that is for those who work with it.</summary>
    public bool TellsProblems { get; init; }

    /// <returns>Whether the document has room for a picture of this size.</returns>
    public bool TakePicture(long bytes) => (_pictureBytes -= bytes) >= 0;

    /// <exception cref="ReportObstacleException">All texts together are too long.</exception>
    public string TakeText(string text)
    {
        var taken = ShownText.Cut(text, LongestText);
        return (_characters -= taken.Length) >= 0 ? taken : throw new ReportObstacleException("These answers are too long for one PDF file. Narrow the list, or take Excel or a ZIP archive.");
    }
}
