using System.Runtime.Versioning;
using System.Security.Cryptography;
using FormsHub.Jobs;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FormsHub.Tests.Storage;

public sealed class DiskBlobStoreTests : IDisposable
{
    private const long NoLimit = long.MaxValue;

    private readonly string _data = Directory.CreateTempSubdirectory("formshub-blobs-").FullName;
    private readonly TestClock _clock = new();

    private string Incoming => Path.Combine(_data, "blobs", "incoming");

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(16 * 1024)]
    [InlineData(256 * 1024)]
    [InlineData(256 * 1024 + 1)]
    [InlineData(3_000_000)]
    public async Task Bytes_of_any_size_come_back_as_they_were_stored(int size)
    {
        var store = Store();
        var bytes = RandomNumberGenerator.GetBytes(size);

        var blob = await store.WriteAsync(new DribblingStream(bytes), "application/pdf", size, default);

        Assert.Equal(new BlobReference(SHA256.HashData(bytes), "application/pdf", size), blob);
        Assert.Equal(("application/pdf", size), (blob.MediaType, blob.Size));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(PathOf(blob.Hex)));
        await using var read = store.OpenRead(blob.Sha256)!;
        Assert.Equal(blob.Sha256, await SHA256.HashDataAsync(read));
        Assert.True(await store.VerifyAsync(blob.Sha256, default));
        Assert.Empty(Directory.GetFiles(Incoming));
    }

    [Fact]
    public async Task Equal_bytes_are_stored_once_and_not_written_again()
    {
        var store = Store();
        var blob = await store.WriteAsync(new MemoryStream([1, 2, 3]), "a/b", NoLimit, default);
        var written = File.GetLastWriteTimeUtc(PathOf(blob.Hex));

        var again = await store.WriteAsync(new MemoryStream([1, 2, 3]), "a/b", NoLimit, default);

        Assert.Equal(blob, again);
        Assert.Equal(written, File.GetLastWriteTimeUtc(PathOf(blob.Hex)));
    }

    [Theory]
    [InlineData(10, 9)]
    [InlineData(16 * 1024, 16 * 1024 - 1)]
    [InlineData(2_000_000, 1_999_999)]
    public async Task More_bytes_than_the_limit_are_refused_and_leave_nothing(int size, int limit)
    {
        var store = Store();

        var refusal = await Assert.ThrowsAsync<BlobTooLargeException>(
            () => store.WriteAsync(new MemoryStream(new byte[size]), "a/b", limit, default));

        Assert.Equal(limit, refusal.Limit);
        Assert.Empty(Directory.GetFiles(Path.Combine(_data, "blobs"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Content_that_fails_half_way_leaves_nothing()
    {
        var store = Store();

        await Assert.ThrowsAsync<IOException>(() => store.WriteAsync(new BreakingStream(1_000_000), "a/b", NoLimit, default));

        Assert.Empty(Directory.GetFiles(Path.Combine(_data, "blobs"), "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public async Task A_full_disk_refuses_leaves_nothing_and_takes_the_same_bytes_when_there_is_room_again(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        var full = new DiskBlobStore(Options.Create(new FormsHubOptions { DataDirectory = _data }), _clock, NullLogger<DiskBlobStore>.Instance)
        {
            // Linux's own full disk: opens like any file and takes no byte.
            CreateFile = path =>
            {
                File.CreateSymbolicLink(path, "/dev/full");
                return File.OpenHandle(path, FileMode.Open, FileAccess.Write);
            },
        };

        var refusal = await Assert.ThrowsAsync<IOException>(() => full.WriteAsync(new MemoryStream(bytes), "a/b", NoLimit, default));

        Assert.True(DiskSpace.IsUsedUp(refusal), refusal.ToString());
        Assert.Empty(Directory.GetFileSystemEntries(Incoming));
        Assert.Null(full.OpenRead(SHA256.HashData(bytes)));
        var blob = await Store().WriteAsync(new MemoryStream(bytes), "a/b", NoLimit, default);
        Assert.True(await Store().VerifyAsync(blob.Sha256, default));
    }

    [Fact]
    public async Task Writers_of_equal_bytes_do_not_disturb_each_other()
    {
        var store = Store();
        var bytes = RandomNumberGenerator.GetBytes(500_000);

        var blobs = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => store.WriteAsync(new MemoryStream(bytes), "a/b", NoLimit, default))));

        Assert.Single(blobs.Select(blob => blob.Hex).Distinct());
        Assert.True(await store.VerifyAsync(blobs[0].Sha256, default));
        Assert.Empty(Directory.GetFiles(Incoming));
    }

    [Fact]
    public async Task A_damaged_blob_is_found_by_verifying_and_healed_by_storing_it_again_when_it_was_cut()
    {
        var store = Store();
        var blob = await store.WriteAsync(new MemoryStream([1, 2, 3]), "a/b", NoLimit, default);
        await File.WriteAllBytesAsync(PathOf(blob.Hex), [1, 2]);
        Assert.False(await store.VerifyAsync(blob.Sha256, default));

        await store.WriteAsync(new MemoryStream([1, 2, 3]), "a/b", NoLimit, default);

        Assert.True(await store.VerifyAsync(blob.Sha256, default));
    }

    [Fact]
    public async Task What_was_never_stored_is_not_there()
    {
        Assert.Null(Store().OpenRead(new byte[32]));
        Assert.False(await Store().VerifyAsync(new byte[32], default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Only_a_whole_hash_is_a_name(int length) => Assert.Throws<ArgumentOutOfRangeException>(() => Store().OpenRead(new byte[length]));

    [Fact]
    public void Left_overs_of_a_killed_process_go_after_an_hour_and_younger_ones_stay()
    {
        Store();
        var (old, young) = (Path.Combine(Incoming, "old"), Path.Combine(Incoming, "young"));
        File.WriteAllText(old, "half");
        File.WriteAllText(young, "half");
        File.SetLastWriteTimeUtc(old, _clock.Now.UtcDateTime.AddMinutes(-61));
        File.SetLastWriteTimeUtc(young, _clock.Now.UtcDateTime.AddMinutes(-59));

        Store();

        Assert.Equal([young], Directory.GetFiles(Incoming));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Nobody_but_the_owner_may_look_into_the_folders()
    {
        var blob = await Store().WriteAsync(new MemoryStream([1]), "a/b", NoLimit, default);

        var mode = File.GetUnixFileMode(Path.GetDirectoryName(PathOf(blob.Hex))!);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, mode);
    }

    private DiskBlobStore Store() =>
        new(Options.Create(new FormsHubOptions { DataDirectory = _data }), _clock, NullLogger<DiskBlobStore>.Instance);

    private string PathOf(string hex) => Path.Combine(_data, "blobs", hex[..2], hex);

    /// <summary>Gives a few bytes at a time, as networks do.</summary>
    private sealed class DribblingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 9999)], cancellationToken);
    }

    /// <summary>Breaks after some bytes.</summary>
    private sealed class BreakingStream(int size) : MemoryStream(new byte[size])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position == Length ? throw new IOException("broken") : base.ReadAsync(buffer, cancellationToken);
    }
}
