using FormsHub.Jobs.Forms;

namespace FormsHub.Web.Look;

/// <summary>What stands above every page of one form.</summary>
/// <param name="Form">The form.</param>
/// <param name="Admission">Whether it takes respondents now.</param>
/// <param name="FillUrl">Where respondents fill it.</param>
/// <param name="Tab">Which of its pages this is: <c>submissions</c>, <c>summary</c>, <c>reports</c>, <c>sessions</c>, <c>share</c>, <c>versions</c>, <c>connect</c> or <c>settings</c>.</param>
public sealed record FormHeader(Form Form, Admission Admission, string FillUrl, string Tab)
{
    /// <summary>The question that list and summary share, as <c>?state=failed</c>; empty for all submissions.</summary>
    public string Question { get; init; } = "";
}
