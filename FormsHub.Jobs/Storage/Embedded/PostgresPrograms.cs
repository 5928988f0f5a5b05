using System.Globalization;

namespace FormsHub.Jobs.Storage.Embedded;

/// <summary>PostgreSQL's programs on this machine.</summary>
/// <param name="Folder">Where initdb and postgres are.</param>
internal sealed record PostgresPrograms(string Folder)
{
    private const string Debian = "/usr/lib/postgresql";

    public string InitDb => Path.Combine(Folder, "initdb");

    public string Postgres => Path.Combine(Folder, "postgres");

    /// <summary>The configured folder, else the version that made the cluster, else the newest that is installed.</summary>
    /// <param name="configured">Setting Storage:PostgresPrograms; empty when not set.</param>
    /// <param name="clusterVersion">Major version of the cluster; null when there is none yet.</param>
    /// <exception cref="StartupException">There are no programs, or none that can read the cluster.</exception>
    public static PostgresPrograms Find(string configured, string? clusterVersion)
    {
        if (configured.Length > 0)
        {
            return new PostgresPrograms(configured) is { IsThere: true } chosen
                ? chosen
                : throw new StartupException(
                    $"There is no PostgreSQL in {configured} (setting Storage:PostgresPrograms): it must hold the programs initdb and postgres.",
                    StartupFailure.Database);
        }

        var installed = Installed();
        if (installed.Count == 0)
        {
            throw new StartupException(
                "PostgreSQL is not installed. FormsHub runs its own database server and needs its programs: apt-get install postgresql. "
                + "Or use a server of yours: --ConnectionStrings:FormsHub=…", StartupFailure.Database);
        }

        if (clusterVersion is null)
        {
            return installed[0].Programs;
        }

        return installed.FirstOrDefault(entry => entry.Version == clusterVersion).Programs
            ?? throw new StartupException(
                $"The data folder holds a database of PostgreSQL {clusterVersion}, and this machine has PostgreSQL {string.Join(", ", installed.Select(entry => entry.Version))}. "
                + $"Install the package postgresql-{clusterVersion}, or move the database with pg_dump and pg_restore. Nothing was changed.",
                StartupFailure.Database);
    }

    private bool IsThere => File.Exists(InitDb) && File.Exists(Postgres);

    private static List<(string Version, PostgresPrograms Programs)> Installed() => !Directory.Exists(Debian)
        ? []
        : [.. Directory.GetDirectories(Debian)
            .Select(folder => (Version: Path.GetFileName(folder), Programs: new PostgresPrograms(Path.Combine(folder, "bin"))))
            .Where(entry => int.TryParse(entry.Version, NumberStyles.None, CultureInfo.InvariantCulture, out _) && entry.Programs.IsThere)
            .OrderByDescending(entry => int.Parse(entry.Version, CultureInfo.InvariantCulture))];
}
