using System.Globalization;

namespace FormsHub.Jobs.Storage;

/// <summary>Whether a failure means that a disk is full, and the sentence for it.</summary>
public static class DiskSpace
{
    // ENOSPC and EDQUOT: .NET keeps the system's number.
    private const int NoSpaceLeft = 28;
    private const int QuotaExceeded = 122;

    /// <summary>A cluster is made of about 40 MB, and one more piece of its log has 16.</summary>
    private const long ScarceBytes = 64 * 1024 * 1024;

    public static bool IsUsedUp(Exception failure) => failure is IOException { HResult: NoSpaceLeft or QuotaExceeded };

    /// <summary>Whether the disk of a folder has so little left that PostgreSQL may have failed for it. What failed has often given back what it had taken.</summary>
    public static bool IsScarce(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace < ScarceBytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    /// <param name="folder">What is kept on the disk.</param>
    /// <param name="consequence">What cannot be done, such as <c>PostgreSQL cannot start</c>.</param>
    public static string Explain(string folder, string consequence) => string.Create(
        CultureInfo.InvariantCulture,
        $"The disk with the data folder {folder} is full: {consequence}. Make room there, and start FormsHub again if it has ended; nothing that was stored is lost.");
}
