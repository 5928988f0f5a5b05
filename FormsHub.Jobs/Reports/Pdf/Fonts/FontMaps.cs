using System.Collections.Concurrent;

namespace FormsHub.Jobs.Reports.Pdf.Fonts;

/// <summary>Font maps at hand. A new one must find and load its fonts again, which takes longer than a receipt; a document that waits long for its reader keeps none from others.</summary>
internal sealed class FontMaps : IDisposable
{
    private readonly ConcurrentBag<FontMap> _idle = [];

    public Lease Rent() => new(this, _idle.TryTake(out var map) ? map : new FontMap());

    public void Dispose()
    {
        while (_idle.TryTake(out var map))
        {
            map.Dispose();
        }
    }

    private void Return(FontMap map)
    {
        if (_idle.Count < Environment.ProcessorCount)
        {
            _idle.Add(map);
        }
        else
        {
            map.Dispose();
        }
    }

    /// <summary>A font map for one document.</summary>
    internal readonly struct Lease(FontMaps owner, FontMap map) : IDisposable
    {
        public FontMap Map => map;

        public void Dispose() => owner.Return(map);
    }
}
