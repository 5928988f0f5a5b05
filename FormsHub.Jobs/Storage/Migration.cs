using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FormsHub.Jobs.Storage;

/// <summary>One numbered step of the schema, as it stands in sql/migrations.</summary>
/// <param name="Number">Its place in the order, from 1 without gaps.</param>
/// <param name="Name">What it is about, such as <c>forms</c>.</param>
/// <param name="Text">Its statements.</param>
public sealed record Migration(int Number, string Name, string Text)
{
    /// <summary>The migrations of this program, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = [.. Sql.NamesIn("migrations").Select(FromFile)];

    /// <summary>Line ends do not count: the same file checked out elsewhere is the same migration.</summary>
    public byte[] Sha256 => SHA256.HashData(Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\n")));

    /// <summary>As its file is called: <c>0001_forms</c>.</summary>
    public string Title => $"{Number.ToString("0000", CultureInfo.InvariantCulture)}_{Name}";

    private static Migration FromFile(string path)
    {
        var file = path["migrations/".Length..];
        return new Migration(int.Parse(file.AsSpan(0, 4), CultureInfo.InvariantCulture), file[5..], Sql.Get(path));
    }
}
