using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using FormsHub.Jobs.Reports.Archive;

namespace FormsHub.Tests.Reports.Archive;

public class ZipWriterTests
{
    private static readonly DateTime Time = new(2026, 11, 18, 13, 5, 8);

    [Fact]
    public void The_checksum_is_that_of_everybody()
    {
        Assert.Equal(0xCBF43926u, Crc("123456789"u8));
        var bytes = new byte[10_000];
        new Random(3).NextBytes(bytes);
        Assert.Equal(BitByBit(bytes), Crc(bytes));
        var inPieces = new Crc32();
        inPieces.Append(bytes.AsSpan(0, 13));
        inPieces.Append(bytes.AsSpan(13));
        Assert.Equal(BitByBit(bytes), inPieces.GetCurrentHashAsUInt32());
    }

    [Fact]
    public async Task Stored_and_packed_entries_come_back_as_they_were()
    {
        var target = new AsyncOnlyStream();
        using (var zip = new ZipWriter(target))
        {
            await StoreAsync(zip, "0001 Zoë/photo 山.png", "png"u8.ToArray());
            await StoreAsync(zip, "empty", []);
            using (var entry = zip.Begin("0001 Zoë/data.json", Time, isLarge: false))
            {
                await entry.WriteAsync(Encoding.UTF8.GetBytes(new string('x', 200_000)), default);
                await entry.EndAsync(default);
            }

            using (var entry = zip.Begin("large.csv", Time, isLarge: true))
            {
                await entry.WriteAsync("a,b"u8.ToArray(), default);
                await entry.EndAsync(default);
            }

            await zip.FinishAsync(default);
        }

        using var archive = new ZipArchive(new MemoryStream(target.ToArray()));
        Assert.Equal(["0001 Zoë/photo 山.png", "empty", "0001 Zoë/data.json", "large.csv"], archive.Entries.Select(entry => entry.FullName));
        Assert.Equal(["png", "", new string('x', 200_000), "a,b"], archive.Entries.Select(TextOf));
        Assert.All(archive.Entries, entry => Assert.Equal(Time, entry.LastWriteTime.DateTime));
        Assert.Equal(Crc("png"u8), archive.Entries[0].Crc32);
        Assert.True(archive.Entries[2].CompressedLength < 2_000);
    }

    [Fact]
    public async Task More_entries_than_the_old_format_counts_are_all_there()
    {
        const int count = 70_000;
        var target = new AsyncOnlyStream();
        using (var zip = new ZipWriter(target))
        {
            for (var i = 0; i < count; i++)
            {
                await StoreAsync(zip, $"{i}", [(byte)i]);
            }

            await zip.FinishAsync(default);
        }

        using var archive = new ZipArchive(new MemoryStream(target.ToArray()));
        Assert.Equal(count, archive.Entries.Count);
        Assert.Equal(["0", "65535", "69999"], new[] { 0, 65_535, 69_999 }.Select(i => archive.Entries[i].FullName));
    }

    [Fact]
    public async Task Bytes_that_are_not_those_that_were_looked_at_end_the_file()
    {
        using var zip = new ZipWriter(new AsyncOnlyStream());

        await Assert.ThrowsAsync<IOException>(() => zip.StoreAsync("a", Time, new MemoryStream("abc"u8.ToArray()), 4, Crc("abcd"u8), default));
        await Assert.ThrowsAsync<IOException>(() => zip.StoreAsync("a", Time, new MemoryStream("abcx"u8.ToArray()), 4, Crc("abcd"u8), default));
    }

    private static Task StoreAsync(ZipWriter zip, string name, byte[] bytes) => zip.StoreAsync(name, Time, new MemoryStream(bytes), bytes.Length, Crc(bytes), default);

    private static string TextOf(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    private static uint Crc(ReadOnlySpan<byte> bytes) => Crc32.HashToUInt32(bytes);

    private static uint BitByBit(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }
        }

        return ~crc;
    }
}
