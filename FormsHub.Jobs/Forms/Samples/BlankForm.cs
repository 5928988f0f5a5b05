using static FormsHub.Jobs.Forms.Samples.FieldDrafts;

namespace FormsHub.Jobs.Forms.Samples;

/// <summary>The form that an author starts from in the editor: a title and one field to go on from.</summary>
public static class BlankForm
{
    /// <summary>What it is called until its author says otherwise.</summary>
    public const string UsualTitle = "Untitled form";

    /// <param name="title">Stands on the page; blank means <see cref="UsualTitle"/>.</param>
    public static FormDraft Draft(string title) => new()
    {
        Title = string.IsNullOrWhiteSpace(title) ? UsualTitle : title.Trim(),
        Introduction = "Say here what the form is for and what happens with the answers.",
        Roles = [Anyone],
        Fields = [Text("name", "Your name") with { Required = true, Placeholder = "First and last name", MaxCharacters = 80 }],
    };
}
