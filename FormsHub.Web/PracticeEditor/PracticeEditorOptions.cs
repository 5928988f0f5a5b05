using System.ComponentModel.DataAnnotations;

namespace FormsHub.Web.PracticeEditor;

/// <summary>The stand-in for the Document Server (section <c>PracticeEditor</c>); without effect once <c>DocumentServer:Url</c> is set.</summary>
public sealed class PracticeEditorOptions
{
    /// <summary>Seconds between the last editor's leaving and the final save (the Document Server's <c>savetimeoutdelay</c>).</summary>
    [Range(0, 60)]
    public int SaveDelaySeconds { get; set; } = 5;

    /// <summary>Documents that are open at once; further ones are refused until some are closed.</summary>
    [Range(1, 100_000)]
    public int MostDocuments { get; set; } = 500;

    /// <summary>Megabytes (1,048,576 bytes) of saved files that wait to be fetched; the oldest go first.</summary>
    [Range(1, 10_240)]
    public int CacheMegabytes { get; set; } = 256;
}
