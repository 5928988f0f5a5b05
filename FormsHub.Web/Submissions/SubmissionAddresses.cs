using FormsHub.Jobs.Submissions;
using FormsHub.Web.Editor;

namespace FormsHub.Web.Submissions;

/// <summary>Where submissions and their bytes are found, as answers and files name it.</summary>
internal static class SubmissionAddresses
{
    public static string Submission(this Addresses addresses, long id) => $"{addresses.Public}/api/submissions/{id}";

    public static string Picture(this Addresses addresses, long id, BlobReference picture) => $"{addresses.Submission(id)}/files/{picture.Hex}";
}
