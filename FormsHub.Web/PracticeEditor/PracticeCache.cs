using Microsoft.Extensions.Options;

namespace FormsHub.Web.PracticeEditor;

/// <summary>Saved files that wait to be fetched. In memory, limited, gone after an hour: whoever wants them fetches them at once.</summary>
internal sealed class PracticeCache(IOptions<PracticeEditorOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, CachedFile> _files = new(StringComparer.Ordinal);
    private readonly Queue<(string Path, CachedFile File)> _byAge = new();
    private long _size;

    /// <summary>Puts a file; one of the same name is overwritten, as the Document Server overwrites form data.</summary>
    public void Put(string folder, string file, byte[] content)
    {
        lock (_lock)
        {
            var path = $"{folder}/{file}";
            var cached = new CachedFile(content, clock.GetUtcNow());
            Remove(path);
            _files[path] = cached;
            _size += content.Length;
            _byAge.Enqueue((path, cached));
            Forget();
        }
    }

    /// <returns>Null when it never was there or is gone.</returns>
    public byte[]? Find(string folder, string file)
    {
        lock (_lock)
        {
            return _files.TryGetValue($"{folder}/{file}", out var found) && !IsOld(found) ? found.Content : null;
        }
    }

    private void Forget()
    {
        while (_byAge.TryPeek(out var oldest) && (_size > options.Value.CacheMegabytes * 1024L * 1024L || IsOld(oldest.File)))
        {
            _byAge.Dequeue();
            if (_files.TryGetValue(oldest.Path, out var current) && ReferenceEquals(current, oldest.File))
            {
                Remove(oldest.Path);
            }
        }
    }

    private void Remove(string path)
    {
        if (_files.Remove(path, out var removed))
        {
            _size -= removed.Content.Length;
        }
    }

    private bool IsOld(CachedFile file) => file.StoredAt + Lifetime <= clock.GetUtcNow();

    private sealed record CachedFile(byte[] Content, DateTimeOffset StoredAt);
}
