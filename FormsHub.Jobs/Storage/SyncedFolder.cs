using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace FormsHub.Jobs.Storage;

/// <summary>A folder whose entries can be made durable: a renamed file survives a power cut only after its folder was synced.</summary>
internal sealed class SyncedFolder(string path)
{
    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly Lock _opening = new();
    private SafeFileHandle? _handle;

    /// <summary>Makes the folder and those above it, for the owner alone, and syncs the one it stands in.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OwnerOnly);
        SyncParent(path);
    }

    /// <summary>Makes the name of a file or folder durable: a new one, or one that was renamed.</summary>
    public static void SyncParent(string path)
    {
        using var parent = Open(Path.GetDirectoryName(path)!);
        Sync(parent);
    }

    /// <summary>Makes the folder if it is not there yet.</summary>
    public void Ensure() => _ = Handle();

    /// <exception cref="IOException">The disk did not confirm.</exception>
    public void Sync()
    {
        if (!OperatingSystem.IsWindows())
        {
            Sync(Handle());
        }
    }

    private SafeFileHandle Handle()
    {
        if (_handle is { } known)
        {
            return known;
        }

        lock (_opening)
        {
            if (_handle is null)
            {
                Create(path);
                _handle = OperatingSystem.IsWindows() ? new SafeFileHandle() : Open(path);
            }

            return _handle;
        }
    }

    private static SafeFileHandle Open(string path)
    {
        var descriptor = open(Encoding.UTF8.GetBytes(path + '\0'), ReadOnly | CloseOnExec);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw Failure();
    }

    private static void Sync(SafeFileHandle folder)
    {
        if (fsync(folder) != 0)
        {
            throw Failure();
        }
    }

    private static IOException Failure()
    {
        var error = new Win32Exception(Marshal.GetLastPInvokeError());
        return new IOException($"A folder of the blob store cannot be synced: {error.Message}.", error) { HResult = error.NativeErrorCode };
    }

#pragma warning disable SYSLIB1054, IDE1006 // .NET offers no sync of a folder; two plain calls need no generated marshalling and keep libc's names.
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open(byte[] path, int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fsync(SafeFileHandle folder);
#pragma warning restore SYSLIB1054, IDE1006
}
