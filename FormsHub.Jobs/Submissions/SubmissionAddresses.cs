namespace FormsHub.Jobs.Submissions;

/// <summary>Where submissions and their bytes are found, as answers and files name it.</summary>
public static class SubmissionAddresses
{
    public static string Submission(this IPublicAddress addresses, long id) => $"{addresses.Address}/api/submissions/{id}";

    public static string Picture(this IPublicAddress addresses, long id, BlobReference picture) => $"{addresses.Submission(id)}/files/{picture.Hex}";
}
