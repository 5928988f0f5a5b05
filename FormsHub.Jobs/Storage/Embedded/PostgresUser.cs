using System.Diagnostics;

namespace FormsHub.Jobs.Storage.Embedded;

/// <summary>Who runs PostgreSQL when FormsHub itself runs as root: PostgreSQL refuses root.</summary>
/// <param name="Id">User and group id as <c>101:104</c>.</param>
internal sealed record PostgresUser(string Id)
{
    private static readonly string[] Candidates = ["postgres", "nobody"];

    private string User => Id.Split(':')[0];

    private string Group => Id.Split(':')[1];

    /// <summary>The user that owns the cluster's folder, which a fresh folder is given here; null when FormsHub is not root and runs it itself.</summary>
    public static PostgresUser? Give(ClusterFolder folder)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return null;
        }

        var owner = new PostgresUser(Run("stat", "-c", "%u:%g", folder.Path).Trim());
        if (owner.User != "0")
        {
            return owner;
        }

        var user = Candidates.Select(Find).FirstOrDefault(found => found is not null) ?? throw new StartupException(
            "FormsHub runs as root, PostgreSQL refuses to, and there is neither a user postgres nor a user nobody to run it as. Start FormsHub as another user.",
            StartupFailure.Database);
        // Everything below it: the folder may be a copy that root has restored from a backup.
        Run("chown", "-R", user.Id, folder.Path);
        return user;
    }

    /// <summary>The command that runs another one as this user, without any right of root.</summary>
    public string[] Prefix => ["setpriv", $"--reuid={User}", $"--regid={Group}", "--clear-groups", "--no-new-privs"];

    private static PostgresUser? Find(string name) => File.ReadLines("/etc/passwd")
        .Select(line => line.Split(':'))
        .Where(fields => fields.Length > 3 && fields[0] == name)
        .Select(fields => new PostgresUser($"{fields[2]}:{fields[3]}"))
        .FirstOrDefault();

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new StartupException($"`{program} {string.Join(' ', arguments)}` failed: the data folder cannot be prepared for PostgreSQL.", StartupFailure.Database);
    }
}
