using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace FormsHub.Web.Look;

/// <summary>An instant: <c>&lt;moment at="…" /&gt;</c>. Written in UTC with its zone; times.js shows it in the reader's zone, and relative under a day.</summary>
[HtmlTargetElement("moment", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MomentTagHelper : TagHelper
{
    public DateTimeOffset? At { get; set; }

    /// <summary>Always the full date and time, never "12 min ago".</summary>
    public bool Full { get; set; }

    /// <summary>Always the date and the minute, for what lies ahead: "until in 3 hours" is no sentence.</summary>
    public bool Dated { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (At is not { } at)
        {
            output.TagName = null;
            output.Content.SetContent("–");
            return;
        }

        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        output.Attributes.SetAttribute(Full ? "data-full" : Dated ? "data-dated" : "data-relative", "");
        output.Content.SetContent(at.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture));
    }
}
