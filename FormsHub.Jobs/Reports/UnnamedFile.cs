namespace FormsHub.Jobs.Reports;

/// <summary>Files without a name, for what does not fit into memory for a while: answers of people, gone whenever and however the process ends.</summary>
internal static class UnnamedFile
{
    public static FileStream Create()
    {
        var path = Path.Combine(Path.GetTempPath(), $"formshub-{Path.GetRandomFileName()}");
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 64 * 1024, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        File.Delete(path);
        return file;
    }
}
