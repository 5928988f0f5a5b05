using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Storage.Embedded;

namespace FormsHub.Tests.Storage;

public sealed class ClusterLogTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("formshub-log-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Theory]
    [InlineData("LOG:  could not write file \"postmaster.opts\": No space left on device", "is full: PostgreSQL cannot start.")]
    [InlineData("FATAL:  could not write to file \"pg_wal/xlogtemp.6769\": No space left on device\nLOG:  database system is shut down", "is full: PostgreSQL cannot start.")]
    [InlineData("FATAL:  could not extend file \"base/1\": Disk quota exceeded", "is full: PostgreSQL cannot start.")]
    [InlineData("FATAL:  data directory has wrong ownership\nHINT:  x", "cannot start: FATAL:  data directory has wrong ownership The whole log is")]
    [InlineData("LOG:  could not bind: Address already in use\nFATAL:  could not create any TCP/IP sockets", "is taken by another program.")]
    [InlineData("", "it said nothing.")]
    public void What_PostgreSQL_said_since_the_start_becomes_a_sentence(string said, string sentence)
    {
        var folder = new ClusterFolder(_data);
        folder.Prepare(configuredPort: 0);
        File.WriteAllText(folder.LogFile, "FATAL:  of an earlier start: No space left on device\n");
        var log = ClusterLog.From(folder);
        File.AppendAllText(folder.LogFile, said);

        var explained = log.Explain("start");

        Assert.Contains(sentence, explained.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', explained.Message);
    }
}
