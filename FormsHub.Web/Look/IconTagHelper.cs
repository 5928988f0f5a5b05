using Microsoft.AspNetCore.Razor.TagHelpers;

namespace FormsHub.Web.Look;

/// <summary>A 16-pixel stroke icon of our own: <c>&lt;icon name="copy" /&gt;</c>. Hidden from screen readers unless it has a label, so it stands beside a word.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper : TagHelper
{
    private static readonly Dictionary<string, string> Strokes = new(StringComparer.Ordinal)
    {
        ["mark"] = "M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3M6 8h4M6 11h4",
        ["alert"] = "M8 2.2 14.3 13.5H1.7zM8 6.5v3.2M8 11.6v.1",
        ["arrow-left"] = "M13 8H3M7 4 3 8l4 4",
        ["arrow-right"] = "M3 8h10M9 4l4 4-4 4",
        ["chart"] = "M2.5 2.5v11h11M5.5 11V8M8.5 11V4.5M11.5 11V6.5",
        ["check"] = "M3 8.5 6.5 12 13 4.5",
        ["check-circle"] = "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M5.2 8.2l2 2 3.6-4.2",
        ["chevron-down"] = "M4 6l4 4 4-4",
        ["circle"] = "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11",
        ["clock"] = "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 4.5V8l2.4 1.6",
        ["close"] = "M4 4l8 8M12 4l-8 8",
        ["copy"] = "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z",
        ["database"] = "M2.5 4c0-2.6 11-2.6 11 0s-11 2.6-11 0v8c0 2.6 11 2.6 11 0V4M2.5 8c0 2.6 11 2.6 11 0",
        ["document"] = "M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3",
        ["download"] = "M8 2v8M4.5 6.8 8 10.2l3.5-3.4M2.5 13.5h11",
        ["external"] = "M9.5 2.5h4v4M13.5 2.5 7.5 8.5M11.5 9.5v4h-9v-9h4",
        ["filter"] = "M2 3.5h12L9.5 8.6v4.9l-3-1.6V8.6z",
        ["image"] = "M2.5 3h11v10h-11zM2.5 11l3.2-3.4 2.6 2.6 1.7-1.6 3.5 3.2M10.6 6v.1",
        ["key"] = "M5.5 7.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M7.7 8.3l5.8-5.8M11 5l2.2 2.2",
        ["keyboard"] = "M1.5 4h13v8h-13zM4 6.6v.1M6.7 6.6v.1M9.4 6.6v.1M12 6.6v.1M5 9.6h6",
        ["logout"] = "M6 2.5H2.5v11H6M10 4.8 13.2 8 10 11.2M13 8H6",
        ["minus"] = "M4 8h8",
        ["moon"] = "M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8",
        ["person"] = "M8 2.2a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4M2.8 14c.3-5.8 10.1-5.8 10.4 0",
        ["plus"] = "M8 3v10M3 8h10",
        ["pulse"] = "M1.5 8.5h3l2-5 3 9.5 2-4.5h3",
        ["retry"] = "M13.5 2.5v3.6H9.9M13.2 6A5.6 5.6 0 1 0 13.6 9",
        ["search"] = "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.3 10.3l3.4 3.4",
        ["server"] = "M2.5 2.5h11v4.3h-11zM2.5 9.2h11v4.3h-11zM5 4.6v.1M5 11.3v.1",
        ["sort-down"] = "M8 3v10M4.5 9.5 8 13l3.5-3.5",
        ["sort-up"] = "M8 13V3M4.5 6.5 8 3l3.5 3.5",
        ["sun"] = "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1.2v1.4M8 13.4v1.4M1.2 8h1.4M13.4 8h1.4M3.2 3.2l1 1M11.8 11.8l1 1M12.8 3.2l-1 1M4.2 11.8l-1 1",
        ["upload"] = "M8 10V2.2M4.5 5.4 8 2l3.5 3.4M2.5 13.5h11",
    };

    /// <summary>Which icon.</summary>
    public string Name { get; set; } = "";

    /// <summary>What it says to a screen reader where no word stands beside it; null hides it.</summary>
    public string? Label { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "icon");
        output.Attributes.SetAttribute("viewBox", "0 0 16 16");
        if (Label is null)
        {
            output.Attributes.SetAttribute("aria-hidden", "true");
        }
        else
        {
            output.Attributes.SetAttribute("role", "img");
            output.Attributes.SetAttribute("aria-label", Label);
        }

        output.Content.SetHtmlContent($"<path d=\"{Strokes[Name]}\"/>");
    }
}
