using System.Globalization;
using FormsHub.Jobs.Reports.Pdf.Images;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Excel.Pictures;

/// <summary>Chooses the pictures of a file that stand in their cells, each different one kept once. The others stay links, so that the file can still be opened.</summary>
internal sealed class Thumbnails(IBlobStore blobs)
{
    /// <summary>Excel becomes slow with more.</summary>
    public const int MostPictures = 500;
    public const long MostBytes = 64L * 1024 * 1024;
    public const long LargestPicture = 4L * 1024 * 1024;
    private const long MostPixels = 50_000_000;

    /// <summary>The side of the square that a picture fits in, in pixels of 1/96 inch: whichever way it is turned.</summary>
    public const double Side = 96;
    private const int HeadBytes = 128 * 1024;

    private readonly Dictionary<BlobReference, (int Media, string Part, PictureSize Size)?> _known = [];
    private readonly List<(string Part, BlobReference Blob)> _media = [];
    private readonly Dictionary<int, (int Media, string Part, PictureSize Size)> _chosen = [];
    private long _bytes;

    /// <summary>A row that shows pictures, in points.</summary>
    public static ReadOnlySpan<byte> RowHeight => "\" ht=\"78\" customHeight=\"1\">"u8;

    /// <summary>Pictures in their cells.</summary>
    public int Shown { get; private set; }

    /// <summary>Pictures that are not: too many, too large, or neither PNG nor JPEG.</summary>
    public int NotShown { get; private set; }

    /// <summary>The row at hand shows at least one.</summary>
    public bool HasChosen => _chosen.Count > 0;

    /// <summary>Decides about the pictures of the next row.</summary>
    public void Choose(FieldValue[] row)
    {
        _chosen.Clear();
        for (var column = 0; column < row.Length; column++)
        {
            if (row[column].Kind != ValueKind.Blob)
            {
                continue;
            }

            if (Shown < MostPictures && Know(row[column].Blob!) is { } media)
            {
                _chosen.Add(column, media);
                Shown++;
            }
            else
            {
                NotShown++;
            }
        }
    }

    /// <returns>The picture of a cell of that row; null where there is none to be shown.</returns>
    public Thumbnail? Take(int row, int column, string? link)
    {
        if (!_chosen.TryGetValue(column, out var chosen))
        {
            return null;
        }

        var scale = Math.Min(1, Side / Math.Max(chosen.Size.Width, chosen.Size.Height));
        return new(row, column, chosen.Media, chosen.Part, chosen.Size.Width * scale, chosen.Size.Height * scale, chosen.Size.Orientation, link);
    }

    /// <summary>Copies the pictures' bytes into the file.</summary>
    public async Task WriteMediaAsync(ExcelPackage package, CancellationToken cancellationToken)
    {
        foreach (var (part, blob) in _media)
        {
            // They were there a moment ago and are never deleted: without them the file would be broken, so it is not finished.
            await using var content = blobs.OpenRead(blob.Sha256) ?? throw new FileNotFoundException($"The picture {blob.Hex} is missing.");
            await package.CopyAsync(part, content, cancellationToken);
        }
    }

    private (int Media, string Part, PictureSize Size)? Know(BlobReference blob)
    {
        if (!_known.TryGetValue(blob, out var media))
        {
            media = Look(blob);
            _known.Add(blob, media);
        }

        return media;
    }

    private (int Media, string Part, PictureSize Size)? Look(BlobReference blob)
    {
        if (blob.Size > LargestPicture || _bytes + blob.Size > MostBytes || blob.MediaType is not ("image/png" or "image/jpeg") || SizeOf(blob) is not { } size)
        {
            return null;
        }

        if ((long)size.Width * size.Height > MostPixels)
        {
            return null;
        }

        var part = string.Create(CultureInfo.InvariantCulture, $"xl/media/image{_media.Count + 1}.{(blob.MediaType == "image/png" ? "png" : "jpeg")}");
        _bytes += blob.Size;
        _media.Add((part, blob));
        return (_media.Count, part, size);
    }

    private PictureSize? SizeOf(BlobReference blob)
    {
        using var content = blobs.OpenRead(blob.Sha256);
        if (content is null)
        {
            return null;
        }

        var head = new byte[Math.Min(HeadBytes, blob.Size)];
        var bytes = head.AsSpan(0, content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        return blob.MediaType == "image/png" ? PictureSize.OfPng(bytes) : PictureSize.OfJpeg(bytes);
    }
}
